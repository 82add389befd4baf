import Language
import Notebook
import Testing

/// What nobody sees, or takes for something else, is told of with its place.
@Suite struct StrangeCharactersTests {
  private static let invisible: [UInt32] = [
    0xA0, 0xAD, 0x85, 0x34F, 0x61C, 0x115F, 0x1680, 0x180E, 0x2003, 0x200B, 0x200C, 0x200D, 0x200E,
    0x2028, 0x2029, 0x202E, 0x202F, 0x205F, 0x2060, 0x2066, 0x2800, 0x3000, 0x3164, 0xFE0F, 0xFEFF,
    0xFFA0, 0xE0041,
  ]

  @Test(
    arguments: invisible,
    [
      ("grid out\u{E000}.png", 9), ("\u{E000}echo 1", 1), ("echo\u{E000} 1", 5),
      ("echo 1\u{E000}", 7),
      ("x\u{E000} = 1", 2), ("train iterations=5\u{E000}", 19), ("load mnist\u{E000}", 11),
      ("fork a\u{E000}b", 7), ("help train\u{E000}", 11), ("G.conv2\u{E000}.weight", 8),
      ("G.conv1\u{E000}?", 8),
      ("echo \"{1 +\u{E000}2}\"", 11), ("[1,\u{E000}2]", 4), ("1 \u{E000}+ 2", 3),
      ("run a.gan n=1\u{E000}", 14),
    ])
  func anInvisibleCharacterIsAnErrorAtItsPlace(code: UInt32, where place: (String, Int)) throws {
    let scalar = try #require(Unicode.Scalar(code))
    let text = place.0.unicodeScalars.map { String($0 == "\u{E000}" ? scalar : $0) }.joined()
    let found = error(of: "echo 1\n" + text)
    let number = String(code, radix: 16, uppercase: true)
    let name = "U+" + String(repeating: "0", count: max(0, 4 - number.count)) + number
    #expect(found?.message.hasPrefix("invisible character \(name)") == true, "\(found?.text ?? "")")
    // A mark joins the character before it; the column counts characters.
    #expect(found?.line == 2 && [place.1, place.1 - 1].contains(found?.column), "\(text)")
    #expect(found?.exitCode == .usage)
    #expect(found?.problem.advice?.isEmpty == false)
  }

  @Test(arguments: ["'", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{201E}"])
  func aQuoteThatIsNoneIsAnErrorAtItsPlace(quote: String) {
    for (text, column) in [
      ("grid \(quote)a.png\(quote)", 6), ("grid it\(quote)s.png", 8), ("echo \(quote)a\(quote)", 6),
      ("x = \(quote)a\(quote)", 5), ("load folder \(quote)a b\(quote)", 13),
      ("run \(quote)a.gan\(quote)", 5),
    ] {
      let found = error(of: text)
      #expect(found?.message.hasPrefix("unexpected character `\(quote)`") == true, "\(text)")
      #expect(found?.column == column, "\(text)")
      #expect(found?.problem.advice == "put the text in straight double quotes: \"...\"", "\(text)")
    }
  }

  @Test func stringsAndCommentsHoldAnything() {
    for code in Self.invisible where code != 0x85 {
      let character = String(Unicode.Scalar(code).map(Character.init) ?? " ")
      #expect(transcript(of: "len(\"a\(character)\") > 0 # \(character)'") == "true")
    }
    #expect(transcript(of: "\"it's\"") == "it's")
  }

  @Test func aMarkOfByteOrderMayBeginAFile() throws {
    let folder = try ScriptFolder()
    try folder.write("a.gan", "\u{FEFF}echo 1\n")
    #expect(transcript(of: "run a.gan", in: Session(folder: folder.path)) == "1")
    try folder.write("b.gan", "echo 1\n\u{FEFF}echo 2\n")
    #expect(transcript(of: "run b.gan", in: Session(folder: folder.path)).contains("U+FEFF"))
  }

  @Test func lettersOfAllLanguagesAreNames() {
    #expect(transcript(of: "größe = 1; 日本 = 2; हिन्दी = 3; größe + 日本 + हिन्दी") == "6")
  }
}
