import Language
import Notebook
import TensorEngine
import Testing

/// Truth values in axes: what comparisons give, what selects, and what counts.
@Suite struct MaskTests {
  private static let setup = """
    x = reshape(0..<6, 2, 3); y = reshape(0..<24, 2, 3, 4); v = reshape([3, 1, 2, 0], 4)
    w = reshape([1, 0 / 0, 1 / 0], 3)
    """

  /// A value with its kind, its shape and all its elements.
  private func text(of value: Value?) -> String {
    func listed(_ kind: String, _ tensor: Tensor, _ element: (Float) -> String) -> String {
      "\(kind) \(tensor.shape): \(tensor.scalars.map(element).joined(separator: " "))"
    }
    switch value {
    case .tensor(let tensor): return listed("tensor", tensor) { "\(Number.single($0))" }
    case .mask(let mask): return listed("mask", mask.tensor) { $0 == 0 ? "false" : "true" }
    case .bool(let truth): return "\(truth)"
    case .number(let number): return "\(number)"
    case .list(let items): return "[\(items.map(text).joined(separator: ", "))]"
    default: return "\(String(describing: value))"
    }
  }

  /// The right values are those of NumPy 2.4, where `and`, `or` and `not` are `&`, `|` and `~`, of
  /// the same tensors of 32-bit floats.
  @Test(arguments: [
    ("v[v > 1]", "tensor 2: 3 2"),
    ("x[x > 2]", "tensor 3: 3 4 5"),
    ("x[x > 9]", "tensor 0: "),
    ("x[x[:, 0] > 0]", "tensor 1x3: 3 4 5"),
    ("x[x[:, 0] > 0, 2]", "tensor 1: 5"),
    ("x[x[:, 0] > 0, -1]", "tensor 1: 5"),
    ("x[:, x[0] != 1]", "tensor 2x2: 0 2 3 5"),
    ("x[1, x[1] > 3]", "tensor 2: 4 5"),
    ("x[:, [true, false, true]]", "tensor 2x2: 0 2 3 5"),
    ("x[[false, true]]", "tensor 1x3: 3 4 5"),
    ("y[y[:, :, 0] > 4]", "tensor 4x4: 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23"),
    ("y[:, y[0] > 5]", "tensor 2x6: 6 7 8 9 10 11 18 19 20 21 22 23"),
    ("y[1, y[0] > 9]", "tensor 2: 22 23"),
    ("y[y > 20]", "tensor 3: 21 22 23"),
    ("y[y[:, 0, 0] > 0, 1]", "tensor 1x4: 16 17 18 19"),
    ("y[:, y[0, :, 0] > 3, 2]", "tensor 2x2: 6 10 18 22"),
    ("y[0, :, y[0, 0] > 1]", "tensor 3x2: 2 3 6 7 10 11"),
    ("x[any(x > 4, 1)]", "tensor 1x3: 3 4 5"),
    ("x[:, all(x > 0, 0)]", "tensor 2x2: 1 2 4 5"),
    ("x[not (x > 2)]", "tensor 3: 0 1 2"),
    ("x[x > 1 and x < 4]", "tensor 2: 2 3"),
    ("x[x < 1 or x > 4]", "tensor 2: 0 5"),
    ("x > 2", "mask 2x3: false false false true true true"),
    ("(x > 2)[0]", "mask 3: false false false"),
    ("(x > 2)[1, 2]", "true"),
    ("(x > 2)[x > 1]", "mask 4: false true true true"),
    ("x == [0, 9, 2]", "mask 2x3: true false true false false false"),
    ("x >= x[:, [1]]", "mask 2x3: false true true false true true"),
    ("(x > 2) == (x > 3)", "mask 2x3: true true true false true true"),
    ("(x > 2) != (x > 3)", "mask 2x3: false false false true false false"),
    ("(x > 2) == true", "mask 2x3: false false false true true true"),
    ("(x > 2) == 1", "mask 2x3: false false false true true true"),
    ("(x > 2) < (x > 1)", "mask 2x3: false false true false false false"),
    ("(x > 2) + (x < 1)", "mask 2x3: true false false true true true"),
    ("(x > 2) * (x < 4)", "mask 2x3: false false false true false false"),
    ("(x > 2) + 1", "tensor 2x3: 1 1 1 2 2 2"),
    ("(x > 2) * x", "tensor 2x3: 0 0 0 3 4 5"),
    ("1 - (x > 2)", "tensor 2x3: 1 1 1 0 0 0"),
    ("(x > 2) / 2", "tensor 2x3: 0 0 0 0.5 0.5 0.5"),
    ("(x > 2) - x", "tensor 2x3: 0 -1 -2 -2 -3 -4"),
    ("(x > 2) @ (v[0..<3] > 1)", "mask 2: false true"),
    ("(x > 2) @ v[0..<3]", "tensor 2: 0 6"),
    ("2 ** (x > 2)", "tensor 2x3: 1 1 1 2 2 2"),
    ("sum(x > 2)", "3"),
    ("mean(x > 2)", "0.5"),
    ("std(x > 2)", "0.5"),
    ("norm(x > 2)", "1.7320508075688772"),
    ("sum(x > 2, 0)", "tensor 3: 1 1 1"),
    ("mean(x > 3, 1)", "tensor 2: 0 0.6666667"),
    ("max(x > 2)", "true"),
    ("min(x > 2)", "false"),
    ("max(x > 3, 1)", "mask 2: false true"),
    ("argmax(v > 1)", "0"),
    ("argmin(v > 1)", "1"),
    ("any(x > 4)", "true"),
    ("all(x > 4)", "false"),
    ("any(x > 4, 0)", "mask 3: false false true"),
    ("any(x > 4, 1)", "mask 2: false true"),
    ("all(x > 2, 1)", "mask 2: false true"),
    ("all(x, 0)", "mask 3: false true true"),
    ("any(x > 9)", "false"),
    ("isnan(w)", "mask 3: false true false"),
    ("isfinite(w)", "mask 3: true false false"),
    ("w[isfinite(w)]", "tensor 1: 1"),
    ("w[not isnan(w)]", "tensor 2: 1 inf"),
    ("w == w", "mask 3: true false true"),
    ("shape(x > 2)", "[2, 3]"),
    ("count(x > 2)", "6"),
    ("len(x > 2)", "2"),
    ("reshape(x > 2, 3, 2)", "mask 3x2: false false false true true true"),
    ("transpose(x > 2)", "mask 3x2: false true false true false true"),
    ("x[transpose(transpose(x > 2))]", "tensor 3: 3 4 5"),
    ("v[[1, 0, 1, 0]]", "tensor 4: 1 3 1 3"),
    ("v[onehot(2, 4)]", "tensor 4: 3 3 1 3"),
    ("true and x > 2", "mask 2x3: false false false true true true"),
    ("(x > 2)[1, 1] + 1", "2"),
    ("true + 2", "3"),
    ("true == 1", "true"),
    ("abs(x > 2)", "tensor 2x3: 0 0 0 1 1 1"),
    ("sum(x[x > 1] * 2)", "28"),
  ])
  func whatNumPyGives(expression: String, right: String) {
    let session = Session()
    run("\(Self.setup)\nr = \(expression)", in: session)
    #expect(text(of: session.variables["r"]) == right, "\(expression)")
  }

  @Test func aMaskIsShownAsTrueAndFalse() {
    #expect(
      transcript(of: "reshape(0..<6, 2, 3) > 3") == """
        mask 2x3  true 2 of 6
        [[false false false]
         [false  true  true]]
        """)
    #expect(transcript(of: "rand(3) < 2") == "mask 3  true 3 of 3\n[true true true]")
    #expect(transcript(of: "x = rand(100) < 2; echo x; x?; \"{x[0]}\"").hasSuffix("true"))
    let lines = transcript(of: "rand(200, 200) < 0.5").split(separator: "\n")
    #expect(lines.count <= 20 && lines.allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: [
    ("x[v > 1]", "a mask of shape 4 does not fit the shape 2x3"),
    ("x[:, v > 1]", "a mask of shape 4 does not fit the shape 2x3 from axis 1 on"),
    ("x[transpose(x) > 1]", "a mask of shape 3x2 does not fit the shape 2x3"),
    ("v[x > 1]", "a mask of shape 2x3 does not fit the shape 4"),
    ("[1, 2][v > 1]", "a mask of shape 4 does not fit the shape 2"),
    ("x[x > 1, 0]", "3 indices for the shape 2x3"),
    ("x[true]", "an index takes a number, list, range, tensor, mask or series, not a bool"),
    ("-(x > 1)", "`-` of a mask, which has no sign"),
    ("(x > 1) - (x > 2)", "`-` of true and false"),
    ("(x > 1) and (v > 1)", "`and` of shapes 2x3 and 4, which do not fit"),
    ("x and x > 1", "a condition is true or false, not a tensor"),
    ("not x", "a condition is true or false, not a tensor"),
    ("any([true, 1])", "`any`: takes no mixture of true, false and other values"),
  ])
  func whatDoesNotFitIsNamed(expression: String, message: String) {
    let session = Session()
    run(Self.setup, in: session)
    #expect(error(of: expression, in: session)?.message == message, "\(expression)")
  }

  @Test(arguments: [
    "if x > 1 { echo 1 }", "assert x > 1", "assert isnan(x)", "if x > 1 and x < 3 { echo 1 }",
    "if not (x > 1) { echo 1 }", "stop when x > 1",
  ])
  func aConditionIsNoMask(text: String) {
    let session = Session()
    run(Self.setup, in: session)
    let found = error(of: text, in: session)
    #expect(found?.message == "a condition is true or false, not a mask", "\(text)")
    #expect(found?.problem.advice == "use any(...) or all(...)")
    #expect(found?.exitCode == .usage)
  }

  @Test func ofSingleTruthValuesNoMoreAreLookedAtThanItTakes() {
    #expect(transcript(of: "h = []; len(h) > 0 and h[0] > 1") == "false")
    #expect(transcript(of: "h = []; len(h) == 0 or h[0] > 1") == "true")
  }

  @Test func aMaskGoesThroughLoopsListsAndFiles() throws {
    let folder = try ScriptFolder()
    let session = Session(folder: folder.path)
    run(Self.setup, in: session)
    run("n = 0; for row in x > 2 { n = n + sum(row) }; for b in v > 1 { n = n + b }", in: session)
    #expect(transcript(of: "n", in: session) == "5")
    run("h = [v > 1, true]; m = x > 2; export tensor m m.npy; k = read(\"m.npy\")", in: session)
    #expect(transcript(of: "h", in: session).hasPrefix("mask 5  true 3 of 5"))
    #expect(try folder.read("m.npy").contains("'descr': '|b1'".utf8))
    #expect(text(of: session.variables["k"]) == text(of: session.variables["m"]))
    #expect(transcript(of: "[1, 2, 3][[true, false, true]]", in: session) == "[1, 3]")
    #expect(transcript(of: "\"abc\"[[true, false, true]]", in: session) == "ac")
  }
}
