import Language
import Notebook
import Testing

/// Errors as they are printed, whole.
@Suite struct DiagnosticTests {
  @Test func anUnknownParameterHasItsPlaceASuggestionAndTheUsage() {
    let text = transcript(of: "echo 1\n\n  history cuont=5\n", source: .file("nightly.gan"))
    #expect(
      text == """
        error: `history` has no parameter `cuont`
         --> nightly.gan:3:11
          |
        3 |   history cuont=5
          |           ^^^^^ did you mean `count`?
        usage: history [COUNT]      (help history)
        """)
  }

  @Test func atThePromptThePlaceIsTheCell() {
    let session = Session()
    _ = session.run("echo 1")
    #expect(
      transcript(of: "x = meen([1])", in: session) == """
        error: unknown function `meen`
         --> cell 2:1:5
          |
        1 | x = meen([1])
          |     ^^^^ did you mean `mean`?
        """)
  }

  @Test func aRunTimeErrorSaysWhatStateIsLeft() {
    #expect(
      transcript(of: "x = [1, 2]\ny = x[5]", source: .file("a.gan")) == """
        error: index 5 is outside of axis 0, which has 2
         --> a.gan:2:6
          |
        2 | y = x[5]
          |      ^^^
        no model; state unchanged
        """)
  }

  @Test func columnsCountCharacters() {
    let diagnostic = error(of: "echo \"äöü👩‍👩‍👧\" nix")
    #expect(diagnostic?.column == 13)
    #expect(diagnostic?.marks == 12..<15)
  }

  @Test func aLongLineIsCutAroundThePlace() throws {
    let filler = String(repeating: "1 + ", count: 10_000)
    let diagnostic = try #require(error(of: "x = \(filler)nix + \(filler)1"))
    #expect(diagnostic.column == 40_005)
    #expect(diagnostic.excerpt.count < 200)
    let marked = Array(diagnostic.excerpt)[diagnostic.marks]
    #expect(String(marked) == "nix")
  }

  @Test func tabsAndControlCharactersTakeOneColumn() {
    let diagnostic = error(of: "\techo\tnix")
    #expect(diagnostic?.excerpt == " echo nix")
    #expect(diagnostic?.column == 7)
  }

  @Test func anErrorInARunScriptShowsTheChain() throws {
    let folder = try ScriptFolder()
    try folder.write("inner.gan", "echo 1\necho nix\n")
    try folder.write("outer.gan", "run inner.gan\n")
    let main = "\(folder.path)/main.gan"
    try folder.write("main.gan", "echo 0\nrun outer.gan\n")
    var outputs: [Output] = []
    let outcome = Session().runFile(main) { outputs.append($0) }
    #expect(outcome.exitCode == .usage)
    guard case .error(let diagnostic)? = outputs.last, outputs.count == 1 else {
      Issue.record("\(outputs)")
      return
    }
    #expect(
      diagnostic.text == """
        error: unknown name `nix`
         --> \(folder.path)/inner.gan:2:6
          |
        2 | echo nix
          |      ^^^
         ... run by \(folder.path)/outer.gan:1:1
         ... run by \(main):2:1
        """)
  }
}
