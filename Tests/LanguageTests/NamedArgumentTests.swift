import Language
import Testing

/// `f(x, name=value)`.
@Suite struct NamedArgumentTests {
  private func said(_ text: String) -> [String] {
    let garden = Garden()
    if let diagnostic = garden.work(text) { Issue.record("\(diagnostic.text)") }
    return garden.said
  }

  @Test func namesTakeThePlaceOfPlaces() {
    #expect(said("wages(5, 2, 3)") == ["5 2 3", "3"])
    #expect(said("wages(5, for=3, rate=2)") == ["5 2 3", "3"])
    #expect(said("wages(rate=2, days=5)") == ["5 2", "1"])
    // What is left out before one that is given has no value.
    #expect(said("wages(5, for = 3)") == ["5 none 3", "3"])
    #expect(said("twice(x=[1, 2])[1]") == ["4"])
    #expect(said("bunch(\"red\", 1, 2)") == ["2 stems in \"red\""])
  }

  @Test(arguments: [
    ("wages(5, rat=2)", "`wages` has no parameter `rat`", 10, "did you mean `rate`?"),
    (
      "wages(5, colour=2)", "`wages` has no parameter `colour`", 10,
      "it is used as wages(days[, rate][, for])"
    ),
    ("wages(5, days=2)", "`wages` has `days` twice", 10, nil),
    ("wages(5, rate=1, rate=2)", "`wages` has `rate` twice", 18, nil),
    ("wages(rate=2)", "`wages` needs `days`", 1, "it is used as wages(days[, rate][, for])"),
    (
      "wages(days=5, 2)", "`wages` has an argument without a name after one with a name", 15,
      "it is used as wages(days[, rate][, for])"
    ),
    ("wages(5, for=\"a\")", "`wages` takes a number, not a string", 14, nil),
    ("wages(1, 2, 3, 4)", "`wages` does not take 4 arguments", 1, nil),
    (
      "bunch(\"red\", stems=3)", "`bunch` has no parameter `stems`", 14,
      "it is used as bunch(ribbon, stems...)"
    ),
  ]) func mistakesAreFoundBeforeAnythingRuns(
    text: String, message: String, column: Int, advice: String?
  ) throws {
    let garden = Garden()
    let found = try #require(garden.work("say 1\n" + text))
    #expect(found.message == message && found.line == 2 && found.column == column)
    if let advice { #expect(found.problem.advice == advice) }
    #expect(garden.said == [])
  }

  @Test(arguments: [
    ("wages(5, ra", ["rate="]), ("say wages(5, fo", ["for="]), ("bunch(ri", ["ribbon="]),
    ("bunch(\"red\", st", []), ("wages(twice(x", ["x="]), ("wages(twice(1), ra", ["rate="]),
    ("say (ra", []),
  ]) func namesAreCompleted(text: String, expected: [String]) {
    let found = Garden().completions(of: text, cursor: text.unicodeScalars.count)
    #expect(found.candidates.map(\.text) == expected)
  }
}
