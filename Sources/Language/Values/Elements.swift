import TensorEngine

/// A value as elementwise operations see it: numbers in a shape, or truth values as 0 and 1.
package struct Elements {
  package let tensor: Tensor
  /// Whether they are truth values.
  package let areTruths: Bool
  /// The whole numbers among them that a 32-bit float is not.
  private(set) var rounding = Rounding()

  package init(_ tensor: Tensor, areTruths: Bool = false) {
    self.tensor = tensor
    self.areTruths = areTruths
  }

  /// What there is to see in a value.
  ///
  /// - Parameter operation: who asks, for an error.
  init(_ value: Value, for operation: String) throws(Problem) {
    var rounding = Rounding()
    switch value {
    case .number(let number): self.init(Tensor(rounding.float(number)))
    case .bool(let truth): self.init(Tensor(truth ? 1 : 0), areTruths: true)
    case .tensor(let tensor): self.init(tensor)
    case .mask(let mask): self.init(mask.tensor, areTruths: true)
    case .range(let range):
      guard range.count <= TensorArithmetic.mostElements else {
        throw .tooLarge(what: range.text, limit: TensorArithmetic.mostElements)
      }
      var scalars: [Float] = []
      scalars.reserveCapacity(range.count)
      try Stretches.forEach(of: range.count) { places in
        for place in places {
          scalars.append(rounding.float(.double(range.lower + Double(place))))
        }
      }
      self.init(Tensor(scalars))
    case .list(let items): self = try Self.stacked(items, operation, &rounding)
    default: throw .wrongKind(what: "`\(operation)`", expected: .numeric, found: value.kind)
    }
    self.rounding = rounding
  }

  /// A list of numbers, or of lists of one shape, as one tensor.
  private static func stacked(
    _ items: [Value], _ operation: String, _ rounding: inout Rounding
  ) throws(Problem) -> Elements {
    var scalars: [Float] = []
    var shape: Shape?
    var areTruths = !items.isEmpty
    try Stretches.forEach(of: items.count, cost: 16) { range throws(Problem) in
      for item in items[range] {
        let part = try Elements(item, for: operation)
        if let shape, shape != part.tensor.shape {
          throw .shapesDiffer(
            operation: operation, left: shape.description, right: part.tensor.shape.description)
        }
        shape = part.tensor.shape
        guard scalars.count + part.tensor.count <= TensorArithmetic.mostElements else {
          throw .tooLarge(what: "the list", limit: TensorArithmetic.mostElements)
        }
        scalars += part.tensor.scalars
        areTruths = areTruths && part.areTruths
        rounding.add(part.rounding)
      }
    }
    return Elements(
      Tensor(scalars, shape: Shape([items.count] + (shape?.extents ?? []))), areTruths: areTruths)
  }

  /// One after the other along the first axis.
  ///
  /// - Returns: nil where one is no vector or single element.
  static func joined(_ parts: [Elements]) throws(Problem) -> Elements? {
    guard parts.allSatisfy({ $0.tensor.shape.rank <= 1 }) else { return nil }
    guard parts.reduce(0, { $0 + $1.tensor.count }) <= TensorArithmetic.mostElements else {
      throw .tooLarge(what: "the list", limit: TensorArithmetic.mostElements)
    }
    var joined = Elements(
      Tensor(parts.flatMap(\.tensor.scalars)), areTruths: parts.allSatisfy(\.areTruths))
    for part in parts { joined.rounding.add(part.rounding) }
    return joined
  }

  /// As a value: without axes a number, or true or false.
  package var value: Value {
    switch (areTruths, tensor.shape.rank) {
    case (true, 0): .bool(tensor.scalar != 0)
    case (true, _): .mask(Mask(tensor))
    case (false, 0): .number(.single(tensor.scalar))
    case (false, _): .tensor(tensor)
    }
  }
}
