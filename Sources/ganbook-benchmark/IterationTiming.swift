import GANs

/// How long each phase of an iteration took, over many iterations.
struct IterationTiming {
  private(set) var phases: [Phase: TimeSamples] = [:]
  /// Whole iterations.
  private(set) var total = TimeSamples()

  /// Iterations before the counted ones: memory is asked for in the first two.
  static let warmUp = 5

  /// Trains for a few iterations to warm up, then for `iterations` more, which it times.
  init(of run: Run, iterations: Int, on data: some TrainingData) throws {
    var run = run
    let clock = ContinuousClock()
    for number in 0..<Self.warmUp + iterations {
      let start = clock.now
      var last = start
      repeat {
        let phase = run.phase
        try run.advance(on: data)
        let now = clock.now
        if number >= Self.warmUp { phases[phase, default: TimeSamples()].add(now - last) }
        last = now
      } while run.phase != .draw
      if number >= Self.warmUp { total.add(last - start) }
    }
  }

  /// One line per phase: median, minimum, and its share of the median iteration.
  var table: TextTable {
    var table = TextTable(header: ["phase", "median ms", "minimum ms", "share"])
    func add(_ name: String, _ samples: TimeSamples) {
      let share = total.median > 0 ? samples.median / total.median : 0
      table.add([
        name, (samples.median * 1e3).text(decimals: 2), (samples.minimum * 1e3).text(decimals: 2),
        (share * 100).text(decimals: 1) + " %",
      ])
    }
    for phase in Phase.allCases { add(phase.rawValue, phases[phase] ?? TimeSamples()) }
    add("iteration", total)
    return table
  }
}
