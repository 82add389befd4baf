/// The parts of an iteration, in their order. A run can stop between any two of them.
public enum Phase: String, CaseIterable, Sendable {
  /// Choose the real images, noise and labels.
  case draw
  /// Make the fakes, in inference mode.
  case generate
  /// The discriminator's gradient on real images.
  case discriminatorRealGradient = "d.real.gradient"
  /// Its step along that gradient.
  case discriminatorRealUpdate = "d.real.update"
  /// The discriminator's gradient on fakes.
  case discriminatorFakeGradient = "d.fake.gradient"
  /// Its step along that gradient.
  case discriminatorFakeUpdate = "d.fake.update"
  /// The generator's gradient, through the discriminator as it is then.
  case generatorGradient = "g.gradient"
  /// Its step along that gradient, which completes the iteration.
  case generatorUpdate = "g.update"

  /// The phase after this one; `draw` after the last.
  public var next: Phase {
    let all = Self.allCases
    guard let index = all.firstIndex(of: self) else { return .draw }
    return all[(index + 1) % all.count]
  }
}
