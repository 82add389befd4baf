import GANs
import TensorEngine
import Testing

/// What all rules have in common.
@Suite struct HealthTests {
  @Test func aNumberThatIsNotFiniteFails() throws {
    #expect(!HealthRule.Bound.atMost(1).allows(.nan) && !HealthRule.Bound.atLeast(1).allows(.nan))
    #expect(!HealthRule.Bound.within(1, 2).allows(.nan))
    #expect(HealthRule.Bound.within(1, 2).allows(2) && !HealthRule.Bound.within(1, 2).allows(2.1))
  }

  @Test(arguments: GANKind.all.map(\.name)) func aLookChangesNothing(kind: String) throws {
    let kind = try #require(GANKind.named(kind))
    var (looked, other) = (try trained(kind, iteration: 1), try trained(kind, iteration: 1))
    for _ in Phase.allCases {
      #expect(try looked.health(on: RandomImages(), sample: 3).count == HealthRule.all.count)
      #expect(state(of: looked) == state(of: other))
      try looked.advance(on: RandomImages())
      try other.advance(on: RandomImages())
    }
    #expect(state(of: looked) == state(of: other))
  }
}
