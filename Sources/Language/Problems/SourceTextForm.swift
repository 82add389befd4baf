extension SourceText {
  /// Refuses what is no text, and what no person writes before it costs time and memory.
  package func checkForm() throws(Fault) {
    guard bytes.count <= Self.largestSize else {
      throw Fault(.textTooLarge(limit: Self.largestSize), at: 0..<0)
    }
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 10) ?? bytes.count
      guard end - start <= Self.longestLine else {
        throw Fault(.lineTooLong(limit: Self.longestLine), at: start..<start)
      }
      start = end + 1
    }
    if let offset = bytes.firstInvalidUTF8Offset {
      throw Fault(.notUTF8(byte: bytes[offset]), at: offset..<offset + 1)
    }
  }
}
