/// Kinds of values: what an expression may give, what a parameter takes.
package struct ValueKinds: OptionSet, Hashable, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  package static let number = ValueKinds(rawValue: 1)
  package static let string = ValueKinds(rawValue: 1 << 1)
  package static let bool = ValueKinds(rawValue: 1 << 2)
  package static let list = ValueKinds(rawValue: 1 << 3)
  package static let range = ValueKinds(rawValue: 1 << 4)
  package static let tensor = ValueKinds(rawValue: 1 << 5)
  package static let mask = ValueKinds(rawValue: 1 << 6)
  package static let series = ValueKinds(rawValue: 1 << 7)
  package static let image = ValueKinds(rawValue: 1 << 8)
  package static let model = ValueKinds(rawValue: 1 << 9)
  package static let dataset = ValueKinds(rawValue: 1 << 10)
  package static let none = ValueKinds(rawValue: 1 << 11)

  package static let any = ValueKinds(rawValue: (1 << 12) - 1)
  /// What arithmetic takes: numbers, and what is made of them; true and false count as 1 and 0.
  package static let numeric: ValueKinds = [.number, .bool, .tensor, .mask, .series, .list, .range]
  /// Numbers in one or more axes, for functions.
  package static let arrays: ValueKinds = [.tensor, .mask, .series, .list, .range]
  /// What is true or false, once or in each place.
  package static let truths: ValueKinds = [.bool, .mask]
  /// What can stand for one number.
  package static let scalar: ValueKinds = [.number, .tensor, .series]
  /// What can be gone through one by one.
  package static let sequences: ValueKinds = [.list, .range, .tensor, .mask, .series]

  private static let names = [
    "number", "string", "bool", "list", "range", "tensor", "mask", "series", "image", "model",
    "dataset", "none",
  ]

  /// `number`, `number or tensor`, `any value`.
  package var text: String {
    if self == .any { return "any value" }
    let parts = Self.names.indices.filter { rawValue & 1 << $0 != 0 }.map { Self.names[$0] }
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "nothing" }
    return parts.dropLast().joined(separator: ", ") + " or " + last
  }

  /// With an article: `a number`, `none`.
  package var textWithArticle: String {
    self == .none || self == .any ? text : (self == .image ? "an " : "a ") + text
  }
}
