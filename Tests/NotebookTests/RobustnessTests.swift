import Language
import Notebook
import Testing

/// Texts that nobody should write: each gives one clear error, in no time.
@Suite struct RobustnessTests {
  private static let many = 100_000

  @Test(arguments: [
    ("(", ""), ("[", ""), ("-", "1"), ("not ", "true"), ("2 ** ", "2"),
    ("repeat 1{", ""), ("if true { ", ""), ("\"{", ""), ("abs(", ""), ("1 + (", ""),
    ("((", "))"), ("- - ", "1"), ("x[", ""), ("not (", ""), ("-(", ""), ("1...(", ""),
  ])
  func deepNesting(piece: String, end: String) {
    let text = String(repeating: piece, count: Self.many) + end
    let diagnostic = error(of: text)
    #expect(diagnostic?.problem == .nestedTooDeeply(limit: 200))
    #expect(diagnostic?.exitCode == .usage)
  }

  @Test func nestingWithinTheLimitRuns() {
    let deep = 190
    let text =
      String(repeating: "(", count: deep) + "1" + String(repeating: ")", count: deep)
    #expect(transcript(of: text) == "1")
    let blocks =
      String(repeating: "repeat 1 {", count: deep) + "echo 1" + String(repeating: "}", count: deep)
    #expect(transcript(of: blocks) == "1")
    let signs = String(repeating: "-", count: deep) + "1"
    #expect(transcript(of: signs) == "1")
  }

  @Test(arguments: [
    ")", "]", "}", "else", "= 1", "..", "param", "@", "!", "'", "`", "\\", "$", "&",
  ])
  func strayPieces(piece: String) {
    let diagnostic = error(of: "1\n\(piece)")
    #expect(diagnostic?.line == 2)
    #expect(diagnostic?.exitCode == .usage)
  }

  @Test func longChainsRun() {
    let sum = Array(repeating: "1", count: 20_000).joined(separator: "+")
    #expect(transcript(of: sum) == "20000")
    let conditions = Array(repeating: "true", count: 20_000).joined(separator: " and ")
    #expect(transcript(of: conditions) == "true")
    let list = "len([" + Array(repeating: "1", count: 20_000).joined(separator: ",") + "])"
    #expect(transcript(of: list) == "20000")
    let statements = Array(repeating: "x = 1", count: 50_000).joined(separator: "\n")
    #expect(transcript(of: statements) == "")
    let branches =
      "if false {}" + String(repeating: "else if false {}\n", count: 5_000) + "else { echo 1 }"
    #expect(transcript(of: branches) == "1")
  }

  @Test func aLineOfTenMegabytesIsOneError() {
    let letters = error(of: String(repeating: "a", count: 10_000_000))
    #expect(letters?.problem == .lineTooLong(limit: 1 << 20))
    #expect(letters?.text.utf8.count ?? .max < 1000)
    #expect(error(of: String(repeating: " ", count: 10_000_000))?.exitCode == .usage)
  }

  @Test func aNULByteIsNamed() {
    #expect(error(of: "echo 1\n\0")?.message == "unexpected NUL byte")
    #expect(error(of: "x = \"a\0b\"")?.column == 7)
    #expect(error(of: "run a\0b")?.message == "unexpected NUL byte")
  }

  @Test func invalidUTF8HasItsPlace() throws {
    let folder = try ScriptFolder()
    let path = "\(folder.path)/bad.gan"
    try folder.write("bad.gan", bytes: Array("echo 1\necho \"ä".utf8) + [0xFF, 0x22, 0x0A])
    let diagnostic = Session().check(file: path)
    #expect(diagnostic?.problem == .notUTF8(byte: 0xFF))
    #expect(diagnostic?.line == 2)
    #expect(diagnostic?.column == 8)
    for bytes in [
      [0xC3], [0xC3, 0x28], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80], [0x80],
    ] {
      try folder.write("bad.gan", bytes: [0x23, 0x20] + bytes.map { UInt8($0) })
      #expect(Session().check(file: path)?.line == 1)
    }
  }

  @Test func windowsLineEndsAndAByteOrderMark() throws {
    #expect(transcript(of: "echo 1\r\nif true {\r\n echo \"a\"\r\n}\r\n") == "1\na")
    #expect(error(of: "echo \"a\r\n")?.problem == .unterminatedString)
    #expect(transcript(of: "\u{FEFF}echo 1") == "1")
  }

  @Test func loopsThatDoubleAreBounded() {
    let text = error(of: "s = \"a\"\nrepeat 100 { s = \"{s}{s}\" }")
    #expect(text?.message.contains("more than") == true)
    let list = error(of: "x = [1]\nrepeat 100 { x = [x, x] }")
    #expect(list?.message.contains("more than") == true)
    let nested = error(of: "x = [1]\nrepeat 100 { x = [[x], [x]] }")
    #expect(nested?.problem == .nestedTooDeeply(limit: 8))
    #expect(error(of: "x = rand(100000, 100000)")?.exitCode == .runTimeError)
    #expect(
      error(of: "x = reshape(0...20000, -1, 1)\ny = x * transpose(x)")?
        .message.contains("elements") == true)
    #expect(error(of: "x = mean(0...9000000000000)")?.exitCode == .runTimeError)
  }

  @Test func aFolderIsNoScript() throws {
    let folder = try ScriptFolder()
    let diagnostic = Session().check(file: folder.path)
    #expect(diagnostic?.exitCode == .file)
    #expect(diagnostic?.message.contains("it is a folder") == true)
  }
}
