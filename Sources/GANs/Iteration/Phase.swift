/// The parts of an iteration, in their order. A run can stop between any two of them.
public enum Phase: String, CaseIterable, Sendable {
  /// Choose the real images, noise and labels.
  case draw
  /// Make the fakes, in inference mode.
  case generate
  case discriminatorRealGradient = "d.real.gradient"
  case discriminatorRealUpdate = "d.real.update"
  case discriminatorFakeGradient = "d.fake.gradient"
  case discriminatorFakeUpdate = "d.fake.update"
  case generatorGradient = "g.gradient"
  case generatorUpdate = "g.update"

  /// The phase after this one; `draw` after the last.
  public var next: Phase {
    let all = Self.allCases
    guard let index = all.firstIndex(of: self) else { return .draw }
    return all[(index + 1) % all.count]
  }
}
