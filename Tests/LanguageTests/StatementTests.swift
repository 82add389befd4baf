import Language
import Testing

/// Statements that change or forget names, and those that are a name.
@Suite struct StatementTests {
  private func said(_ text: String, in garden: Garden = Garden()) -> [String] {
    if let diagnostic = garden.work(text) { Issue.record("\(diagnostic.text)") }
    return garden.said
  }

  private func problem(_ text: String, in garden: Garden = Garden()) -> Problem? {
    garden.work(text)?.problem
  }

  @Test func aVariableIsUpdated() {
    #expect(said("x = 10\nx += 2; x; x -= 3 - 1; x; x *= 1 + 1; x /=4; x") == ["12", "10", "5"])
    #expect(said("h = [1]\nh += [2, 3]\nh") == ["[1, 2, 3]"])
    #expect(said("s = \"a\"\nfor i in 1...3 { s += \"{i}\" }\ns") == ["a123"])
    #expect(said("x = 1\nx == 1; x != 2") == ["true", "true"])
    #expect(problem("x += 1") == .unknownName("x", suggestion: nil))
    #expect(problem("sky += 1") == .nameIsTaken("sky", by: "a quantity of the run"))
    #expect(problem("x = 1\nx += \"a\"")?.message.hasPrefix("`+` takes") == true)
    #expect(problem("x = 1\nx **= 2") != nil)
  }

  @Test func stringsAreJoined() {
    #expect(said("\"a\" + \"b\" + \"{1 + 1}\"") == ["ab2"])
    #expect(said("x = [\"a\", 1]\nx[0] + \"b\"; x[1] + 1") == ["ab", "2"])
    #expect(
      problem("\"a\" + 1") == .wrongKind(what: "`+`", expected: .string, found: .number))
    #expect(
      problem("1 + \"a\"") == .wrongKind(what: "`+`", expected: .numeric, found: .string))
    #expect(
      problem("\"a\" - \"b\"") == .wrongKind(what: "`-`", expected: .numeric, found: .string))
    #expect(
      problem("\"a\" + \"b\" - 1") == .wrongKind(what: "`-`", expected: .numeric, found: .string))
    let long = problem(
      "s = \"0123456789\"\nrepeat 40 { s += s }")
    #expect(long?.message.hasPrefix("the string would have more than") == true)
  }

  @Test func aForgottenNameIsUnknown() {
    let garden = Garden()
    #expect(said("x = 1; y = 2\ndef f(a) = a\npull x f\ny", in: garden) == ["2"])
    #expect(garden.variables.keys.sorted() == ["y"] && garden.definitions.isEmpty)
    #expect(problem("x = 1\npull x\nx") == .unknownName("x", suggestion: nil))
    #expect(problem("number = 1\npull numbre") == .unknownName("numbre", suggestion: "number"))
    #expect(problem("pull bed") == .nameIsTaken("bed", by: "a quantity of the run"))
    // A function is looked into again where it is called.
    let found = Garden().work("k = 1\ndef f(a) = a + k\nsay 1\npull k\nf(1)")
    #expect(found?.message == "unknown name `k`" && found?.line == 2)
    let list = garden.completions(of: "pull ", cursor: 5)
    #expect(list.candidates.map(\.text) == ["y"])
  }

  @Test func theBeginningOfNamesListsThem() {
    #expect(said("sky") == ["all of sky"])
    #expect(problem("x = sky") == .needsMember("sky", members: ["blue"]))
    #expect(problem("sky + 1") == .needsMember("sky", members: ["blue"]))
  }

  /// A name with members may give an object, which has members besides.
  @Test func anObjectHasNamesAndParts() {
    #expect(said("plant roses\nbed.width + 1; bed.rose").suffix(2) == ["5", "bed.rose"])
    #expect(
      problem("plant roses\nbed.widht")
        == .unknownMember(of: "bed", name: "widht", suggestion: "width"))
  }

  /// Of many rows only those are made that are asked for.
  @Test func rowsAreHadWithoutTheRest() {
    #expect(said("weather[3, 1]; weather[-1][0]") == ["30", "999"])
    #expect(
      said("weather[10...11, 0]; weather[[5, 2]][:, 1]").map { $0.split(separator: "\n").last }
        == ["[10 11]", "[50 20]"])
    #expect(
      problem("weather[1000]") == .indexOutOfRange(index: 1000, count: 1000, axis: 0))
    #expect(problem("weather[3, 2]") == .indexOutOfRange(index: 2, count: 2, axis: 1))
    #expect(problem("weather[:, 1]")?.message == "so many days were asked for")
  }
}
