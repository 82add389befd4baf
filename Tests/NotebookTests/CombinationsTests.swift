import Language
import Notebook
import Testing

/// What is made of several tensors; the values are those of NumPy 2.4.6, and of scikit-learn's
/// `confusion_matrix` 1.8.
@Suite struct CombinationsTests {
  @Test(arguments: [
    ("concat([1, 2], [3])", "[1 2 3]"), ("shape(concat(rand(2, 3), rand(4, 3)))", "[6, 3]"),
    ("concat([1 > 0], [1 < 0])", "[ true false]"), ("shape(stack(rand(3), rand(3)))", "[2, 3]"),
    ("stack(1, 2, 3)", "[1 2 3]"), ("where([1, -2, 3] > 0, [1, -2, 3], 0)", "[1 0 3]"),
    ("x = where(2 > 1, 10, 20); x", "10"),
    ("x = where([true, false], [[1, 2], [3, 4]], 0); x[1]", "[3 0]"),
    // What is not chosen does not matter, whatever it is.
    ("x = where([1, 0] > 0, 1, 0 / 0); x[0]", "1"),
    ("clip([-1, 0.5, 2], 0, 1)", "[0   0.5 1  ]"), ("clip(7, 0, 5)", "5"),
    ("isnan(clip([0 / 0], 0, 1))[0]", "true"),
    ("abs(cosine([1, 2, 3], [4, 5, 6.5]) - 0.9812703311990346) < 1e-15", "true"),
    ("isnan(cosine([0, 0], [1, 1]))", "true"),
    ("confusion([0, 1, 1], [0, 1, 0])[1]", "[1 1]"),
    ("confusion([0, 2], [[0.1, 0.9, 0], [0, 0.2, 0.8]])[0]", "[0 1 0]"),
    ("shape(confusion([0], [0], 4))", "[4, 4]"),
  ])
  func values(text: String, shown: String) {
    #expect(transcript(of: text).split(separator: "\n").last.map(String.init) == shown, "\(text)")
  }

  @Test(arguments: [
    ("concat(rand(2, 3), rand(2, 4))", "`concat` of shapes 2x3 and 2x4, which do not fit"),
    ("stack([1, 2], [1])", "`stack` of shapes 2 and 1, which do not fit"),
    ("x = where([1, 2], 1, 2)", "`where`: `condition` is what is true or false, as x > 0"),
    ("clip(1, 3, 2)", "`clip`: `low` is at most `high`"),
    ("cosine([1], [1, 2])", "`cosine`: takes two of as many elements, not 1 and 2"),
    ("confusion([0, 1], [0])", "`confusion` of shapes 2 and 1, which do not fit"),
    ("confusion([0.5], [0])", "`confusion`: 0.5 is no label below 1"),
    ("confusion([3], [0], 2)", "`confusion`: 3 is no label below 2"),
  ])
  func errors(text: String, message: String) {
    #expect(error(of: text)?.message == message, "\(text)")
  }
}
