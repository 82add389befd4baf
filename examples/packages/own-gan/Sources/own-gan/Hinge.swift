import GANs
import TensorEngine

/// Real images are to score above 1, fakes below -1; the generator's fakes as high as can be.
///
/// Lim and Ye 2017, https://arxiv.org/abs/1705.02894
struct Hinge: ValidityObjective {
  let head = "validity"

  func loss(_ output: Variable, of images: JudgedImages, on tape: Tape) -> Variable? {
    switch images.pass {
    case .real: tape.mean(tape.discriminatorHinge(output, isReal: true))
    case .fake: tape.mean(tape.discriminatorHinge(output, isReal: false))
    case .generator: tape.mean(tape.generatorHinge(output))
    }
  }
}
