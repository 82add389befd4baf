import Formats
import Platform
import TensorEngine
import Testing

/// Where the golden files lie: `$GANBOOK_GOLDEN`, or `../shared/golden` beside the clone.
private let goldenFile =
  (getenv("GANBOOK_GOLDEN").map { String(cString: $0) } ?? "../shared/golden")
  + "/operations.safetensors"

private let isThere: Bool = {
  let found = access(goldenFile, R_OK) == 0
  if !found { print("GoldenOperationsTests: SKIPPED, there is no \(goldenFile)") }
  return found
}()

/// Single operations against Keras in double precision, element by element.
@Suite(.enabled(if: isThere, "no operations.safetensors at $GANBOOK_GOLDEN or ../shared/golden"))
struct GoldenOperationsTests {
  private let file: SafetensorsFile

  init() throws { file = try SafetensorsFile(contentsOf: goldenFile) }

  private typealias Function = (_ tape: Tape, _ operands: [String: Variable]) throws -> Variable

  /// Value and gradient with respect to each operand of one case.
  private func check(_ name: String, operands: [String], _ function: Function) throws {
    let tape = Tape()
    var variables: [String: Variable] = [:]
    for operand in operands {
      variables[operand] = tape.variable(try file.tensor("\(name).\(operand)"))
    }
    let y = try function(tape, variables)
    let wanted = SlowTensor(try file.tensor("\(name).y"))
    #expect(difference(y.value, wanted, within: 1e-5) == nil, "\(name).y")
    let gradients = try tape.gradients(of: y, seed: try file.tensor("\(name).up"))
    for operand in operands {
      let variable = try #require(variables[operand])
      let wanted = SlowTensor(try file.tensor("\(name).d\(operand)"))
      #expect(difference(gradients[variable], wanted, within: 1e-5) == nil, "\(name).d\(operand)")
    }
  }

  /// The names before the first dot that begin with `prefix`.
  private func cases(_ prefix: String) -> [String] {
    Set(file.names.compactMap { $0.split(separator: ".").first.map(String.init) })
      .filter { $0.hasPrefix(prefix) }.sorted()
  }

  private func operand(_ name: String, of operands: [String: Variable]) throws -> Variable {
    try #require(operands[name])
  }

  @Test func everyCaseOfTheFileIsOneThatIsChecked() {
    let known = [
      "conv_", "upconv_", "dense", "bn4", "bn2", "leaky_relu", "tanh", "sigmoid", "bce_logits_",
      "softmax_ce", "adam",
    ]
    #expect(cases("").filter { name in !known.contains { name.hasPrefix($0) } } == [])
  }

  @Test func convolutions() throws {
    let names = cases("conv_")
    #expect(names.count >= 8)
    for name in names {
      let stride = try #require(name.last.flatMap { Int(String($0)) })
      try check(name, operands: ["x", "k", "b"]) { tape, operands in
        tape.convolution(
          try operand("x", of: operands), weight: try operand("k", of: operands),
          bias: try operand("b", of: operands), stride: stride)
      }
    }
  }

  @Test func upsamplingConvolutions() throws {
    let names = cases("upconv_")
    #expect(names.count >= 5)
    for name in names {
      try check(name, operands: ["x", "k", "b"]) { tape, operands in
        tape.upsamplingConvolution(
          try operand("x", of: operands), weight: try operand("k", of: operands),
          bias: try operand("b", of: operands))
      }
    }
  }

  @Test func dense() throws {
    try check("dense", operands: ["x", "k", "b"]) { tape, operands in
      tape.dense(
        try operand("x", of: operands), weight: try operand("k", of: operands),
        bias: try operand("b", of: operands))
    }
  }

  @Test(arguments: ["bn4", "bn2"]) func batchNormalization(name: String) throws {
    try check(name, operands: ["x", "gamma", "beta"]) { tape, operands in
      tape.batchNormalization(
        try operand("x", of: operands), gamma: try operand("gamma", of: operands),
        beta: try operand("beta", of: operands), epsilon: 1e-3
      ).y
    }
  }

  @Test func activations() throws {
    let functions: [(String, Activation)] = [
      ("leaky_relu", .leakyRelu(slope: 0.2)), ("tanh", .tanh), ("sigmoid", .sigmoid),
    ]
    for (name, function) in functions {
      try check(name, operands: ["x"]) { tape, operands in
        tape.activation(try operand("x", of: operands), function)
      }
    }
  }

  @Test func crossEntropies() throws {
    for target in [0, 1] {
      try check("bce_logits_\(target)", operands: ["x"]) { tape, operands in
        tape.sigmoidCrossEntropy(try operand("x", of: operands), target: Float(target))
      }
    }
    let labels = try file.integers("softmax_ce.label")
    try check("softmax_ce", operands: ["x"]) { tape, operands in
      tape.softmaxCrossEntropy(try operand("x", of: operands), labels: labels)
    }
  }

  /// Gradients of magnitudes from 1e-9 to 100, one step for each.
  @Test func adam() throws {
    var parameters = Parameters()
    parameters["p"] = try file.tensor("adam.p0")
    let gradients = try file.tensor("adam.g")
    let wanted = try file.tensor("adam.p")
    #expect(gradients.shape == wanted.shape)
    var adam = Adam(.init(learningRate: 2e-4, beta1: 0.5, beta2: 0.999, epsilon: 1e-7))
    let width = gradients.shape[1]
    for step in 0..<gradients.shape[0] {
      var update = Parameters()
      update["p"] = gradients.rows(step..<step + 1).reshaped(to: [width])
      adam.update(&parameters, with: update)
      let found = try #require(parameters["p"])
      let row = wanted.rows(step..<step + 1)
      for (a, b) in zip(found.scalars, row.scalars) { #expect(abs(a - b) <= 1e-6, "step \(step)") }
    }
  }
}
