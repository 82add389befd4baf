/// A list that grows at its end: what each iteration of a run showed, what was done to it.
///
/// A run is copied often, to be gone back to, and then goes on: its copies share all of a list but
/// the newest part, and are compared as quickly.
public struct GrowingList<Element: Sendable & Equatable>: RandomAccessCollection, Sendable {
  /// All are full but the last.
  private var parts: [[Element]] = []
  /// How many elements there are.
  public private(set) var count = 0

  private static var partLength: Int { 256 }

  /// None.
  public init() {}

  /// - Parameter elements: in their order.
  public init(_ elements: some Sequence<Element>) {
    for element in elements { append(element) }
  }

  /// 0.
  public var startIndex: Int { 0 }
  /// The number of elements.
  public var endIndex: Int { count }

  /// An element, counted from 0.
  public subscript(index: Int) -> Element {
    parts[index / Self.partLength][index % Self.partLength]
  }

  /// Adds an element at the end.
  public mutating func append(_ element: Element) {
    if count.isMultiple(of: Self.partLength) { parts.append([]) }
    parts[parts.count - 1].append(element)
    count += 1
  }

  /// Whether another list is the beginning of this one.
  public func begins(with other: Self) -> Bool {
    guard other.count <= count, let last = other.parts.indices.last else {
      return other.isEmpty
    }
    // Arrays that share their memory are equal at a glance.
    return parts[..<last] == other.parts[..<last]
      && (parts[last] == other.parts[last]
        || parts[last].prefix(other.parts[last].count) == other.parts[last][...])
  }
}

extension GrowingList: Equatable {
  public static func == (a: Self, b: Self) -> Bool { a.parts == b.parts }
}
