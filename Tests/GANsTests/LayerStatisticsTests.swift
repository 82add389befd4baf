import GANs
import TensorEngine
import Testing

@Suite struct LayerStatisticsTests {
  /// Figures of a state put together by hand, by their definitions.
  @Test func figuresAreThoseOfTheirDefinitions() throws {
    var run = try smallRun(.cgan, seed: 3)
    #expect(run.layerStatistics(of: .discriminator).map(\.layer).last == "validity")
    let bare = try #require(run.layerStatistics(of: .discriminator).last)
    #expect(bare.gradientRMS == nil && bare.updateRatio == nil && bare.deadShare == nil)

    let weight = run.discriminator.parameters["validity.weight"]?.shape ?? []
    // √((512 · 3² + 1 · 5²) / 513) with 512 weights of 3 and a bias of 5: NumPy 2.4.6.
    run.inspection.discriminatorGradients["validity.weight"] = Tensor(repeating: 3, shape: weight)
    run.inspection.discriminatorGradients["validity.bias"] = Tensor([5])
    // Two channels of three are 0 in both rows.
    run.inspection.discriminatorOutputs["validity"] = Tensor([0, -1, 0, 0, 0, 0], shape: [2, 3])
    run.discriminator.parameters["validity.weight"] = Tensor(repeating: 0.25, shape: weight)
    run.discriminator.parameters["validity.bias"] = Tensor([0.5])
    let figures = try #require(run.layerStatistics(of: .discriminator).last)
    #expect(try abs(#require(figures.gradientRMS) - 3.0051936849096204) < 1e-9)
    #expect(figures.deadShare == 2.0 / 3)
    #expect(figures.updateRatio == nil)
  }

  /// Adam's first step moves each weight by the rate, whatever the gradient: its mean divided by the
  /// root of its mean square is 1. In the last layer gradients are large beside its epsilon.
  @Test func theFirstStepIsTheRate() throws {
    var run = try smallRun(.cgan, seed: 3)
    while run.phase != .discriminatorFakeGradient { try run.advance(on: RandomImages()) }
    let figures = run.layerStatistics(of: .discriminator)
    let ratio = try #require(figures.first { $0.layer == "validity" }?.updateRatio)
    var squares = 0.0
    for part in ["weight", "bias"] {
      let parameter = try #require(run.discriminator.parameters["validity.\(part)"])
      squares += parameter.scalars.reduce(0) { $0 + Double($1) * Double($1) }
    }
    let wanted = 2e-4 * (513.0 / squares).squareRoot()
    #expect(abs(ratio / wanted - 1) < 0.03)
    #expect(figures.allSatisfy { ($0.gradientRMS ?? 0) > 0 })
    #expect(run.layerStatistics(of: .generator).allSatisfy { $0.updateRatio == nil })
  }

  /// What is looked at stays as it was.
  @Test func lookingChangesNothing() throws {
    var run = try smallRun(.acgan, seed: 3)
    try run.iterate(on: RandomImages())
    let before = run.digest
    _ = Run.Role.allCases.map(run.layerStatistics)
    #expect(run.digest == before)
  }
}
