import GANs
import Language
import TensorEngine

/// How long a run's iterations take, by phase and by layer.
///
/// A copy of the run trains, so that the run itself stays as it is.
struct IterationProfile {
  /// The counted iterations.
  let iterations: Int
  /// The seconds of each counted iteration.
  private(set) var whole: [Double] = []
  /// The seconds of each phase, one number for each counted iteration.
  private(set) var phases: [Phase: [Double]] = [:]
  private let times = LayerTimes()

  /// Iterations that are not counted: the first ones ask the system for memory.
  private static let warmUp = 5

  /// - Parameter isInterrupted: looked at between two phases; the profile is then given up.
  init(
    of run: Run, on data: some TrainingData, iterations: Int, isInterrupted: () -> Bool
  ) throws {
    self.iterations = iterations
    var run = run
    func advance(times: LayerTimes?) throws {
      if isInterrupted() { throw Problem.interrupted }
      try run.advance(on: data, times: times)
    }
    for _ in 0..<Self.warmUp {
      repeat { try advance(times: nil) } while run.phase != .draw
    }
    for _ in 0..<iterations {
      var sum = 0.0
      repeat {
        let (phase, start) = (run.phase, ContinuousClock.now)
        try advance(times: times)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        phases[phase, default: []].append(seconds)
        sum += seconds
      } while run.phase != .draw
      whole.append(sum)
    }
  }

  /// The mean milliseconds of an iteration that a layer of network `G` or `D` takes in all passes;
  /// without a layer what comes after its last one, the losses.
  func milliseconds(_ network: String, layer: Int?) -> (forward: Double, backward: Double) {
    let seconds = times[network, layer]
    let scale = 1e3 / Double(iterations)
    return (seconds.forward * scale, seconds.backward * scale)
  }

  /// The mean milliseconds of an iteration.
  var mean: Double { whole.reduce(0, +) * 1e3 / Double(iterations) }

  /// The mean milliseconds of a phase.
  func mean(of phase: Phase) -> Double {
    (phases[phase] ?? []).reduce(0, +) * 1e3 / Double(iterations)
  }
}
