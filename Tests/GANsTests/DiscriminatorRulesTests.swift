import GANs
import TensorEngine
import Testing

/// Each rule at a state where it fails and at one where it does not.
@Suite struct DiscriminatorRulesTests {
  /// Gives a run a history by the numbers of its iterations.
  private func note(
    _ run: inout Run, iterations: Int, _ measure: (inout Measurement, Int) -> Void
  ) {
    run.iteration = iterations
    run.history = GrowingList(
      (1...iterations).map { iteration in
        var measurement = run.measurement
        measure(&measurement, iteration)
        return measurement
      })
  }

  @Test func dominance() throws {
    var run = try trained()
    note(&run, iterations: 200) { measurement, iteration in
      let share: Float = iteration > 60 ? 1 : 0.7
      (measurement.real.validityAccuracy, measurement.fake.validityAccuracy) = (share, share)
    }
    let found = try finding("dominance", run)
    #expect(found.fails && found.measures.first?.value == 1)
    // The mean of iterations 55 to 154 is .982, that of 54 to 153 .979: of seven of .7.
    #expect(found.since == 154)
    note(&run, iterations: 200) { measurement, _ in
      (measurement.real.validityAccuracy, measurement.fake.validityAccuracy) = (0.8, 0.9)
    }
    #expect(try finding("dominance", run).verdict == .passes)
    #expect(try finding("dominance", run).since == nil)
    note(&run, iterations: 99) { _, _ in }
    #expect(try finding("dominance", run).verdict == .notApplicable("100 iterations are needed"))
  }

  @Test func weakness() throws {
    var run = try trained()
    note(&run, iterations: 100) { ($0.real.probability, $0.fake.probability, _) = (0.501, 0.5, $1) }
    #expect(try finding("weakness", run).fails)
    note(&run, iterations: 100) { ($0.real.probability, $0.fake.probability, _) = (0.6, 0.5, $1) }
    #expect(try finding("weakness", run).verdict == .passes)
  }

  @Test(arguments: [Float(17), 0, .nan]) func clipping(loss: Float) throws {
    var run = try trained()
    note(&run, iterations: 30) { measurement, iteration in
      measurement.real.validityLoss = 0.5
      measurement.fake.validityLoss = 0.5
      measurement.generator.validityLoss = iteration > 5 ? loss : 3
    }
    let found = try finding("clipping", run)
    #expect(found.failures.map(\.place) == ["loss.g"])
    #expect(found.since == 6)
    note(&run, iterations: 30) { measurement, iteration in
      measurement.real.validityLoss = 0.5
      measurement.fake.validityLoss = 12
      measurement.generator.validityLoss = iteration.isMultiple(of: 2) ? 3 : loss
    }
    #expect(try finding("clipping", run).verdict == .passes)
  }

  /// Of 20 losses 11 are at the bound, and not the newest: it is not since a time to come.
  @Test func clippingHasBegunAtItsFirstLoss() throws {
    var run = try trained()
    note(&run, iterations: 30) { measurement, iteration in
      measurement.real.validityLoss = 0.5
      measurement.fake.validityLoss = 0.5
      measurement.generator.validityLoss = (19...29).contains(iteration) ? 17 : 3
    }
    let found = try finding("clipping", run)
    #expect(found.fails && found.since == 19)
  }
}
