/// A text of the command language with its name: a script, a cell, what stands after `-c`.
///
/// Places in it are offsets of bytes; lines and columns are counted when an error is shown.
package final class SourceText: Sendable {
  package let name: SourceName
  package let bytes: [UInt8]

  /// The largest script, in bytes: whatever is beyond is not one.
  package static let largestSize = 1 << 26

  package init(_ text: String, name: SourceName) {
    self.name = name
    bytes = Array(text.utf8)
  }

  /// A text from outside.
  ///
  /// - Throws: ``Fault`` where it is not UTF-8, with the place of the first wrong byte.
  package init(bytes: [UInt8], name: SourceName) throws(Located<Fault>) {
    self.name = name
    self.bytes = bytes
    if let offset = bytes.firstInvalidUTF8Offset {
      throw Located(Fault(.notUTF8(byte: bytes[offset]), at: offset..<offset + 1), in: self)
    }
  }

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

  /// The bytes of the line that holds a byte, without its end.
  package func line(around offset: Int) -> Range<Int> {
    let start = lineStart(of: offset)
    let end = bytes[start...].firstIndex(of: 10) ?? bytes.count
    return start..<(end > start && bytes[end - 1] == 13 ? end - 1 : end)
  }

  private func lineStart(of offset: Int) -> Int {
    (bytes[..<min(offset, bytes.count)].lastIndex(of: 10) ?? -1) + 1
  }
}

/// An error together with the text that it is in.
package struct Located<Failure: Error>: Error {
  package let failure: Failure
  package let source: SourceText

  package init(_ failure: Failure, in source: SourceText) {
    self.failure = failure
    self.source = source
  }
}

extension [UInt8] {
  /// Where a byte sequence stops to be UTF-8; nil if it never does.
  package var firstInvalidUTF8Offset: Int? {
    var decoder = UTF8()
    var iterator = CountingIterator(bytes: self)
    while true {
      let start = iterator.offset
      switch decoder.decode(&iterator) {
      case .scalarValue: continue
      case .emptyInput: return nil
      case .error: return Swift.min(start, count - 1)
      }
    }
  }

  private struct CountingIterator: IteratorProtocol {
    let bytes: [UInt8]
    var offset = 0

    mutating func next() -> UInt8? {
      guard offset < bytes.count else { return nil }
      defer { offset += 1 }
      return bytes[offset]
    }
  }
}
