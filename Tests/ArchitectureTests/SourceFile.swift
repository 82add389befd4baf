/// A Swift file as this suite looks at it: what it imports and declares, and which names it uses.
///
/// It is read word by word, without comments and the text of strings; what strings interpolate
/// counts.
struct SourceFile {
  /// From the folder of its target on: `Values/Elements.swift`.
  let path: String
  /// The modules that it imports.
  private(set) var imports: Set<String> = []
  /// The types that it declares for other files.
  private(set) var types: Set<String> = []
  /// By the type, the members that extensions declare for other files.
  private(set) var extensions: [String: Set<String>] = [:]
  /// All members and cases that it declares, by whatever type.
  private(set) var members: Set<String> = []
  /// The names that stand by themselves or begin a dotted name.
  private(set) var words: Set<String> = []
  /// All words, those of comments and strings too.
  let everyWord: Set<String>
  /// The names behind a dot.
  private(set) var membersUsed: Set<String> = []

  var folder: String? { path.contains("/") ? String(path.prefix { $0 != "/" }) : nil }

  init(path: String, text: String) {
    self.path = path
    everyWord = Set(
      text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
    var scanner = WordScanner(text)
    var declaration: (keyword: String, isPrivate: Bool)?
    var isPrivate = false
    /// The type that the extension at hand is of.
    var extended: String?
    while let word = scanner.next() {
      if word.isFirstInLine { isPrivate = false }
      if word.depth == 0, word.text == "extension" { extended = nil }
      if let found = declaration {
        declaration = nil
        take(word, of: found.keyword, isPrivate: found.isPrivate, &extended)
        // What is extended is used; what is declared is not.
        guard found.keyword == "extension" else { continue }
      }
      switch word.text {
      case "private", "fileprivate": isPrivate = !scanner.isFollowed(by: "(")
      case "import", "struct", "enum", "class", "actor", "protocol", "typealias", "extension",
        "func", "var", "let", "case":
        // `static func` and `.case` are none of `case`'s business.
        if !word.isBehindDot { declaration = (word.text, isPrivate) }
      default: break
      }
      if word.isBehindDot { membersUsed.insert(word.text) } else { words.insert(word.text) }
    }
  }

  private mutating func take(
    _ word: WordScanner.Word, of keyword: String, isPrivate: Bool, _ extended: inout String?
  ) {
    switch keyword {
    case "import": imports.insert(word.text)
    case "extension" where word.depth == 0: extended = word.text
    case "func", "var", "let", "case":
      guard word.depth > 0 else { return }
      members.insert(word.text)
      if let extended, word.depth == 1, !isPrivate, keyword != "case" {
        extensions[extended, default: []].insert(word.text)
      }
    default:
      if word.depth == 0 {
        extended = nil
        if !isPrivate { types.insert(word.text) }
      }
    }
  }
}

/// The words of code, one after the other.
struct WordScanner {
  struct Word {
    let text: String
    /// How many braces are open around it.
    let depth: Int
    let isBehindDot: Bool
    let isFirstInLine: Bool
  }

  private let bytes: [UInt8]
  private var offset = 0
  private var depth = 0
  private var isFirstInLine = true
  /// The strings that the place is in: how many quotes each begins with, and inside of its
  /// interpolation how many parentheses are open.
  private var strings: [(quotes: Int, parentheses: Int)] = []

  init(_ text: String) { bytes = Array(text.utf8) }

  private func byte(_ offset: Int) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  /// Whether a character stands directly behind the last word.
  func isFollowed(by character: Unicode.Scalar) -> Bool { byte(offset) == UInt8(ascii: character) }

  mutating func next() -> Word? {
    while let byte = byte(offset) {
      if let string = strings.last, string.parentheses == 0 {
        skipText(of: string.quotes)
      } else if Self.isPartOfWord(byte) {
        let start = offset
        while let byte = self.byte(offset), Self.isPartOfWord(byte) { offset += 1 }
        defer { isFirstInLine = false }
        return Word(
          text: String(decoding: bytes[start..<offset], as: UTF8.self), depth: depth,
          isBehindDot: start > 0 && bytes[start - 1] == UInt8(ascii: ".")
            && !(start > 1 && bytes[start - 2] == UInt8(ascii: ".")),
          isFirstInLine: isFirstInLine)
      } else {
        skip(byte)
      }
    }
    return nil
  }

  private mutating func skip(_ byte: UInt8) {
    offset += 1
    switch byte {
    case UInt8(ascii: "\n"): isFirstInLine = true
    case UInt8(ascii: "{"): depth += 1
    case UInt8(ascii: "}"): depth -= 1
    case UInt8(ascii: "(") where !strings.isEmpty: strings[strings.count - 1].parentheses += 1
    case UInt8(ascii: ")") where !strings.isEmpty: strings[strings.count - 1].parentheses -= 1
    case UInt8(ascii: "/") where self.byte(offset) == byte:
      while let next = self.byte(offset), next != UInt8(ascii: "\n") { offset += 1 }
    case UInt8(ascii: "\""):
      let isLong = self.byte(offset) == byte && self.byte(offset + 1) == byte
      strings.append((isLong ? 3 : 1, 0))
      offset += isLong ? 2 : 0
    default: break
    }
  }

  /// Goes on in the text of a string: to its end, or into an interpolation.
  private mutating func skipText(of quotes: Int) {
    while let byte = byte(offset) {
      offset += 1
      if byte == UInt8(ascii: "\\") {
        offset += 1
        if self.byte(offset - 1) == UInt8(ascii: "(") {
          strings[strings.count - 1].parentheses = 1
          return
        }
      } else if byte == UInt8(ascii: "\""),
        quotes == 1 || self.byte(offset) == byte && self.byte(offset + 1) == byte
      {
        offset += quotes - 1
        strings.removeLast()
        return
      }
    }
  }
}
