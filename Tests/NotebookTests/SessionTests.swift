import Language
import Notebook
import Testing

/// Whole scripts and what they show.
@Suite struct SessionTests {
  @Test(arguments: [
    ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("-2 ** 2", "-4"), ("2 ** -1", "0.5"),
    ("2 ** 3 ** 2", "512"), ("7 % 3", "1"), ("-7 % 3", "2"), ("10 - 3 - 2", "5"),
    ("1 / 3", "0.3333333333333333"), ("1e3", "1000"), ("2.5e-7", "2.5e-07"), ("857705", "857705"),
    ("1 < 2 and not 2 < 1", "true"), ("1 == 1 or nothing_at_all == 2", "true"),
    ("\"a\" == \"a\"", "true"), ("none", "none"), ("[1, \"a\", true]", "[1, \"a\", true]"),
    ("1...5", "1...5"), ("len(0..<5)", "5"), ("len(1...5)", "5"), ("len(5...1)", "0"),
    ("[4, 5, 6][1]", "5"), ("[4, 5, 6][-1]", "6"), ("[4, 5, 6][0..<2]", "[4, 5]"),
    ("(1...9)[2]", "3"), ("\"abc\"[0]", "a"), ("1 # and 2", "1"), ("1; 2", "1\n2"),
    ("not true or true", "true"), ("1 +\n2", "ERROR"), ("(1 +\n2)", "3"),
    ("sum([1, 2,\n\n 3])", "6"), ("1 / 0", "inf"), ("0 / 0", "nan"),
  ])
  func expressions(text: String, shown: String) {
    let session = Session()
    _ = session.run("nothing_at_all = 2")
    let result = transcript(of: text, in: session)
    if shown == "ERROR" {
      #expect(result.hasPrefix("error: "))
    } else {
      #expect(result == shown)
    }
  }

  @Test(arguments: [
    (#""{7:03}""#, "007"), (#""{-7:04}""#, "-007"), (#""{3.14159:.4}""#, "3.142"),
    (#""{3.14159:.2f}""#, "3.14"), (#""{0.0512:.1%}""#, "5.1%"),
    (#""{12345.678:.2e}""#, "1.23e+04"),
    (#""{5:4}|""#, "   5|"), (#""{"ab":4}|""#, "ab  |"), (#""{{}}""#, "{}"), (#""\{\}""#, "{}"),
    (#""a\tb\\\"\u{48}""#, "a\tb\\\"H"), (#""{[1, 2][1]}""#, "2"), (#""{mean([1, 2]):.4}""#, "1.5"),
    (#""{"in {1 + 1}"}""#, "in 2"), (#""{true} {none} {1...3}""#, "true none 1...3"),
  ])
  func strings(text: String, shown: String) {
    #expect(transcript(of: text) == shown)
  }

  @Test func loopsAndConditions() {
    let script = """
      total = 0
      repeat 3 { total = total + 1 }
      for i in 1...10 {
        if i == 3 { continue }
        else if i > 5 { break } else {
          total = total + i
        }
      }
      echo "total {total}, i {i}"
      for word in ["a", "b"] { echo word }
      repeat 0 { echo "never" }
      """
    #expect(transcript(of: script) == "total 15, i 6\na\nb")
  }

  @Test func parametersAreSetFromOutside() {
    let script = """
      param count = 3 "how many"
      param name = "x"
      param loud = false
      echo "{name} {count} {loud}"
      """
    let source = SourceName.file("p.gan")
    #expect(transcript(of: script, source: source) == "x 3 false")
    #expect(
      transcript(
        of: script, source: source, parameters: ["count": "5", "name": "a b", "loud": "true"])
        == "a b 5 true")
    #expect(
      transcript(of: script, source: source, parameters: ["cuont": "5"]) == """
        error: `p.gan` has no `param cuont`
         --> command line:1:1
          |
        1 | cuont=5
          | ^^^^^ did you mean `count`?
        """)
    let wrong = transcriptAndOutcome(of: script, source: source, parameters: ["count": "many"])
    #expect(wrong.outcome.exitCode == .usage)
    #expect(wrong.text.contains("`count` is a number, not `many`"))
  }

  @Test func nothingRunsWhenSomethingIsWrongFurtherDown() {
    let (text, outcome) = transcriptAndOutcome(
      of: "echo \"started\"\nrepeat 3 {\n  if true { echo nix }\n}", source: .file("s.gan"))
    #expect(!text.contains("started\n"))
    #expect(outcome.exitCode == .usage)
    #expect(text.contains("s.gan:3:18"))
  }

  @Test func anAssertionStopsTheScript() {
    let (text, outcome) = transcriptAndOutcome(
      of: "echo 1\nassert 1 > 2 else \"too small: {1 + 1}\"\necho 3", source: .file("s.gan"))
    #expect(text.hasPrefix("1\nerror: too small: 2\n --> s.gan:2:8\n"))
    #expect(outcome == Outcome(.assertionFailed))
  }

  @Test func exitEndsTheSessionWithItsCode() {
    let (text, outcome) = transcriptAndOutcome(of: "echo 1\nexit 7\necho 2")
    #expect(text == "1")
    #expect(outcome == Outcome(.asked(7), endsSession: true))
    #expect(transcriptAndOutcome(of: "exit").outcome == Outcome(.done, endsSession: true))
  }

  @Test func resultsAreKeptByCell() {
    let session = Session()
    _ = session.run("1 + 1")
    _ = session.run("_ * 10; x = 3")
    #expect(transcript(of: "_1 + _2 + _", in: session) == "42")
    #expect(transcript(of: "_17", in: session).hasPrefix("error: there is no result `_17`"))
  }

  @Test func anErrorLeavesTheSessionAsItIs() {
    let session = Session()
    _ = session.run("x = 5")
    _ = session.run("x = [1][9]")
    _ = session.run("x = 7; nix")
    #expect(transcript(of: "x", in: session) == "5")
  }

  @Test func scriptsRunScriptsWithParametersOfTheirOwn() throws {
    let folder = try ScriptFolder()
    try folder.write(
      "inner.gan", "param n = 1\nparam out = \"o\"\nm = n * 2\necho \"{out} {n}\"\n")
    try folder.write(
      "main.gan", "n = 100\nrun inner.gan n=n/20 out=a-b/c\nrun inner.gan\necho n m\n")
    var outputs: [Output] = []
    let outcome = Session().runFile("\(folder.path)/main.gan") { outputs.append($0) }
    #expect(plainText(of: outputs) == "a-b/c 5\no 1\n100 2\n")
    #expect(outcome == .done)
  }

  @Test func aScriptThatRunsItselfIsFoundBeforeItRuns() throws {
    let folder = try ScriptFolder()
    try folder.write("a.gan", "echo 1\nrun b.gan\n")
    try folder.write("b.gan", "run a.gan\n")
    let problem = Session().check(file: "\(folder.path)/a.gan")
    #expect(problem?.message.hasSuffix("runs itself") == true)
    #expect(problem?.exitCode == .usage)
  }

  @Test func aMissingScriptIsFoundBeforeAnythingRuns() throws {
    let folder = try ScriptFolder()
    try folder.write("a.gan", "echo 1\nrun nowhere.gan\n")
    var outputs: [Output] = []
    let outcome = Session().runFile("\(folder.path)/a.gan") { outputs.append($0) }
    #expect(outputs.count == 1)
    #expect(outcome.exitCode == .file)
    #expect(Session().runFile("\(folder.path)/none.gan") { _ in }.exitCode == .file)
  }

  @Test func anInterruptStopsBetweenStatements() {
    let session = Session()
    var count = 0
    let outcome = session.run("repeat 1000000000 { echo 1 }") { output in
      if case .text = output { count += 1 }
      if count == 5 { session.interrupt.set() }
    }
    #expect(count == 5)
    #expect(outcome.exitCode == .interrupted)
    #expect(transcript(of: "1 + 1", in: session) == "2")
  }
}
