import GANs
import TensorEngine
import Testing

@Suite struct HealthMonitorTests {
  /// Fails in each second hundred of iterations.
  private static let odd = HealthRule(
    "odd", "the hundreds of the iteration are odd", .atMost(0), remedy: "go on", basis: .look
  ) { .measured([.init("iteration", Double($0.run.iteration / 100 % 2))]) }

  /// What a monitor says of a rule whose value comes and goes.
  @Test func aMonitorTellsWhatChanges() throws {
    let rule = Self.odd
    var monitor = HealthMonitor(rules: [rule])
    var run = try smallRun(.cgan, seed: 1)
    func changes(at iteration: Int) throws -> [Bool] {
      run.iteration = iteration
      return try monitor.look(at: run, on: nil).map(\.finding.fails)
    }
    #expect(try changes(at: 50) == [])
    #expect(try changes(at: 100) == [true])
    #expect(try changes(at: 120) == [])
    #expect(try changes(at: 200) == [false])
    #expect(try changes(at: 300) == [true])
    // After a way back nothing is known of what came later.
    #expect(try changes(at: 150) == [true])
    // A look is good for a hundred iterations.
    run.iteration = 249
    #expect(try monitor.fails(rule, at: run, on: nil))
    run.iteration = 250
    #expect(try !monitor.fails(rule, at: run, on: nil))
    #expect(monitor.lastLook == 250)
  }

  /// Whoever asks for a rule on the way takes away nothing of what is to be told.
  @Test func whatIsAskedForIsStillTold() throws {
    var monitor = HealthMonitor(rules: [Self.odd])
    var run = try smallRun(.cgan, seed: 1)
    run.iteration = 100
    #expect(try monitor.fails(Self.odd, at: run, on: nil))
    let found = try run.health(on: nil, rules: [Self.odd])
    _ = monitor.note(try #require(found.first), at: run)
    #expect(try monitor.look(at: run, on: nil).map(\.finding.fails) == [true])
    #expect(try monitor.look(at: run, on: nil).isEmpty)
    run.iteration = 200
    #expect(try !monitor.fails(Self.odd, at: run, on: nil))
    #expect(try monitor.look(at: run, on: nil).map(\.finding.fails) == [false])
  }

  @Test func afterAWayBackItLooksAnew() throws {
    var monitor = HealthMonitor(rules: [Self.odd])
    var run = try smallRun(.cgan, seed: 1)
    run.iteration = 310
    #expect(try monitor.fails(Self.odd, at: run, on: nil))
    run.iteration = 210
    #expect(try !monitor.fails(Self.odd, at: run, on: nil))
    #expect(monitor.lastLook == 210)
  }

  @Test func aLookCanBeInterrupted() throws {
    struct Stop: Error {}
    let rule = try #require(HealthRule.all.first { $0.name == "modes" })
    var monitor = HealthMonitor()
    var run = try smallRun(.cgan, seed: 1)
    run.iteration = 100
    #expect(throws: Stop.self) {
      try monitor.fails(rule, at: run, on: RandomImages()) { throw Stop() }
    }
    #expect(monitor.lastLook == nil)
  }
}
