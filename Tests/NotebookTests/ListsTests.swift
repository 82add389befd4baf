import Language
import Notebook
import Testing

/// How lists grow: joined by `+` and in brackets, nested only as it is written.
@Suite struct ListsTests {
  @Test(arguments: [
    ("h + [2]", "[1, 2]"), ("h + [2] + [3, 4]", "[1, 2, 3, 4]"), ("[] + h", "[1]"),
    ("h + []", "[1]"), ("[\"a\"] + [true, none]", "[\"a\", true, none]"), ("h + [[2]]", "[1, [2]]"),
    ("[h, 2]", "[1, 2]"), ("[2, h, h]", "[2, 1, 1]"), ("[h]", "[1]"), ("[[], h]", "[[], 1]"),
    ("[[h], [2]]", "[[1], [2]]"), ("[[1], 2]", "[[1], 2]"), ("[h, \"a\"]", "[1, \"a\"]"),
    ("[shape(x), 3]", "[4, 3]"), ("append(h, 2)", "[1, 2]"), ("append(h, h)", "[1, [1]]"),
    ("append([], [])", "[[]]"), ("append([[1, 2]], [3, 4])", "[[1, 2], [3, 4]]"),
    ("shape(append([[1, 2]], [3, 4]))", "[2, 2]"), ("[x, x]", "[tensor 4, tensor 4]"),
    ("shape([x, x])", "[2, 4]"), ("sum([x, 5])", "11"), ("shape([x, 5])", "[5]"),
    ("shape([h, x, 2])", "[6]"), ("shape([1...3, 7])", "[4]"), ("shape(append(x, 9))", "[5]"),
    ("shape(append(reshape(x, 2, 2), [8, 9]))", "[3, 2]"), ("h == [1]", "true"),
    ("mean([1, 2, 3])", "2"), ("sum(h - [3])", "-2"), ("sum(h * 3)", "3"),
    ("sum(x + [1, 1, 1, 1])", "10"),
    ("shape([[1, 2], [3, 4]] @ [[1], [1]])", "[2, 1]"), ("x[[1, 3]][0]", "1"),
  ])
  func values(text: String, shown: String) {
    let session = Session()
    run("h = [1]; x = reshape(0..<4, 4)", in: session)
    #expect(transcript(of: text, in: session) == shown, "\(text)")
  }

  @Test(arguments: ["h = h + [i]", "h = [h, i]", "h = append(h, i)"])
  func aListGrowsInALoop(step: String) {
    #expect(transcript(of: "h = []; for i in 1...12 { \(step) }; sum(h); len(h)") == "78\n12")
  }

  @Test(arguments: [
    ("append(x, [1, 2])", "`append`: a row of shape 2 does not fit 4"),
    ("h + \"a\"", "`+` takes a number, bool, list, range, tensor, mask or series, not a string"),
    ("[\"a\"] + 1", "`+` takes a number, bool, list, range, tensor, mask or series, not a string"),
    ("repeat 30 { h = h + h }", "the list would have more than 1,048,576 elements"),
    ("repeat 30 { h = [h, h] }", "the list would have more than 1,048,576 elements"),
    ("(1...5000000)[:]", "the list would have more than 1,048,576 elements"),
    ("repeat 30 { h = append(h, h) }", "nested more than 8 levels deep"),
  ])
  func whatDoesNotFitIsNamed(text: String, message: String) {
    let session = Session()
    run("h = [1]; x = reshape(0..<4, 4)", in: session)
    #expect(error(of: text, in: session)?.message == message, "\(text)")
  }
}
