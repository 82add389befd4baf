/// Whole numbers that become others as elements of a tensor: a 32-bit float has 24 bits for them.
package struct Rounding {
  private(set) var count = 0
  private(set) var total = 0
  private(set) var first: Number?

  package init() {}

  /// The element that a number becomes.
  package mutating func float(_ number: Number) -> Float {
    let float = Float(number.double)
    total += 1
    if case .single = number { return float }
    guard abs(number.double) > 0x1p24, number.isExactWhole, let whole = number.wholeValue,
      Int128(exactly: float) != whole
    else { return float }
    count += 1
    if first == nil { first = number }
    return float
  }

  mutating func add(_ other: Rounding) {
    (count, total) = (count + other.count, total + other.total)
    first = first ?? other.first
  }

  /// What there is to say of it; nil where all are exact.
  ///
  /// - Parameter place: a file or an operation.
  package func warning(of place: String) -> String? {
    guard let first else { return nil }
    let limit = "the numbers of a tensor are exact to 16777216"
    return total == 1
      ? "\(place): \(first) becomes \(NumberText.text(Double(Float(first.double)))): \(limit)"
      : "\(place): \(count) of \(total) whole numbers are rounded, \(first) is the first: \(limit)"
  }
}

/// Who wants to know where whole numbers become others.
package protocol RoundingObserver: AnyObject {
  /// - Parameter place: a file or an operation.
  func note(_ rounding: Rounding, in place: String)
}

extension RoundingObserver {
  /// A value's elements; tells where whole numbers become others by that.
  package func elements(of value: Value, for operation: String) throws(Problem) -> Elements {
    let elements = try Elements(value, for: operation)
    if elements.rounding.count > 0 { note(elements.rounding, in: "`\(operation)`") }
    return elements
  }
}
