/// A number of the language: a `Double`, with what is known of it besides.
///
/// Arithmetic is that of 64-bit floats, but whole numbers of up to 64 bits stay exact, as seeds have
/// to.
package enum Number: Hashable, Sendable, CustomStringConvertible {
  case double(Double)
  /// An element of a tensor: its text has only as many digits as tell it from other 32-bit floats.
  case single(Float)
  /// A whole number that no `Double` is, beyond 2^53; made by ``init(whole:)`` only.
  case whole(Int128)

  /// The whole numbers that are exact: those of 64 bits, with a sign or without.
  package static let exactWholes = Int128(Int64.min)...Int128(UInt64.max)

  /// A whole number, exactly where it has no more than 64 bits.
  package init(whole: Int128) {
    let double = Double(whole)
    let isDouble = Int128(exactly: double) == whole || !Self.exactWholes.contains(whole)
    self = isDouble ? .double(double) : .whole(whole)
  }

  /// The number that a text is, as the language writes them; nil where it is none, or not finite.
  package init?(_ text: some StringProtocol) {
    if let whole = Int128(text) {
      self.init(whole: whole)
    } else {
      guard let double = Double(text), double.isFinite else { return nil }
      self = .double(double)
    }
  }

  /// The nearest `Double`.
  package var double: Double {
    switch self {
    case .double(let value): value
    case .single(let value): Double(value)
    case .whole(let value): Double(value)
    }
  }

  /// The whole number that it is, exactly; nil for any other.
  package var wholeValue: Int128? {
    if case .whole(let value) = self { value } else { Int128(exactly: double) }
  }

  /// Whether it is a whole number that is meant exactly: 1e30 is only the nearest `Double`.
  package var isExactWhole: Bool {
    switch self {
    case .whole: true
    case .double, .single: double == double.rounded() && abs(double) <= 0x1p53
    }
  }

  /// The same as an `Int`; nil for what is not whole, or has more bits.
  package var int: Int? { wholeValue.flatMap { Int(exactly: $0) } }

  package var description: String { NumberText.text(self) }

  static prefix func - (number: Number) -> Number {
    switch number {
    case .double(let value): .double(-value)
    case .single(let value): .single(-value)
    case .whole(let value): Number(whole: -value)
    }
  }

  // MARK: - Comparison

  /// Exact for whole numbers; an element of a tensor equals any other number that it is the nearest
  /// 32-bit float of, as it does inside of its tensor.
  package func holds(_ comparison: Comparison, _ other: Number) -> Bool {
    switch (self, other) {
    case (.whole, _), (_, .whole):
      if let a = wholeValue, let b = other.wholeValue { return comparison.holds(a, b) }
    case (.single(let a), .double(let b)) where !other.isExactWhole:
      return comparison.holds(a, Float(b))
    case (.double(let a), .single(let b)) where !isExactWhole:
      return comparison.holds(Float(a), b)
    default: break
    }
    return comparison.holds(double, other.double)
  }
}

extension Int {
  /// The largest number up to which each whole number is a value of the language.
  package static let largestExact = 1 << 53
}
