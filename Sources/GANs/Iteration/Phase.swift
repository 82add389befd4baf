/// The parts of an iteration, in their order. A run can stop between any two of them.
public enum Phase: String, CaseIterable, Sendable {
  /// Choose the real images, noise and labels.
  case draw
  /// Make the fakes, in inference mode.
  case generate
  /// The discriminator's loss on real images, and its gradients.
  case discriminatorRealGradient = "d.real.gradient"
  /// The step that goes with them.
  case discriminatorRealUpdate = "d.real.update"
  /// The discriminator's loss on the fakes, and its gradients.
  case discriminatorFakeGradient = "d.fake.gradient"
  /// The step that goes with them.
  case discriminatorFakeUpdate = "d.fake.update"
  /// The generator's loss through the discriminator, and its gradients.
  case generatorGradient = "g.gradient"
  /// The step that goes with them; it ends the iteration.
  case generatorUpdate = "g.update"

  /// The phase after this one; `draw` after the last.
  public var next: Phase {
    let all = Self.allCases
    guard let index = all.firstIndex(of: self) else { return .draw }
    return all[(index + 1) % all.count]
  }
}
