import Language
import Notebook
import Testing

/// The functions of expressions, against what NumPy gives.
@Suite struct FunctionTests {
  @Test(arguments: [
    ("sum([1, 2, 3])", "6"), ("sum([])", "0"), ("sum(1...100)", "5050"), ("sum(5)", "5"),
    ("sum(reshape(1...6, 2, 3), 0)[2]", "9"), ("sum(reshape(1...6, 2, 3), -1)[1]", "15"),
    ("mean([1, 2, 3, 6])", "3"), ("std([1, 2, 3, 4])", "1.118033988749895"), ("norm([3, 4])", "5"),
    ("min([3, 1, 2])", "1"), ("max([3, 1, 2])", "3"), ("argmax([3, 7, 7])", "1"),
    ("argmin([3, 1, 1])", "1"), ("max([1, 0 / 0, 3])", "nan"), ("argmax([1, 0 / 0, 3])", "1"),
    ("argmin([0 / 0, 1])", "0"), ("max([16777217, 3]) == 16777217", "true"),
    ("mean([0.1, 0.1]) == 0.1", "true"), ("last([16777217]) == 16777217", "true"),
    ("any([0, 0])", "false"), ("any([0, 2])", "true"), ("all([1, 0])", "false"),
    ("all([])", "true"),
    ("any([])", "false"), ("any([false, true])", "true"), ("all([true, false])", "false"),
    ("any(true)", "true"), ("any(reshape(0...3, 2, 2) > 2)", "true"),
    ("all(reshape(0...3, 2, 2) > 2)", "false"),
    ("abs(-3)", "3"), ("sqrt(16)", "4"), ("exp(0)", "1"), ("log(1)", "0"), ("sqrt(-1)", "nan"),
    ("round(2.5)", "2"), ("round(3.5)", "4"), ("round(-2.567, 2)", "-2.57"),
    ("round(1234, -2)", "1200"),
    ("isnan(0 / 0)", "true"), ("isfinite(1 / 0)", "false"), ("isfinite(1)", "true"),
    ("sum(isnan(reshape([1, 0 / 0], 2)))", "1"),
    ("shape(rand(2, 3))", "[2, 3]"), ("count(rand(2, 3))", "6"), ("len(rand(2, 3))", "2"),
    ("len(\"äöü\")", "3"), ("shape(1...4)", "[4]"), ("shape([[1, 2], [3, 4], [5, 6]])", "[3, 2]"),
    ("reshape(1...6, 2, -1)[1, 2]", "6"), ("transpose(reshape(1...6, 2, 3))[2, 0]", "3"),
    ("transpose(reshape(1...24, 2, 3, 4))[3, 2, 1]", "24"),
    ("transpose(reshape(1...24, 2, 3, 4))[1, 2, 0]", "10"),
    ("shape(transpose(rand(2, 3, 4)))", "[4, 3, 2]"),
    ("onehot([2, 0], 3)[0, 2]", "1"), ("sum(onehot([2, 0], 3))", "2"),
    ("shape(onehot(1, 3))", "[3]"),
    ("last([1, 2, 3])", "3"), ("last([1, 2, 3, 4], 2)", "3.5"), ("last([1, 2], 100)", "1.5"),
    ("last(ema([1, 2, 3, 4], 3))", "3.125"), ("ema([5], 10)[0]", "5"), ("ema([1, 7], 1)[1]", "7"),
    ("slope([1, 3, 5, 7])", "2"), ("slope([9, 9, 1, 2, 3], 3)", "1"),
    ("format(3.14159, \".3\")", "3.14"), ("format(7, \"03\")", "007"),
    ("format(0.5, \".0%\")", "50%"),
    ("shape(rand(0, 3))", "[0, 3]"), ("rand(3)[0] == rand(3)[0]", "false"),
    ("abs(mean(randn(10000))) < 0.05 and abs(std(randn(10000)) - 1) < 0.05", "true"),
    ("all(isfinite(randn(10000))) and max(abs(randn(10000))) < 6", "true"),
    ("min(rand(1000)) >= 0 and max(rand(1000)) < 1", "true"),
  ])
  func values(text: String, shown: String) {
    #expect(transcript(of: text) == shown, "\(text)")
  }

  @Test(arguments: [
    ("mean([])", "`mean`: there are no elements"), ("max(rand(0))", "`max`: there are no elements"),
    ("mean(rand(0, 3), 0)", "`mean`: there are no elements"),
    ("sum(rand(2, 3), 2)", "`sum`: `axis` is a whole number from -2 to 1, not 2"),
    ("sum(rand(2, 3), 0.5)", "`sum`: `axis` is a whole number from -2 to 1, not 0.5"),
    (
      "sum([\"a\"])",
      "`sum` takes a number, bool, list, range, tensor, mask or series, not a string"
    ),
    ("sum([[1], [1, 2]])", "`sum` of shapes 1 and 2, which do not fit"),
    ("any([true, 1])", "`any`: takes no mixture of true, false and other values"),
    ("reshape(1...6, 4)", "`reshape`: the 6 elements of 6 do not fill 4"),
    ("reshape(1...6, -1, -1)", "`reshape`: only one extent may be -1"),
    ("reshape(1...6, 4, -1)", "`reshape`: the 6 elements of 6 do not fill 4x-1"),
    ("reshape(1...6, 2.5)", "`reshape`: `extent` is a whole number from -1 to 268435456, not 2.5"),
    ("onehot([3], 3)", "`onehot`: 3 is no label below 3"),
    ("onehot([0.5], 3)", "`onehot`: 0.5 is no label below 3"),
    ("last([])", "`last`: there are no values"),
    ("slope([1])", "`slope`: a slope needs two values at least"),
    ("format(1, \"q\")", "unknown format `q`"), ("mean()", "`mean` does not take 0 arguments"),
    ("abs(1, 2)", "`abs` does not take 2 arguments"),
    ("abs(\"a\")", "`abs` takes a number, list, range, tensor, mask or series, not a string"),
    (
      "rand(\(Array(repeating: "1", count: 33).joined(separator: ", ")))",
      "`rand`: a tensor has at most 32 axes, not 33"
    ),
    ("rand(1000000, 1000000)", "the result of `rand` would have more than 268,435,456 elements"),
  ])
  func errorsNameTheFunctionAndTheReason(text: String, message: String) {
    #expect(error(of: text)?.message == message, "\(text)")
  }

  @Test func theSameSeedGivesTheSameNumbers() {
    let text = "echo rand() randn() rand(2)[1]"
    #expect(transcript(of: text) == transcript(of: text))
  }

  @Test func theValuesOfASeries() {
    let session = Session()
    run("load digits count=40; build cgan batch=4 seed=3; train iterations=5", in: session)
    #expect(transcript(of: "shape(loss.d[-3...-1])", in: session) == "[3]")
    #expect(
      transcript(
        of: "all(loss.d[-2...-1] == [loss.d[3], loss.d[4]]) and len(loss.d[:]) == 5", in: session)
        == "true")
    #expect(transcript(of: "loss.d[1...3] - loss.d[:][1..<4]", in: session).contains("[0 0 0]"))
    let open = error(of: "x = [1, 2]; x[-2...]", in: session)
    #expect(
      open?.message
        == "expected the last index: `x[-10...-1]` are the last ten values, found `]`")
  }
}
