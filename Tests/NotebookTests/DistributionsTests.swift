import Language
import Notebook
import Testing

/// How elements are distributed; the values are those of NumPy 2.4.6.
@Suite struct DistributionsTests {
  @Test(arguments: [
    ("sort([3, 1, 2])", "[1 2 3]"), ("sort([[2, 1], [3, 0]])[0]", "[1 2]"),
    ("sort([[2, 1], [3, 0]])[1]", "[0 3]"), ("isnan(sort([0 / 0, 1, -1])[2])", "true"),
    ("shape(sort(rand(0)))", "[0]"), ("unique([3, 1, 2, 1, 3])", "[1 2 3]"),
    ("len(unique([0 / 0, 1, 0 / 0]))", "2"), ("len(unique([]))", "0"),
    ("percentile([3, 1, 2, 5.5, -1], [0, 10, 50, 99, 100])", "[-1   -0.2  2    5.4  5.5]"),
    ("percentile([1, 2, 3, 4], 50)", "2.5"), ("percentile([7], 30)", "7"),
    ("isnan(percentile([1, 0 / 0], 50))", "true"),
    ("histogram([1, 1, 2, 5], 4)", "[2 1 0 1]"),
    // The last part has its upper edge, as in NumPy.
    ("histogram((0...10) * 0.1, 10)", "[1 1 1 1 1 1 1 1 1 2]"),
    ("histogram([3, 3], 2)", "[0 2]"), ("histogram([1, 2, 3, 9], 3, 1, 4)", "[1 1 1]"),
    ("histogram([1, 2, 3, 9], low=1, bins=3, high=4)", "[1 1 1]"),
    ("histogram([1, 2, 0 / 0], bins=2, low=0, high=3)", "[1 1]"),
    // A float alone counts to 2 to the 24th.
    ("x = histogram(rand(17000000) * 0, 1, -1, 1); x[0]", "17000000"),
    ("sum(histogram(randn(1000)))", "1000"), ("var([1, 2, 4, 7.5])", "6.171875"),
    ("var(reshape(1...6, 2, 3), 1)[0] == 2 / 3", "true"),
  ])
  func values(text: String, shown: String) {
    #expect(transcript(of: text).split(separator: "\n").last.map(String.init) == shown, "\(text)")
  }

  @Test(arguments: [
    ("percentile([], 50)", "`percentile`: there are no values"),
    ("percentile([1], 101)", "`percentile`: `percent` is a number from 0 to 100, not 101"),
    (
      "histogram([0 / 0])",
      "`histogram`: the elements are not finite; `low` and `high` say from where to where"
    ),
    ("histogram([1], 0)", "`histogram`: `bins` is a whole number from 1 to 1000000, not 0"),
    ("histogram([1], 2, 3, 1)", "`histogram`: `low` is above `high`"),
  ])
  func errors(text: String, message: String) {
    #expect(error(of: text)?.message == message, "\(text)")
  }
}
