import GANs
import TensorEngine
import Testing

@Suite struct ReplayTests {
  private let data = RandomImages()

  /// A run that something was done to between phases, and its states on the way.
  private func changedRun() throws -> (states: [Run], run: Run) {
    var run = try smallRun(.acgan, seed: 5)
    var states = [run]
    for number in 0..<40 {
      try run.advance(on: data)
      states.append(run)
      guard number % 9 == 4 else { continue }
      var changed = run.hyperparameters
      changed.discriminatorAdam.learningRate *= 1.5
      changed.batch = 5 + number % 3
      try run.change(changed)
      states.append(run)
    }
    return (states, run)
  }

  @Test func everyStateIsComeToFromEveryEarlierOne() throws {
    let (states, run) = try changedRun()
    for start in stride(from: 0, to: states.count, by: 3) {
      for end in stride(from: start, to: states.count, by: 4) {
        let wanted = states[end]
        #expect(states[start].log.isPast(of: wanted.log, at: states[start].position))
        var replayed = states[start]
        try replayed.replay(wanted.log, to: wanted.position, on: data)
        #expect(state(of: replayed) == state(of: wanted), "\(start) to \(end)")
        #expect(replayed.log.entries == wanted.log.entries)
        #expect(replayed.hyperparameters == wanted.hyperparameters)
      }
    }
    // The log of the end, cut off, is that of each state where everything was done that is done
    // there.
    for (state, next) in zip(states, states.dropFirst()) where state.position != next.position {
      #expect(run.log.upTo(state.position).entries == state.log.entries)
    }
  }

  @Test func aStateOfAnotherWayIsNone() throws {
    let (states, run) = try changedRun()
    var other = states[10]
    var hyperparameters = other.hyperparameters
    hyperparameters.generatorAdam.learningRate = 0.5
    try other.change(hyperparameters)
    #expect(!other.log.isPast(of: run.log, at: other.position))
    // Nothing was done on the other way, but on this one, before there.
    var unchanged = states[0]
    for _ in 0..<20 { try unchanged.advance(on: data) }
    #expect(!unchanged.log.isPast(of: run.log, at: unchanged.position))
    #expect(states[4].log.isPast(of: unchanged.log, at: states[4].position))
    let elsewhere = try smallRun(.cgan, seed: 5)
    #expect(!elsewhere.log.isPast(of: run.log, at: elsewhere.position))
  }

  @Test func aDifferentDigestEndsIt() throws {
    var run = try smallRun(.acgan, seed: 5)
    let start = run
    for _ in 0..<RunLog.interval + 1 { try run.iterate(on: data) }
    #expect(run.log.proofs.map(\.position) == [RunPosition(completed: RunLog.interval)])
    var wrong = start
    wrong.discriminator.parameters["conv1.bias"] = Tensor(repeating: 0.25, shape: [16])
    #expect(throws: ReplayMismatch.self) {
      try wrong.replay(run.log, to: run.position, on: data)
    }
    var right = start
    try right.replay(run.log, to: run.position, on: data)
    #expect(right.digest == run.digest)
    // A kept state that has changed by itself is found before anything is computed.
    var kept = start
    for _ in 0..<RunLog.interval { try kept.iterate(on: data) }
    kept.generatorOptimizer.state["m"]["dense1.bias"]?.add(
      Tensor(repeating: 1, shape: kept.generator.parameters["dense1.bias"]?.shape ?? []))
    var phases = 0
    #expect(throws: ReplayMismatch.self) {
      try kept.replay(run.log, to: run.position, on: data, poll: { phases += 1 })
    }
    #expect(phases == 0)
  }

  @Test func whatPollThrowsEndsIt() throws {
    struct Stop: Error {}
    let (states, run) = try changedRun()
    var replayed = states[0]
    var left = 7
    #expect(throws: Stop.self) {
      try replayed.replay(run.log, to: run.position, on: data) {
        left -= 1
        if left == 0 { throw Stop() }
      }
    }
    #expect(replayed.position < run.position)
  }

  @Test func hyperparametersOutOfRangeChangeNothing() throws {
    var run = try smallRun(.acgan, seed: 5)
    var wrong = run.hyperparameters
    wrong.batch = 0
    #expect(throws: GANError.self) { try run.change(wrong) }
    #expect(run.hyperparameters.batch == 7 && run.log.entries.isEmpty)
  }
}
