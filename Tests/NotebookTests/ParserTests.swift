import Language
import Notebook
import Testing

/// How statements and arguments are read, seen through commands of a registry of its own.
@Suite struct ParserTests {
  /// Shows what it was given.
  private static let probe = Command(
    "probe", group: .session, summary: "Show what it was given.",
    parameters: [
      Parameter("kind", .word(["plain", "fancy"]), .positional, "a word"),
      Parameter("size", .int(1...512), .positional, "a number"),
      Parameter("file", .path, .named, "a path"),
      Parameter(
        "rate", .float(0...1, excludesLower: true), .named, default: "0.5", "a rate",
        synonyms: ["lr"]),
      Parameter("loud", .bool, .named, "a switch"),
      Parameter("until", .condition, .keyword, "when to stop"),
      Parameter("every", .int(1...1000), .keyword, "how often"),
    ], examples: [], needs: \.output
  ) { invocation, output in
    var parts: [String] = []
    for name in ["kind", "size", "file", "rate", "loud", "every"] {
      guard let value = invocation.value(name) else { continue }
      switch value {
      case .string(let text): parts.append("\(name)=\(text)")
      case .number(let number): parts.append("\(name)=\(number.double)")
      case .bool(let bool): parts.append("\(name)=\(bool)")
      default: break
      }
    }
    if let condition = invocation.condition("until") {
      parts.append("until=\(try condition.holds(in: invocation.host))")
    }
    output.emit(.text(parts.joined(separator: " ")))
    return .number(1)
  }

  private static let several = Command(
    "several", group: .session, summary: "Count.",
    parameters: [Parameter("x", .expression(.any), .repeated, "anything")], examples: [],
    result: .number
  ) { .number(Double($0.all("x").count)) }

  private static let assignmentAdvice = Registry.standard.signatures.assignmentAdvice

  private static let registry = Registry(
    commands: [probe, several] + Registry.standard.commands,
    functions: Registry.standard.functions, names: Registry.standard.names)

  private func shown(_ text: String) -> String {
    transcript(of: text, in: Session(registry: Self.registry))
  }

  private func problem(_ text: String) -> Problem? {
    error(of: text, in: Session(registry: Self.registry))?.problem
  }

  @Test(arguments: [
    ("probe", "rate=0.5"),
    ("probe fancy 3", "kind=fancy size=3.0 rate=0.5"),
    ("probe size=4 plain", "kind=plain size=4.0 rate=0.5"),
    ("probe plain 2 * 3 loud=true", "kind=plain size=6.0 rate=0.5 loud=true"),
    ("probe file=a/b-c.1#2.png", "file=a/b-c.1#2.png rate=0.5"),
    ("probe file=\"a b/{1 + 1:02}.png\"", "file=a b/02.png rate=0.5"),
    ("probe file = x # comment", "file=x rate=0.5"),
    ("probe rate=5e-5; probe plain", "rate=5e-05\nkind=plain rate=0.5"),
    ("repeat 1 { probe file=a }", "file=a rate=0.5"),
    ("probe until 1 > 2 every 10", "rate=0.5 every=10.0 until=false"),
    ("probe every 2 + 3 until true and not false", "rate=0.5 every=5.0 until=true"),
    ("n = 7\nprobe size=n", "size=7.0 rate=0.5"),
    ("k = \"fancy\"\nprobe \"{k}\"", "kind=fancy rate=0.5"),
    ("x = probe\nx", "rate=0.5\n1"),
    ("x = several 1 -2\nx", "2"), ("x = several 1 - 2\nx", "1"), ("x = several 1-2\nx", "1"),
    ("x = several [1] [2] (3)\nx", "3"), ("y = [1]\nx = several y [0] y[0]\nx", "3"),
  ])
  func arguments(text: String, output: String) {
    #expect(shown(text) == output)
  }

  @Test func wrongArguments() {
    #expect(
      problem("probe fancey")
        == .wrongArgument(
          name: "kind", type: .word(["plain", "fancy"]), found: "`fancey`", suggestion: "fancy"))
    for text in [
      "probe size=0", "probe size=-1", "probe size=513", "probe size=1.5", "probe size=\"3\"",
      "probe rate=0", "probe rate=2", "probe rate=true", "probe loud=1", "probe file=\"\"",
      "probe every 0", "probe size=[1]", "probe rate=1...2",
    ] {
      guard case .wrongArgument? = problem(text) else {
        Issue.record("\(text): \(problem(text).map { "\($0)" } ?? "no error")")
        continue
      }
    }
    // What is only known when it runs is an error then.
    for text in ["x = 0\nprobe size=x", "probe rate=0 / 0", "probe rate=1 / 0", "probe rate=2 - 5"]
    {
      let diagnostic = error(of: text, in: Session(registry: Self.registry))
      guard case .wrongArgument? = diagnostic?.problem else {
        Issue.record("\(text)")
        continue
      }
      #expect(diagnostic?.exitCode == .runTimeError)
    }
    #expect(problem("probe rate=1e999") == .numberTooLarge("1e999"))
    #expect(
      problem("probe lr=0.1") == .unknownParameter(command: "probe", name: "lr", suggestion: "rate")
    )
    #expect(problem("probe size=1 size=2") == .repeatedParameter(command: "probe", name: "size"))
    #expect(
      problem("probe plain 1 2")
        == .unexpectedArgument(
          command: "probe", text: "2", hint: "did you mean `rate=2`?"))
    #expect(
      problem("probe unitl true")
        == .wrongArgument(
          name: "kind", type: .word(["plain", "fancy"]), found: "`unitl`", suggestion: nil))
    #expect(problem("probe file={x}.png") == .braceInWord)
    #expect(problem("probe file=") == .expected("a path", found: "the end of the text"))
    #expect(problem("probe until 1") == .notACondition(.number))
    #expect(
      problem("load")
        == .missingVariant(
          command: "load", variants: ["mnist", "digits", "idx", "folder"]))
    #expect(
      problem("load mnits")
        == .unknownVariant(
          command: "load", name: "mnits", variants: ["mnist", "digits", "idx", "folder"],
          suggestion: "mnist"))
    #expect(
      problem("load idx images=a")
        == .missingParameter(
          command: "load idx", name: "labels", type: .path))
  }

  @Test(arguments: [
    ("ecko 1", Problem.unknownCommand("ecko", suggestion: "echo")),
    ("hepl", .unknownName("hepl", suggestion: "help")),
    ("1 < 2 < 3", .comparisonsDoNotChain),
    ("break", .notInLoop("break")),
    ("x = 3abc", .malformedNumber("3abc")),
    ("x = \"abc", .unterminatedString),
    ("x = \"a\\qb\"", .unknownEscape("\\q")),
    ("x = \"{1:5z}\"", .malformedFormat("5z")),
    ("x = (1, 2)", .expected("`)`", found: "a comma")),
    ("repeat 3 { echo 1", .unclosed("{")),
    ("x = [1, 2", .unclosed("[")),
    ("echo = 3", .nameIsTaken("echo", by: "a command")),
    ("true = 3", .nameIsTaken("true", by: "a word of the language")),
    ("data = 3", .nameIsTaken("data", by: "a quantity of the run")),
    ("x = 1\nparam y = 2", .misplacedParam("y")),
    ("param y = 1 + 1", .notALiteral),
    ("x = 1 2", .expected("the end of the statement", found: "the number 2")),
    ("x = [1]\nx[0] = 3", .notAssignable("x[0]", advice: assignmentAdvice)),
    ("1 + 2 = x", .notAssignable("1 + 2", advice: assignmentAdvice)),
    ("loss.d = 3", .notAssignable("loss.d", advice: assignmentAdvice)),
    ("if 1 { echo 1 }", .notACondition(.number)),
    ("if [1] > 0 { echo 1 }", .notACondition(.mask)),
    ("x = 1 + \"a\"", .wrongKind(what: "`+`", expected: .numeric, found: .string)),
    ("mean()", .wrongArgumentCount(function: "mean", usage: "mean(x[, axis])", found: 0)),
    ("mean(1)(2)", .notAFunction("mean(1)")),
    ("x = 1\nx(2)", .notAFunction("x")),
    ("data.lables", .unknownMember(of: "data", name: "lables", suggestion: "labels")),
    ("x = not", .expected("a value", found: "the end of the text")),
    ("x = 1 + not true", .expected("a value", found: "`not`")),
    ("for 3 in [1] {}", .expected("a name", found: "the number 3")),
    ("for x of [1] {}", .expected("`in`", found: "`of`")),
    ("echo undefined?", .expected("a value", found: "`?`")),
  ])
  func mistakes(text: String, problem: Problem) {
    #expect(self.problem(text) == problem)
  }

  @Test func aParameterOutsideOfAScript() {
    let diagnostic = error(of: "param x = 1", source: .cell(1))
    #expect(diagnostic?.problem == .paramOutsideScript("x"))
  }

  @Test func loopsMayUseWhatAnEarlierRoundSet() {
    #expect(shown("x = 1\nrepeat 2 { if x == \"a\" { echo 1 }; x = \"a\" }") == "1")
    #expect(problem("repeat 2 { echo later; later = 1 }") == .unknownName("later", suggestion: nil))
  }

  @Test func whatABranchSetsMayBeUsedAfterIt() {
    #expect(shown("if true { x = 1 } else { x = \"a\" }\nx") == "1")
    #expect(problem("if false { x = 1 }\nx") == .notAssigned("x"))
  }
}
