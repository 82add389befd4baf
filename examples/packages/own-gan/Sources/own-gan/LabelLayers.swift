import TensorEngine

/// Puts a learned code of the label behind the noise: [batch, width] becomes [batch, width + codeWidth].
struct LabelCode: Layer {
  let classes: Int
  let codeWidth: Int

  var kind: String? { "code" }

  func parameters(input: Shape) -> [ParameterSpecification] {
    [ParameterSpecification("weight", [classes, codeWidth], .uniform(limit: 1))]
  }

  func outputShape(input: Shape) throws(UnfitInput) -> Shape {
    guard input.rank == 2 else { throw UnfitInput(wanted: "features") }
    return [input[0], input[1] + codeWidth]
  }

  func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    let code = pass.tape.gather(pass.parameter("weight"), rows: pass.labels ?? [])
    return pass.tape.concatenate([x, code], axis: 1)
  }
}

/// How real an image is, and how well it shows its label: x · weight + bias + x · embedding[label].
/// [batch, features] becomes [batch, 1].
///
/// Miyato and Koyama 2018, https://arxiv.org/abs/1802.05637
struct Projection: Layer {
  let classes: Int

  func parameters(input: Shape) -> [ParameterSpecification] {
    [
      ParameterSpecification("weight", [input[1], 1], .glorotUniform(fanIn: input[1], fanOut: 1)),
      ParameterSpecification("bias", [1], .zeros),
      ParameterSpecification("embedding", [classes, input[1]], .uniform(limit: 0.05)),
    ]
  }

  func outputShape(input: Shape) throws(UnfitInput) -> Shape {
    guard input.rank == 2 else { throw UnfitInput(wanted: "features") }
    return [input[0], 1]
  }

  func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    let tape = pass.tape
    let reality = tape.dense(x, weight: pass.parameter("weight"), bias: pass.parameter("bias"))
    let wanted = tape.gather(pass.parameter("embedding"), rows: pass.labels ?? [])
    let fit = tape.sum(tape.multiply(x, wanted), axes: [1], keepingAxes: true)
    return tape.add(reality, fit)
  }
}
