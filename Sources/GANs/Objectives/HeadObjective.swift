import TensorEngine

/// What the discriminator was shown in a pass of an iteration, and what its heads are to say.
public struct JudgedImages: Sendable {
  /// The three passes of an iteration.
  public enum Pass: Sendable, Hashable {
    /// The discriminator's step on real images.
    case real
    /// The discriminator's step on fakes.
    case fake
    /// The generator's step: fakes again, and the loss is the generator's.
    case generator
  }

  /// Which of the three passes it is.
  public let pass: Pass
  /// One for each image, from 0: what it shows, or is to show; empty for fakes that are made without.
  /// Real images come with theirs for every kind.
  public let labels: [Int]
  /// What the images were made of, [batch, latent width]; nil for real ones.
  public let noise: Tensor?
}

/// What a head of the discriminator is trained for, in all three passes.
///
/// Two of them may read the same head.
public protocol HeadObjective: Sendable {
  /// The name of the head that it reads.
  var head: String { get }

  /// The shape that the head must give for one image, its first extent 1; nil where any will do, as
  /// it is unless it is said.
  func outputShape(classes: Int) -> Shape?

  /// The loss, a single number on the tape: the discriminator's in its two steps, the generator's in
  /// its own.
  ///
  /// - Parameters:
  ///   - output: what the head gave: [batch, outputs] for a dense one.
  ///   - images: what the discriminator was shown, in which pass.
  ///   - tape: what the output was recorded on.
  /// - Returns: nil where this pass is no matter of this head.
  func loss(_ output: Variable, of images: JudgedImages, on tape: Tape) -> Variable?
}

extension HeadObjective {
  /// Any will do.
  public func outputShape(classes: Int) -> Shape? { nil }
}

/// Whether images are real. Every GAN has one.
public protocol ValidityObjective: HeadObjective {
  /// How real each image seems, [batch, 1]: above 0 is more real than fake.
  ///
  /// - Parameters:
  ///   - output: what the head gave.
  ///   - labels: one for each image, or none at all.
  func scores(_ output: Tensor, labels: [Int]) -> Tensor
}

extension ValidityObjective {
  /// The head's output itself.
  public func scores(_ output: Tensor, labels: [Int]) -> Tensor { output }
}

/// Which label an image has.
public protocol LabelObjective: HeadObjective {
  /// [batch, classes]: their softmax are the probabilities of the labels.
  ///
  /// - Parameter output: what the head gave.
  func logits(_ output: Tensor) -> Tensor
}

extension LabelObjective {
  /// The head's output itself.
  public func logits(_ output: Tensor) -> Tensor { output }
}
