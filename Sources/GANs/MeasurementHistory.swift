/// What each iteration of a run showed, oldest first.
///
/// A run is copied often, to be gone back to, and then goes on: its copies share all of this but
/// the newest part.
public struct MeasurementHistory: RandomAccessCollection, Sendable {
  /// All are full but the last.
  private var parts: [[Measurement]] = []
  public private(set) var count = 0

  private static let partLength = 256

  public init() {}

  public init(_ measurements: some Sequence<Measurement>) {
    for measurement in measurements { append(measurement) }
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { count }

  public subscript(index: Int) -> Measurement {
    parts[index / Self.partLength][index % Self.partLength]
  }

  public mutating func append(_ measurement: Measurement) {
    if count.isMultiple(of: Self.partLength) { parts.append([]) }
    parts[parts.count - 1].append(measurement)
    count += 1
  }
}

extension MeasurementHistory: Equatable {
  public static func == (a: Self, b: Self) -> Bool { a.parts == b.parts }
}
