import TensorEngine

/// The mean cross-entropy of the label, from logits, on real images and on fakes, and for the
/// generator alike. Odena, Olah and Shlens 2016, section 3, https://arxiv.org/abs/1610.09585
public struct LabelCrossEntropy: LabelObjective {
  /// The head that gives the logits of the classes.
  public let head: String

  /// - Parameter head: one that gives [batch, classes], without an activation.
  public init(head: String = "label") { self.head = head }

  /// A number for each class.
  public func outputShape(classes: Int) -> Shape? { [1, classes] }

  public func loss(_ output: Variable, of images: JudgedImages, on tape: Tape) -> Variable? {
    tape.mean(tape.softmaxCrossEntropy(output, labels: images.labels))
  }
}
