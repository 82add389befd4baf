import Formats
import Language

/// A line of a journal as bytes: a JSON object whose last member, `sha256`, is a checksum of all
/// that stands before it, the first 64 bits of its SHA-256 as 16 hexadecimal digits.
package enum JournalLine {
  private static let mark = Array(#","sha256":""#.utf8)
  private static let end = Array("\"}".utf8)
  private static let digits = 16

  /// The line with its checksum and its newline.
  ///
  /// - Parameter json: an object that has a member.
  package static func bytes(of json: JSONValue) -> [UInt8] {
    let text = Array(json.text.utf8.dropLast())
    return text + mark + checksum(of: text[...]) + end + [UInt8(ascii: "\n")]
  }

  /// What a line without its newline says, and whether it has a checksum, which then is right.
  package static func parse(
    _ line: ArraySlice<UInt8>
  ) throws(JSONProblem) -> (json: JSONValue, hasChecksum: Bool) {
    let mine = mark.count + digits + end.count
    let text = line.dropLast(mine)
    let rest = line[text.endIndex...]
    let hasChecksum = rest.starts(with: mark) && rest.suffix(end.count).elementsEqual(end)
    if hasChecksum {
      guard rest.dropFirst(mark.count).prefix(digits).elementsEqual(checksum(of: text)) else {
        throw .meaning("its bytes are not those that were written (SHA-256 differs)")
      }
    }
    return (try JSONParser.parse(line), hasChecksum)
  }

  private static func checksum(of text: ArraySlice<UInt8>) -> Substring.UTF8View {
    Checksum.hexadecimal(of: [text]).prefix(digits).utf8
  }
}
