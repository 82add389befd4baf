import Foundation
import Language
import Testing

/// `def NAME(a, b=1) = EXPR`.
@Suite struct DefinitionTests {
  private func said(_ text: String, in garden: Garden = Garden()) -> [String] {
    if let diagnostic = garden.work(text) { Issue.record("\(diagnostic.text)") }
    return garden.said
  }

  @Test func aDefinitionIsCalledLikeAFunction() {
    #expect(
      said("def bed_area(w, h=2) = w * h\nbed_area(3); bed_area(3, 4); bed_area(h=5, w=3)")
        == ["6", "12", "15"])
    #expect(said("def both() = [1, 2]\nboth()[1] + 1") == ["3"])
    #expect(
      said("def tall(x) = x > 2\nif tall(3) { say 1 }; grow 9 until tall(height)")
        == ["1", "tall(height)"])
    // A text goes on where brackets are open.
    #expect(said("def sum(a,\n  b) = (a +\n b)\nsum(1, 2)") == ["3"])
  }

  @Test func aBodyHasItsParametersAndTheVariables() {
    #expect(said("k = 10\ndef f(x) = x + k\nk = 20\nf(1)") == ["21"])
    // Nothing of who calls it.
    #expect(said("k = 1\ndef f() = k\ndef g(k) = f()\ng(5)") == ["1"])
    #expect(said("k = 1\ndef f(k) = k\nf(5); k") == ["5", "1"])
    // Another one takes its place, for those too that call it.
    #expect(said("def f(x) = x\ndef g(x) = f(x) + 1\ndef f(x) = 10 * x\ng(2)") == ["21"])
    #expect(
      said("def f(x) = twice(x)[0]\ndef g(y) = [f([y]), height.at(1)]\ngrow; g(2)")
        == ["[4, 1]"])
  }

  @Test(arguments: [
    ("def f(n) = f(n - 1)", "`f` would call itself", 12),
    ("def loop() = 1 + loop()", "`loop` would call itself", 18),
    ("def twice(x) = x", "`twice` is a function", 5),
    ("def say(x) = x", "`say` is a command", 5),
    ("def for(x) = x", "`for` is a word of the language", 5),
    ("def sky(x) = x", "`sky` is a quantity of the run", 5),
    ("def f(height) = 1", "`height` is a quantity of the run", 7),
    ("def f(a, a) = 1", "`a` is another parameter's name", 10),
    ("def f(a=1, b) = b", "the parameter `b` needs a default, for one before it has one", 12),
    ("def f(a) = a + seeds", "unknown name `seeds`", 16),
    ("def f(a) = b(a)", "unknown function `b`", 12),
    ("repeat 2 { def f(x) = x }", "`def` inside of a block", 12),
    ("def f(x) x", "expected `=`, found `x`", 10),
    ("def f = 3", "expected `(`, found `=`", 7),
    ("def = 3", "`def` is a word of the language", 1),
    ("def f(x) = 1 + x\nf(\"a\")", "`f` takes", 3),
    ("def f(x) = twice(x) + 1\nf(bed)", "`f` takes", 3),
    ("def f(x) = sky.blue\n1 + (f(2) and \"a\")", "a condition is true or false", 15),
    ("def f(x) = x\nf()", "`f` does not take 0 arguments", 1),
    ("def f(x) = x\nf(y=1)", "`f` has no parameter `y`", 3),
    ("def f(x) = x\nf", "unknown name `f`", 1),
    ("def f(x) = x\nff(1)", "unknown function `ff`", 1),
  ]) func mistakesAreFoundBeforeAnythingRuns(
    text: String, message: String, column: Int
  ) throws {
    let garden = Garden()
    let found = try #require(garden.work("say 1\n" + text))
    #expect(found.message.hasPrefix(message) && found.column == column, "\(found.text)")
    #expect(garden.said == [] && garden.definitions.isEmpty)
  }

  @Test func mutualRecursionIsRefused() throws {
    let garden = Garden()
    #expect(garden.work("def g(x) = x\ndef f(x) = g(x)") == nil)
    let found = try #require(garden.work("def g(x) = 1 + f(x)"))
    #expect(found.problem == .callsItself(["g", "f", "g"]))
    #expect(said("f(3)", in: garden) == ["3"])
  }

  /// What is wrong in a body is told there, with the places of the calls.
  @Test func errorsTellBothPlaces() throws {
    let found = try #require(
      Garden().work("def f(x) = x[3]\ndef g(x) = f(x) + 1\nsay 1; g([1, 2])"))
    #expect(
      found.text == """
        error: index 3 is outside of axis 0, which has 2
         --> cell 1:1:13
          |
        1 | def f(x) = x[3]
          |             ^^^
         ... in `f`, called at cell 1:2:12
         ... in `g`, called at cell 1:3:8
        """)
  }

  /// A name that a body needs may have another kind of value by now.
  @Test func aCallChecksTheBodyAgain() throws {
    let garden = Garden()
    #expect(garden.work("k = 1\ndef f(x) = x - k") == nil)
    let found = try #require(garden.work("k = \"a\"\nsay 1; f(2)"))
    #expect(found.message.hasPrefix("`-` takes") && found.line == 2)
    #expect(found.chain == [.function("f", at: "cell 1:2:8")])
    #expect(garden.said == [])
  }

  /// As many definitions as one likes, each calling the one before twice, are checked at once; calls
  /// nest no deeper than brackets may.
  @Test func definitionsThatCallDefinitions() {
    var lines = ["def f0(x) = x"]
    for number in 1...190 { lines.append("def f\(number)(x) = f\(number - 1)(x)") }
    #expect(said(lines.joined(separator: "\n") + "\nf190(7)") == ["7"])
    for number in 191...210 { lines.append("def f\(number)(x) = f\(number - 1)(x)") }
    #expect(
      Garden().work(lines.joined(separator: "\n"))?.problem
        == .nestedTooDeeply(limit: Parser.deepestNesting))
    lines = ["def f0(x) = x"]
    for number in 1...60 {
      lines.append("def f\(number)(x) = f\(number - 1)(x) + f\(number - 1)(x)")
    }
    #expect(Garden().work(lines.joined(separator: "\n")) == nil)
  }

  @Test func scriptsDefineForWhoRunsThem() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "a.gan")
    try Data("param k = 2\ndef half(x) = x / 2\nsay half(k)".utf8).write(to: file)
    #expect(said("run \(file.path) k=6\nhalf(4)") == ["3", "2"])
    #expect(said("name = \"\(file.path)\"\nrun \"{name}\"\nhalf(4)") == ["1", "2"])
  }

  @Test func helpAndCompletionShowDefinitions() {
    let garden = Garden()
    #expect(garden.work("def area(width, height_of=2) = width * height_of") == nil)
    #expect(
      said("area?", in: garden) == [
        "area(width[, height_of=2])\n  def area(width, height_of=2) = width * height_of"
      ])
    for (text, expected) in [
      ("say ar", ["area("]), ("ar", ["area("]), ("area(wi", ["width="]),
      ("area(1, hei", ["height_of=", "height"]), ("de", ["def"]), ("def x(", []),
      ("def x(a) = ar", ["area("]),
    ] {
      let found = garden.completions(of: text, cursor: text.unicodeScalars.count)
      #expect(found.candidates.map(\.text) == expected, "\(text)")
    }
  }
}
