/// Sizes in bytes as people write them: `512MB`.
package enum ByteCount {
  private static let units: [(name: String, bytes: Int)] = [
    ("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10),
  ]

  /// The bytes that a text means; nil where it is no size.
  package static func bytes(_ text: String) -> Int? {
    let text = text.uppercased()
    guard let unit = units.first(where: { text.hasSuffix($0.name) }),
      let number = Double(text.dropLast(unit.name.count)), number >= 0, number.isFinite
    else { return nil }
    return Int(exactly: (number * Double(unit.bytes)).rounded())
  }

  package static func text(_ bytes: Int) -> String {
    let unit = units.first { bytes >= $0.bytes } ?? ("KB", 1 << 10)
    return NumberText.significant(Double(bytes) / Double(unit.bytes), 3) + " \(unit.name)"
  }
}
