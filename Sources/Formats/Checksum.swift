import Files

/// SHA-256 over a sequence of byte ranges.
package enum Checksum {
  /// Hexadecimal digits of a digest.
  static let length = 64
  /// What stands in a file's place for the digest while the file is digested.
  static let placeholder = String(repeating: "0", count: length)

  package static func hexadecimal(of parts: some Sequence<ArraySlice<UInt8>>) -> String {
    var hash = SHA256()
    for part in parts { part.withUnsafeBytes { hash.update($0) } }
    return hash.hexadecimal
  }

  /// The name of the digest in the metadata of a safetensors file.
  static let key = "sha256"

  /// The place of the digest's digits in a header text that carries it; nil where it does not, or
  /// in more than one place.
  static func place(of digest: String, in header: ArraySlice<UInt8>) -> Range<Int>? {
    let pattern = Array("\"\(key)\":\"\(digest)\"".utf8)
    guard digest.utf8.count == length, header.count >= pattern.count else { return nil }
    var found: Range<Int>?
    for start in header.startIndex...(header.endIndex - pattern.count)
    where header[start] == pattern[0]
      && header[start..<start + pattern.count].elementsEqual(pattern)
    {
      guard found == nil else { return nil }
      let digits = start + pattern.count - 1 - length
      found = digits..<digits + length
    }
    return found
  }
}
