import Foundation
import Language
import Testing

/// The language with a host of its own, which has nothing to do with networks.
@Suite struct HostTests {
  private func said(_ text: String, in garden: Garden = Garden()) -> [String] {
    if let diagnostic = garden.work(text) { Issue.record("\(diagnostic.text)") }
    return garden.said
  }

  private func problem(_ text: String, in garden: Garden = Garden()) -> Problem? {
    garden.work(text)?.problem
  }

  @Test func commandsFunctionsAndNamesAreTheHosts() {
    #expect(said("plant roses count=2\nsay \"{1 + 1}\" 3") == ["plant roses count=2", "\"2\" 3"])
    #expect(said("x = grow 3\nx; height[-1]; twice(1...2)[1]") == ["3", "3", "4"])
    #expect(said("sky.blue and not false") == ["true"])
    #expect(said("for d in 1...3 { if d == 2 { continue }; say d }") == ["1", "3"])
  }

  /// A command may be given statements in braces, which run when it says so.
  @Test func statementsForLater() throws {
    #expect(
      said("n = 0\ndaily { n = n + 1; say n }\nx = grow 2\nsay \"end {n}\"") == [
        "daily { n = n + 1; say n }", "1", "2", "\"end 2\"",
      ])
    // `break` and `continue` of a loop around them are not theirs.
    let text =
      "for i in 1...2 {\n  daily from=1 { say i; if i == 2 { skip }; say \"on\" }\n  x = grow 1\n}"
    #expect(
      said(text).filter { !$0.hasPrefix("daily") } == [
        "1", "\"on\"", "2", "skipped", "2", "skipped",
      ])
    #expect(problem("repeat 2 { daily { break } }") == .notInLoop("break"))
    #expect(problem("daily { say nobody }")?.message == "unknown name `nobody`")
    // Checked as a loop is: what it assigns may be there.
    #expect(said("x = 1\ndaily { x = \"a\" }\nsay x + 1").last == "2")
    #expect(
      problem("daily from=2")
        == .missingParameter(command: "daily", name: "what", type: .statements))
    #expect(problem("daily { } { }") == .repeatedParameter(command: "daily", name: "what"))
    #expect(problem("say { say 1 }")?.message == "expected a value, found `{`")
    let garden = Garden()
    #expect(garden.work("daily {\n  y = [1][3]\n}") == nil)
    let found = try #require(garden.work("x = grow 1"))
    #expect(found.line == 2 && found.message == "index 3 is outside of axis 0, which has 1")
    // The usage has it behind the rest.
    #expect(garden.signatures.command("daily")?.usage == "daily [from=INT] { ... }")
  }

  /// A bracket right behind it makes it the function.
  @Test func aWordMayBeACommandAndAFunction() {
    #expect(said("swap\nswap(1, 2); x = swap(3, 4); say x") == ["swap", "[2, 1]", "[4, 3]"])
    #expect(problem("x = swap (1, 2)") != nil)
    let help = said("swap?")[0]
    #expect(help.contains("Plant something else.") && help.contains("swap(a, b)"))
  }

  @Test func objectsAreHandedOn() {
    #expect(said("b = bed\nb.rose; b == bed; b.rose == bed") == ["bed.rose", "true", "false"])
    #expect(said("plant roses\nbed.rose.petals[1]").last == "2")
    #expect(
      problem("1 + bed") == .wrongKind(what: "`+`", expected: .numeric, found: .plant))
    #expect(problem("1 + bed")?.message.hasSuffix(", not a plant") == true)
  }

  /// What a command introduces is known before it runs; what replaces it is not.
  @Test func membersAreCheckedByWhatIsIntroduced() {
    #expect(
      problem("plant roses\nbed.rsoe")
        == .unknownMember(of: "bed", name: "rsoe", suggestion: "rose"))
    #expect(
      problem("plant herbs\nbed.rose") == .unknownMember(of: "bed", name: "rose", suggestion: nil))
    #expect(
      problem("plant roses\nbed.rose.petlas")
        == .unknownMember(of: "bed.rose", name: "petlas", suggestion: "petals"))
    #expect(said("plant roses\nswap\nbed.fern").last == "bed.fern")
    #expect(said("if sky.blue { plant roses } else { plant herbs }\nbed.fern").last == "bed.fern")
    // Nothing of a text that is wrong runs.
    let garden = Garden()
    _ = garden.work("say 1\nplant roses\nbed.rsoe")
    #expect(garden.said == [])
  }

  @Test func theHostsProblemsAreToldAsItTellsThem() throws {
    let garden = Garden()
    let found = try #require(garden.work("grow 9"))
    #expect(found.problem == .ofHost(AnyHostProblem(Garden.Trouble.drought)))
    #expect(found.exitCode == .stopped)
    #expect(
      found.text == """
        error: the garden is dry
         --> cell 1:1:1
          |
        1 | grow 9
          | ^^^^ `water` helps
        day 5
        """)
  }

  @Test func conditionsAreLookedAtAgain() {
    #expect(said("grow 9 until height > 3") == ["height = 4"])
    #expect(problem("height + 1") == .noValueYet("height", advice: "`grow` gives it one"))
  }

  @Test func scriptsRunInScripts() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String, _ text: String) throws -> String {
      let file = folder.appending(path: name)
      try Data(text.utf8).write(to: file)
      return file.path
    }
    let right = try path("a.gan", "param times = 1\nsay times")
    #expect(said("run \(right) times=3\nrun \(right)") == ["3", "1"])
    #expect(problem("run \(right) tmies=3")?.advice == "did you mean `times`?")
    let wrong = Garden().work("say 1\nrun \(try path("b.gan", "say nix"))")
    #expect(wrong?.message == "unknown name `nix`" && wrong?.chain == [.script(at: "cell 1:2:1")])
    #expect(problem("run \(folder.path)/c.gan")?.exitCode == .file)
  }

  @Test func theWishToStopIsMetBetweenStatements() {
    let garden = Garden()
    garden.patience = 3
    #expect(garden.work("repeat 9 { say 1 }")?.problem == .interrupted)
    #expect(garden.said == ["1"])
  }

  @Test func helpAndSuggestionsComeFromSignatures() {
    #expect(problem("wait 3") == .unknownCommand("wait", suggestion: "grow"))
    #expect(
      problem("x[0] = 1") == .notAssignable("x[0]", advice: "only a name can; `plant` makes a bed"))
    let help = WordWrap.text(said("grow?")[0], columns: WordWrap.widest)
    #expect(help.hasPrefix("grow [days=INT] [until COND]"))
    #expect(said("language?") == ["words"])
    let overview = said("sky?")
    #expect(overview == ["sky.blue  whether it is blue"])
  }

  @Test(arguments: [
    ("gr", ["grow"]), ("plant ", ["roses", "herbs"]), ("plant roses c", ["count="]),
    ("bed.r", ["bed.rose"]), ("say sk", ["sky"]), ("grow until hei", ["height"]),
  ]) func completionKnowsTheHost(text: String, expected: [String]) {
    let found = Garden().completions(of: text, cursor: text.unicodeScalars.count)
    #expect(found.candidates.map(\.text) == expected)
  }

  @Test func kindsOfObjectsAreSets() {
    let stone = ValueKinds(objectsNamed: "stone")
    #expect(ValueKinds.any.contains(.plant) && !ValueKinds.numeric.contains(.plant))
    #expect([.plant, stone] as ValueKinds == [stone, .plant])
    #expect(ValueKinds.any.intersection([.plant, .number]) == [.plant, .number])
    #expect(([.plant, stone] as ValueKinds).subtracting(stone) == .plant)
    #expect(([.number, .plant] as ValueKinds).isDisjoint(with: [.bool, stone]))
    #expect(([.plant, .none, .number] as ValueKinds).text == "number, plant or none")
  }
}
