import TensorEngine

/// The mean cross-entropy of validity, from logits: real images are to be 1, fakes 0, and the
/// generator is told that its fakes are to be 1, which keeps its gradient alive where the
/// discriminator is sure of them. Goodfellow et al. 2014, section 3, https://arxiv.org/abs/1406.2661
public struct ValidityCrossEntropy: ValidityObjective {
  /// The head that gives the logit of validity.
  public let head: String

  /// - Parameter head: one that gives [batch, 1], without an activation.
  public init(head: String = "validity") { self.head = head }

  /// One number.
  public func outputShape(classes: Int) -> Shape? { [1, 1] }

  public func loss(_ output: Variable, of images: JudgedImages, on tape: Tape) -> Variable? {
    tape.mean(tape.sigmoidCrossEntropy(output, target: images.pass == .fake ? 0 : 1))
  }
}
