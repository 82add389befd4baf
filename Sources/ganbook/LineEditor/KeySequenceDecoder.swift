/// Finds the escape sequences of keys at the front of the bytes that a terminal sent.
package struct KeySequenceDecoder: Sendable {
  package enum Found: Equatable, Sendable {
    /// A key that the reader knows, and how many bytes name it.
    case key(Key, length: Int)
    /// A whole sequence that means nothing here: to be dropped, or its end would be typed into the
    /// line.
    case unknown(length: Int)
    /// Not a sequence, or one that the user bound in ~/.editrc: libedit sees each byte.
    case plain
    /// The bytes so far may be the beginning of one.
    case incomplete
  }

  /// Sequences without their ESC that belong to the user.
  private let reserved: Set<String>

  package init(reserved: Set<String> = []) {
    self.reserved = reserved
  }

  /// - Parameter bytes: begins with ESC.
  package func decode(_ bytes: some Collection<UInt8>) -> Found {
    let rest = bytes.dropFirst()
    guard let introducer = rest.first else { return .incomplete }
    switch introducer {
    case UInt8(ascii: "["):
      return decode(rest, length: Self.controlSequenceLength(rest))
    case UInt8(ascii: "O"):
      guard let final = rest.dropFirst().first else { return .incomplete }
      // Alt-O and then a letter looks the same; only the known ones are taken.
      guard Key.sequences["O" + String(Unicode.Scalar(final))] != nil else { return .plain }
      return decode(rest, length: .complete(2))
    case 0x1B:
      // Alt with a key that has a sequence of its own, where the terminal puts an ESC before it.
      switch decode(rest) {
      case .key(.left, let length): return .key(.wordLeft, length: length + 1)
      case .key(.right, let length): return .key(.wordRight, length: length + 1)
      case .key(let key, let length): return .key(key, length: length + 1)
      case .unknown(let length): return .unknown(length: length + 1)
      case .plain: return .plain
      case .incomplete: return .incomplete
      }
    default:
      return .plain
    }
  }

  private enum Length {
    case complete(Int)
    case incomplete, malformed
  }

  /// `[`, parameter bytes 0x30–0x3F, intermediate bytes 0x20–0x2F, one final byte 0x40–0x7E
  /// (ECMA-48, 5.4).
  private static func controlSequenceLength(_ bytes: some Collection<UInt8>) -> Length {
    for (index, byte) in bytes.enumerated().dropFirst() {
      switch byte {
      case 0x20...0x3F where index < 32: continue
      case 0x40...0x7E: return .complete(index + 1)
      default: return .malformed
      }
    }
    return .incomplete
  }

  private func decode(_ bytes: some Collection<UInt8>, length: Length) -> Found {
    switch length {
    case .incomplete: return .incomplete
    case .malformed: return .plain
    case .complete(let count):
      let name = String(decoding: bytes.prefix(count), as: UTF8.self)
      if let key = Key.sequences[name], key == .paste || !reserved.contains(name) {
        return .key(key, length: count + 1)
      }
      return reserved.contains(name) ? .plain : .unknown(length: count + 1)
    }
  }

  /// The sequences that the lines of an .editrc bind, as they are written there: `^[`, `\e`, `\033`
  /// or `\E` for ESC.
  package static func sequences(boundIn editrc: String) -> Set<String> {
    var found = Set<String>()
    for line in editrc.split(whereSeparator: \.isNewline) {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      guard let first = words.first, first == "bind" || first.hasSuffix(":bind") else { continue }
      for word in words.dropFirst() {
        let bare = word.filter { $0 != "\"" && $0 != "'" }
        for escape in ["^[", "\\e", "\\E", "\\033"] where bare.hasPrefix(escape) {
          found.insert(String(bare.dropFirst(escape.count)))
        }
      }
    }
    return found
  }
}
