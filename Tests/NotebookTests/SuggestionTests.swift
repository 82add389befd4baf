import Notebook
import Testing

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("a", "a", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("ca", "ac", 1),
    ("iteratoins", "iterations", 1),
    ("abc", "cba", 2),
  ])
  func distances(a: String, b: String, distance: Int) {
    #expect(Suggestion.distance(Array(a), Array(b)) == distance)
    #expect(Suggestion.distance(Array(b), Array(a)) == distance)
  }

  @Test(
    arguments: [
      ("iteration", "iterations"), ("iteratoins", "iterations"), ("ITERATIONS", "iterations"),
      ("iter", "iterations"), ("sede", "seed"), ("zebra", nil), ("", nil), ("x", nil),
      ("se", nil),
    ] as [(String, String?)])
  func nearest(word: String, found: String?) {
    #expect(
      Suggestion.nearest(to: word, among: ["iterations", "seed", "second", "to"]) == found)
  }

  @Test func longWordsTakeNoTime() {
    let word = String(repeating: "a", count: 1_000_000)
    #expect(Suggestion.nearest(to: word, among: [word + "b"]) == nil)
  }
}
