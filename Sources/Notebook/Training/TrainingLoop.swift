import Datasets
import GANs
import Language
import Pictures
import TensorEngine

/// Trains the run of a workspace: phase by phase, with reports, stops and the wish to stop.
struct TrainingLoop {
  /// How it ended, where nothing went wrong.
  enum End {
    case reached
    /// What it was to go on until holds, which is said.
    case fulfilled(String)
    /// At a stop, which says so.
    case stopped(String)
  }

  private let keeping: Keeping
  private let workspace: Workspace
  /// Who evaluates conditions and what is watched.
  private let host: any Host
  let goal: TrainingGoal
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let firstIteration: Int
  private var lastReport: ContinuousClock.Instant
  /// When the last iteration ended, or the training began.
  private var lastIteration: ContinuousClock.Instant

  /// With a sheet of digits, which has to be computed.
  private static let sheetInterval = Duration.milliseconds(250)

  init(
    keeping: Keeping, host: any Host, goal: TrainingGoal, needs: String
  ) throws(Problem) {
    self.keeping = keeping
    workspace = keeping.workspace
    self.host = host
    self.goal = goal
    let run = try workspace.builtRun(needs)
    _ = try workspace.loadedData(needs)
    start = clock.now
    lastReport = start
    lastIteration = start
    firstIteration = run.iteration
  }

  /// Between two looks through all tensors of the run, in iterations: each takes about a hundredth
  /// of one.
  private static let healthInterval = 10

  /// - Parameter reports: whether to say on the way where it stands.
  /// - Throws: ``RunProblem/diverged(_:)`` where there is nothing left to train.
  mutating func run(reports: Bool = true) throws -> End {
    let end = try runToEnd(reports: reports)
    try checkHealth(inTensors: true)
    // At a stop, too, what stays on the screen is where it stands.
    if reports { report(isLast: true) }
    return end
  }

  /// Goes on phase by phase, without a report.
  ///
  /// - Parameter isEnd: asked after each phase, with the one that comes next.
  mutating func run(untilNext isEnd: (Phase) -> Bool) throws -> End {
    try runToEnd(reports: false, untilNext: isEnd)
  }

  private mutating func runToEnd(
    reports: Bool, untilNext isEnd: (Phase) -> Bool = { _ in false }
  ) throws -> End {
    let stops = StopCheck(workspace: workspace, host: host)
    // A stop that was hit does not hold for the phase that goes on from it.
    var isFirst = true
    while let iteration = workspace.run?.iteration, iteration < goal.iteration {
      if !isFirst, let stop = try stops.stop(at: \.isBeforePhase) { return .stopped(stop) }
      isFirst = false
      let watched = try advance()
      guard let run = workspace.run, run.phase == .draw else {
        if workspace.run.map({ isEnd($0.phase) }) == true { return .reached }
        continue
      }
      try checkHealth(inTensors: run.iteration.isMultiple(of: Self.healthInterval))
      let now = clock.now
      workspace.keepOnTheWay(seconds: (now - lastIteration) / .seconds(1))
      if goal.checksHealth { try workspace.lookAfterHealth() }
      if let folder = goal.checkpoints { keeping.saveIfDue(in: folder) }
      for line in watched { workspace.output.emit(.text(line)) }
      goal.film?.record(run, data: workspace.data, tell: workspace.output.emit)
      keeping.autosaveOnTheWay()
      if let stop = try stops.stop(at: { !$0.isBeforePhase }) { return .stopped(stop) }
      // What the commands of stops took is no time of the next iteration's.
      lastIteration = clock.now
      if let condition = goal.condition, try condition.holds(in: host) {
        return .fulfilled(try text(of: condition))
      }
      if isEnd(run.phase) { return .reached }
      if reports, run.iteration < goal.iteration { report() }
    }
    return .reached
  }

  private var interrupt: InterruptFlag { workspace.surroundings.interrupt }

  /// Does one phase, unless there is the wish to stop.
  ///
  /// - Returns: what is watched, in lines to be shown.
  private mutating func advance() throws -> [String] {
    keeping.keepIfAsked(in: goal.checkpoints)
    if interrupt.isSet { throw interruption() }
    workspace.noteData()
    let phase = workspace.run?.phase ?? .draw
    // The commands of a stop may have loaded other data.
    let data = try workspace.loadedData("train")
    do {
      try workspace.run?.advance(on: data) {
        if interrupt.isAbandoned { throw Problem.interrupted }
      }
    } catch Problem.interrupted {
      throw interruption()
    }
    workspace.hasUnsavedTraining = true
    return try workspace.noteWatched(after: phase)
  }

  /// The wish to stop is met; what there is to go on with is remembered.
  private mutating func interruption() -> Problem {
    interrupt.clear()
    report(isLast: true)
    // Single phases have no end that one could go on to.
    if goal.isReachable { workspace.goal = goal }
    return .of(
      .interruptedTraining(
        workspace.position?.stoppingPlace ?? "without a model", canGoOn: workspace.goal != nil))
  }

  private func text(of condition: Condition) throws -> String {
    let place = workspace.position?.stoppingPlace ?? "without a model"
    return "ended \(place): \(try condition.explanation(in: host))"
  }

  /// What has diverged never comes back; the losses show it, or the tensors before them.
  private func checkHealth(inTensors: Bool) throws(Problem) {
    if let divergence = workspace.run?.divergence(inTensors: inTensors) {
      throw .of(.diverged(divergence))
    }
  }

  private mutating func report(isLast: Bool = false) {
    let now = clock.now
    let interval = goal.showsDigits ? Self.sheetInterval : Progress.interval
    guard isLast || now - lastReport >= interval else { return }
    lastReport = now
    guard let run = workspace.run else { return }
    var figures: [Progress.Figure] = []
    if let last = run.history.last {
      figures = [
        .init("loss d", Double(last.discriminatorLoss)),
        .init("real", Double(last.real.loss), isDetail: true),
        .init("fake", Double(last.fake.loss), isDetail: true),
        .init("g", Double(last.generatorLoss)), .init("acc", Double(last.validityAccuracy)),
      ]
      if run.kind.hasLabelHead { figures.append(.init("label", Double(last.labelAccuracy))) }
    }
    let seconds = (now - start) / .seconds(1)
    let done = run.iteration - firstIteration
    let rate = done > 0 && seconds > 0 ? Double(done) / seconds : nil
    let left = rate.map { Double(goal.iteration - run.iteration) / $0 }
    var picture: Sheet?
    if goal.showsDigits, let data = workspace.data,
      let images = try? GeneratedImages.images(of: run, data: data, rows: 1, stream: 0)
    {
      picture = Sheet.line(
        of: images,
        labels: GeneratedImages.labels(of: run, data: data, columns: images.shape[0]))
    }
    workspace.output.emit(
      .progress(
        Progress(
          iteration: run.iteration, target: goal.iteration, figures: figures,
          iterationsPerSecond: rate, secondsLeft: left, picture: picture, isLast: isLast)))
  }
}
