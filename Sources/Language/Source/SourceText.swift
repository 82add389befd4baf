/// A text of the command language with its name: a script, a cell, what stands after `-c`.
///
/// Places in it are offsets of bytes; lines and columns are counted when an error is shown.
package final class SourceText: Sendable {
  package let name: SourceName
  package let bytes: [UInt8]

  /// The largest script and the longest line, in bytes: whatever is beyond is not one.
  package static let largestSize = 1 << 26
  package static let longestLine = 1 << 20

  package init(_ text: String, name: SourceName) {
    self.name = name
    bytes = Array(text.utf8)
  }

  /// A text from outside, which may hold anything.
  package init(bytes: [UInt8], name: SourceName) {
    self.name = name
    self.bytes = bytes
  }

  /// Where the text begins: after the mark that some editors put before it.
  package var firstOffset: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// The text of a range.
  package subscript(range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// The line and the column of a byte, both from 1; the column counts characters.
  package func position(of offset: Int) -> (line: Int, column: Int) {
    let start = lineStart(of: offset)
    let line = bytes[..<start].reduce(1) { $1 == 10 ? $0 + 1 : $0 }
    return (line, self[start..<min(offset, bytes.count)].count + 1)
  }

  /// `nightly.gan:9:7`.
  package func place(of range: Range<Int>) -> String {
    let (line, column) = position(of: range.lowerBound)
    return "\(name):\(line):\(column)"
  }

  /// The bytes of the line that holds a byte, without its end.
  package func line(around offset: Int) -> Range<Int> {
    let start = lineStart(of: offset)
    let end = bytes[start...].firstIndex(of: 10) ?? bytes.count
    return start..<(end > start && bytes[end - 1] == 13 ? end - 1 : end)
  }

  private func lineStart(of offset: Int) -> Int {
    var start = min(offset, bytes.count)
    while start > firstOffset, bytes[start - 1] != 10 { start -= 1 }
    return start
  }
}

extension [UInt8] {
  /// Where a byte sequence stops to be UTF-8, as in table 3-7 of the Unicode standard; nil if it
  /// never does.
  package var firstInvalidUTF8Offset: Int? {
    // The library's check is fast, but does not say where.
    if String(validating: self, as: UTF8.self) != nil { return nil }
    var offset = 0
    while offset < count {
      guard let length = lengthOfCharacter(at: offset) else { return offset }
      offset += length
    }
    return nil
  }

  private func lengthOfCharacter(at offset: Int) -> Int? {
    let second: ClosedRange<UInt8>
    let length: Int
    switch self[offset] {
    case 0...0x7F: return 1
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard offset + length <= count, second.contains(self[offset + 1]),
      self[(offset + 2)..<(offset + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
    else { return nil }
    return length
  }
}
