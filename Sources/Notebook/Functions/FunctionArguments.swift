import TensorEngine

extension FunctionCall {
  /// An argument as a tensor: numbers of a list, a range or a series become a vector.
  func tensor(_ index: Int) throws(Problem) -> Tensor {
    switch arguments[index] {
    case .number(let number): return Tensor(Float(number))
    case .tensor(let tensor): return tensor
    case .series(let series): return Tensor(series.values)
    case .range(let range):
      try checkCount(range.count, 1)
      return Tensor((0..<range.count).map { Float(range.lower + Double($0)) })
    case .list(let items): return try stack(items)
    default: throw bad("takes no \(arguments[index].kind.text)")
    }
  }

  /// A list of numbers, or of lists of one shape, as one tensor.
  private func stack(_ items: [Value]) throws(Problem) -> Tensor {
    var scalars: [Float] = []
    var shape: Shape?
    for item in items {
      let part = try FunctionCall(function: function, arguments: [item], session: session).tensor(0)
      guard shape == nil || shape == part.shape else {
        throw bad("the items of the list have different shapes")
      }
      shape = part.shape
      try checkCount(scalars.count + part.count, 1)
      scalars += part.scalars
    }
    return Tensor(scalars, shape: Shape([items.count] + (shape?.extents ?? [])))
  }

  /// A number, or the latest value of a series; nil for what has several elements.
  func singleNumber(_ index: Int) throws(Problem) -> Double? {
    switch arguments[index] {
    case .number(let number): return number
    case .series(let series):
      guard let last = series.values.last else { throw .noValueYet(series.name) }
      return Double(last)
    default: return nil
    }
  }

  /// All values of a series, a list or a tensor; never none.
  func sequence(_ index: Int) throws(Problem) -> [Double] {
    if case .series(let series) = arguments[index], series.values.isEmpty {
      throw .noValueYet(series.name)
    }
    let values = try tensor(index).scalars.map(Double.init)
    guard !values.isEmpty else { throw bad("there are no values") }
    return values
  }

  func whole(_ index: Int, in range: ClosedRange<Int>) throws(Problem) -> Int {
    guard case .number(let number) = arguments[index] else { throw bad("takes a number") }
    let name = function.parameter(at: index)?.name ?? "it"
    guard let whole = Int(exactly: number), range.contains(whole) else {
      throw bad("`\(name)` is \(ParameterType.int(range).text), not \(NumberText.text(number))")
    }
    return whole
  }

  /// An axis of a tensor; a negative one counts from the last.
  func axis(_ index: Int, of tensor: Tensor) throws(Problem) -> Int {
    let rank = tensor.shape.rank
    guard rank > 0 else { throw bad("a single number has no axes") }
    let axis = try whole(index, in: -rank...rank - 1)
    return axis < 0 ? axis + rank : axis
  }

  /// The product of two counts, unless no tensor may be so large.
  @discardableResult
  func checkCount(_ a: Int, _ b: Int) throws(Problem) -> Int {
    let (count, overflow) = a.multipliedReportingOverflow(by: b)
    guard !overflow, count <= TensorArithmetic.mostElements else {
      throw .tooLarge(
        what: "the result of `\(function.name)`", limit: TensorArithmetic.mostElements)
    }
    return count
  }
}
