import Language
import Testing

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("", "", 0), ("abc", "abc", 0), ("abc", "", 3), ("kitten", "sitting", 3), ("ab", "ba", 1),
    ("iteration", "iterations", 1), ("itreations", "iterations", 1), ("ca", "abc", 3),
    ("mnits", "mnist", 1), ("flaw", "lawn", 2),
  ])
  func distancesCountSwapsOnce(a: String, b: String, distance: Int) {
    #expect(Suggestion.distance(Array(a), Array(b)) == distance)
    #expect(Suggestion.distance(Array(b), Array(a)) == distance)
  }

  @Test(arguments: [
    ("iteration", "iterations"), ("Iterations", "iterations"), ("itertions", "iterations"),
    ("tra", "train"), ("trian", "train"), ("grdi", "grid"), ("stpe", "step"),
  ])
  func aSlipFindsWhatWasMeant(word: String, meant: String) {
    let names = ["train", "grid", "step", "iterations", "summary", "x"]
    #expect(Suggestion.nearest(to: word, among: names) == meant)
  }

  @Test(arguments: ["", "zzz", "q", "somethingelse", String(repeating: "train", count: 1000)])
  func whatIsFarFindsNothing(word: String) {
    #expect(Suggestion.nearest(to: word, among: ["train", "grid", "step", "x"]) == nil)
  }

  @Test func aBeginningOfSeveralIsAmbiguous() {
    #expect(Suggestion.nearest(to: "sta", among: ["statistics", "statements"]) == nil)
    #expect(Suggestion.nearest(to: "stat", among: ["statistics", "train"]) == "statistics")
  }
}
