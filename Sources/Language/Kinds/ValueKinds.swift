/// Kinds of values: what an expression may give, what a parameter takes.
///
/// Beside those of the language there are the kinds of objects that a host brings, each by a name
/// of its own.
package struct ValueKinds: Hashable, Sendable, ExpressibleByArrayLiteral {
  /// Those of the language, a bit for each.
  private var bits: UInt16
  /// Those of the host, in the order in which they are told.
  private var objects: [String] = []
  /// Whether all kinds of objects are meant, whatever a host calls them.
  private var hasAllObjects = false

  private init(bit: UInt16) { bits = 1 << bit }

  /// The kind of objects that a host calls so.
  package init(objectsNamed name: String) {
    bits = 0
    objects = [name]
  }

  package init(arrayLiteral kinds: ValueKinds...) {
    bits = 0
    for kind in kinds { formUnion(kind) }
  }

  package static let number = ValueKinds(bit: 0)
  package static let string = ValueKinds(bit: 1)
  package static let bool = ValueKinds(bit: 2)
  package static let list = ValueKinds(bit: 3)
  package static let range = ValueKinds(bit: 4)
  package static let tensor = ValueKinds(bit: 5)
  package static let mask = ValueKinds(bit: 6)
  package static let series = ValueKinds(bit: 7)
  package static let none = ValueKinds(bit: 8)

  package static let any: ValueKinds = {
    var kinds: ValueKinds = [
      .number, .string, .bool, .list, .range, .tensor, .mask, .series, .none,
    ]
    kinds.hasAllObjects = true
    return kinds
  }()

  /// What arithmetic takes: numbers, and what is made of them; true and false count as 1 and 0.
  package static let numeric: ValueKinds = [.number, .bool, .tensor, .mask, .series, .list, .range]
  /// Numbers in one or more axes, for functions.
  package static let arrays: ValueKinds = [.tensor, .mask, .series, .list, .range]
  /// What is true or false, once or in each place.
  package static let truths: ValueKinds = [.bool, .mask]
  /// What can stand for one number.
  package static let scalar: ValueKinds = [.number, .tensor, .series]
  /// Whether a series is meant among them, and so all of its values: not only because anything is.
  package var wantsSeries: Bool { contains(.series) && self != .any }
  /// What can be gone through one by one.
  package static let sequences: ValueKinds = [.list, .range, .tensor, .mask, .series]

  package static func == (a: Self, b: Self) -> Bool {
    a.bits == b.bits && a.hasAllObjects == b.hasAllObjects
      && (a.objects == b.objects || Set(a.objects) == Set(b.objects))
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(bits)
    hasher.combine(hasAllObjects)
  }
}

// MARK: - As sets

extension ValueKinds {
  package var isEmpty: Bool { bits == 0 && objects.isEmpty && !hasAllObjects }

  package func isSubset(of other: ValueKinds) -> Bool {
    bits & ~other.bits == 0 && (other.hasAllObjects || !hasAllObjects)
      && (other.hasAllObjects || objects.allSatisfy(other.objects.contains))
  }

  package func contains(_ other: ValueKinds) -> Bool { other.isSubset(of: self) }

  package func isDisjoint(with other: ValueKinds) -> Bool { intersection(other).isEmpty }

  package func intersection(_ other: ValueKinds) -> ValueKinds {
    var result = self
    result.bits &= other.bits
    if hasAllObjects {
      (result.objects, result.hasAllObjects) = (other.objects, other.hasAllObjects)
    } else if !other.hasAllObjects {
      result.objects.removeAll { !other.objects.contains($0) }
    }
    return result
  }

  package func union(_ other: ValueKinds) -> ValueKinds {
    var result = self
    result.bits |= other.bits
    result.hasAllObjects = hasAllObjects || other.hasAllObjects
    result.objects =
      result.hasAllObjects ? [] : objects + other.objects.filter { !objects.contains($0) }
    return result
  }

  /// The kinds that are not among the others; of all kinds of objects, single ones cannot be taken
  /// away.
  package func subtracting(_ other: ValueKinds) -> ValueKinds {
    var result = self
    result.bits &= ~other.bits
    if other.hasAllObjects {
      (result.objects, result.hasAllObjects) = ([], false)
    } else {
      result.objects.removeAll(where: other.objects.contains)
    }
    return result
  }

  package mutating func formUnion(_ other: ValueKinds) { self = union(other) }
  package mutating func formIntersection(_ other: ValueKinds) { self = intersection(other) }
  package mutating func subtract(_ other: ValueKinds) { self = subtracting(other) }
}

// MARK: - As text

extension ValueKinds {
  private static let names = [
    "number", "string", "bool", "list", "range", "tensor", "mask", "series",
  ]

  private var parts: [String] {
    Self.names.indices.filter { bits & 1 << $0 != 0 }.map { Self.names[$0] } + objects
      + (contains(.none) ? ["none"] : [])
  }

  /// `number`, `number or tensor`, `any value`.
  package var text: String {
    if self == .any { return "any value" }
    let parts = parts
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "nothing" }
    return parts.dropLast().joined(separator: ", ") + " or " + last
  }

  /// With an article: `a number`, `none`.
  package var textWithArticle: String {
    guard self != .none, self != .any else { return text }
    let parts = parts
    let isVowel = parts.count == 1 && parts[0].first.map("aeiou".contains) == true
    return (isVowel ? "an " : "a ") + text
  }
}
