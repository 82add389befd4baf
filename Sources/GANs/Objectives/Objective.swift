import TensorEngine

/// What the discriminator's heads are trained for, and what the generator is told: the sum of the
/// losses of all parts, in each of the three passes of an iteration.
///
/// The trainer knows nothing else of losses, so a GAN with another one is another value:
///
///     /// Real images are to score above 1, fakes below -1. Lim and Ye 2017,
///     /// https://arxiv.org/abs/1705.02894
///     struct Hinge: ValidityObjective {
///       let head = "validity"
///
///       func loss(_ output: Variable, of images: JudgedImages, on tape: Tape) -> Variable? {
///         switch images.pass {
///         case .real: tape.mean(tape.discriminatorHinge(output, isReal: true))
///         case .fake: tape.mean(tape.discriminatorHinge(output, isReal: false))
///         case .generator: tape.mean(tape.generatorHinge(output))
///         }
///       }
///     }
public struct Objective: Sendable {
  /// Whether images are real.
  public let validity: any ValidityObjective
  /// Nil where the discriminator says nothing of labels.
  public let label: (any LabelObjective)?
  /// Whatever else heads are trained for, as to tell the noise that a fake was made of.
  public let others: [any HeadObjective]

  /// - Parameters:
  ///   - validity: whether images are real.
  ///   - label: which label they have; nil where the discriminator says nothing of it.
  ///   - others: whatever else heads are trained for.
  public init(
    validity: any ValidityObjective, label: (any LabelObjective)? = nil,
    others: [any HeadObjective] = []
  ) {
    self.validity = validity
    self.label = label
    self.others = others
  }

  /// What single heads are trained for.
  public var parts: [any HeadObjective] {
    [validity as any HeadObjective] + (label.map { [$0] } ?? []) + others
  }

  /// The heads that the discriminator must have.
  public var heads: [String] { parts.map(\.head) }

  /// The loss of a pass, a single number on the tape, and what the heads showed.
  ///
  /// - Parameters:
  ///   - pass: of the discriminator; it has all of ``heads``.
  ///   - images: what it was shown.
  ///   - tape: what the pass was recorded on.
  ///   - measurement: all but the gradient's norm is filled in.
  func loss(
    _ pass: Network.Pass, of images: JudgedImages, on tape: Tape,
    _ measurement: inout PassMeasurement
  ) -> Variable {
    var total: Variable?
    func add(_ part: any HeadObjective) -> Float {
      guard let loss = part.loss(Self.output(part, pass), of: images, on: tape) else { return 0 }
      total = total.map { tape.add($0, loss) } ?? loss
      return loss.value.scalar
    }
    measurement.validityLoss = add(validity)
    let scores = validity.scores(Self.output(validity, pass).value, labels: images.labels)
    let isRight: (Float) -> Bool = { ($0 > 0) == (images.pass != .fake) }
    measurement.validityAccuracy = Float(scores.scalars.count(where: isRight)) / Float(scores.count)
    let probabilities = scores.activated(by: .sigmoid).scalars
    measurement.probability = probabilities.reduce(0, +) / Float(probabilities.count)
    if let label {
      measurement.labelLoss = add(label)
      measurement.labelAccuracy = label.logits(Self.output(label, pass).value)
        .accuracy(labels: images.labels)
    }
    measurement.otherLosses = others.map(add)
    guard let total else {
      stopProcess(because: "Objective: no part has a loss in the pass \(images.pass)")
    }
    return total
  }

  /// The probability that each image is real, [batch, 1].
  func validity(_ pass: Network.Pass, labels: [Int]) -> Tensor {
    validity.scores(Self.output(validity, pass).value, labels: labels).activated(by: .sigmoid)
  }

  /// The probabilities of the labels, [batch, classes].
  func probabilities(of label: any LabelObjective, _ pass: Network.Pass) -> Tensor {
    label.logits(Self.output(label, pass).value).softmax()
  }

  private static func output(_ part: any HeadObjective, _ pass: Network.Pass) -> Variable {
    guard let output = pass.heads[part.head] else {
      stopProcess(because: "Objective: the discriminator has no head \(part.head)")
    }
    return output
  }
}

extension Tensor {
  /// The share of rows [batch, classes] whose largest element, the first of equals, is the label's.
  package func accuracy(labels: [Int]) -> Float {
    let classes = shape[1]
    let right = withUnsafeBuffer { values in
      labels.enumerated().filter { row, label in
        let row = values[row * classes..<(row + 1) * classes]
        return row.firstIndex(of: row.max() ?? .nan).map { $0 - row.startIndex } == label
      }.count
    }
    return Float(right) / Float(Swift.max(1, labels.count))
  }
}
