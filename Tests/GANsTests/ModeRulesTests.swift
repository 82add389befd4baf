import GANs
import TensorEngine
import Testing

/// Each rule at a state where it fails and at one where it does not.
@Suite struct ModeRulesTests {
  @Test func modes() throws {
    #expect(try finding("modes", try trained()).verdict == .passes)
    var run = try trained()
    run.discriminator.parameters["bn2.mean"] = Tensor(repeating: 1e3, shape: [64])
    #expect(try finding("modes", run).fails)
  }

  @Test func statistics() throws {
    #expect(try finding("statistics", try trained()).verdict == .passes)
    var run = try trained()
    run.generator.parameters["bn2.mean"] = Tensor(repeating: 9, shape: [128])
    #expect(try finding("statistics", run).failures.first?.place == "G.bn2")
  }
}
