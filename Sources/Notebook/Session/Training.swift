import Datasets
import GANs
import Language
import Pictures
import TensorEngine

/// Drives the run of a session: phase by phase, with reports, stops and the wish to stop.
struct Training {
  /// How it ended, where nothing went wrong.
  enum End {
    case reached
    /// What it was to go on until holds, which is said.
    case fulfilled(String)
    /// At a stop, which says so.
    case stopped(String)
  }

  let session: Session
  let goal: TrainingGoal
  private let data: DrawnFrom
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let firstIteration: Int
  private var lastReport: ContinuousClock.Instant
  /// When the last iteration ended, or the training began.
  private var lastIteration: ContinuousClock.Instant

  /// Between two reports: what shows them takes fewer still.
  static let reportInterval = Duration.milliseconds(100)
  /// With a sheet of digits, which has to be computed.
  private static let sheetInterval = Duration.milliseconds(250)

  init(session: Session, goal: TrainingGoal, needs: String) throws(Problem) {
    self.session = session
    self.goal = goal
    let run = try session.builtModel(needs)
    data = DrawnFrom(data: try session.loadedData(needs))
    start = clock.now
    lastReport = start
    lastIteration = start
    firstIteration = run.iteration
  }

  /// Between two looks through all tensors of the run, in iterations: each takes about a hundredth
  /// of one.
  private static let healthInterval = 50

  /// - Parameter reports: whether to say on the way where it stands.
  /// - Throws: ``Problem/diverged(_:)`` where there is nothing left to train.
  mutating func run(reports: Bool = true) throws -> End {
    let end = try runToEnd(reports: reports)
    try checkHealth(inTensors: true)
    // At a stop, too, what stays on the screen is where it stands.
    if reports { report(isLast: true) }
    return end
  }

  private mutating func runToEnd(reports: Bool) throws -> End {
    // A stop that was hit does not hold for the phase that goes on from it.
    var isFirst = true
    while let run = session.model, run.iteration < goal.iteration {
      if let stop = stopBefore(run.phase), !isFirst { return .stopped(stop) }
      isFirst = false
      try advance()
      guard let run = session.model, run.phase == .draw else { continue }
      try checkHealth(inTensors: run.iteration.isMultiple(of: Self.healthInterval))
      let now = clock.now
      session.keepOnTheWay(seconds: (now - lastIteration) / .seconds(1))
      lastIteration = now
      goal.checkpoints?.saveIfDue(session)
      try session.showWatches()
      session.autosaveOnTheWay()
      for stop in session.stops {
        if case .when(let condition) = stop, try condition.holds(in: session) {
          return .stopped(try text(of: condition, "stopped"))
        }
        if case .at(run.iteration) = stop {
          return .stopped("stopped at iteration \(run.iteration)")
        }
      }
      if let condition = goal.condition, try condition.holds(in: session) {
        return .fulfilled(try text(of: condition, "ended"))
      }
      if reports, run.iteration < goal.iteration { report() }
    }
    return .reached
  }

  /// Does one phase, unless there is the wish to stop.
  mutating func advance() throws {
    let session = session
    session.keepIfAsked(in: goal.checkpoints)
    if session.interrupt.isSet { throw interruption() }
    session.noteData()
    do {
      try session.model?.advance(on: data) {
        if session.interrupt.isAbandoned { throw Problem.interrupted }
      }
    } catch Problem.interrupted {
      throw interruption()
    }
    session.hasUnsavedTraining = true
  }

  /// The wish to stop is met; what there is to go on with is remembered.
  private mutating func interruption() -> Problem {
    session.interrupt.clear()
    report(isLast: true)
    // Single phases have no end that one could go on to.
    if goal.isReachable { session.goal = goal }
    return .of(
      .interruptedTraining(
        session.position?.stoppingPlace ?? "without a model", canGoOn: session.goal != nil))
  }

  private func stopBefore(_ phase: Phase) -> String? {
    for case .before(phase) in session.stops {
      let completed = session.model?.iteration ?? 0
      return "stopped in iteration \(completed + 1), before \(phase.rawValue)"
    }
    return nil
  }

  private func text(of condition: Condition, _ verb: String) throws -> String {
    let place = session.position?.stoppingPlace ?? "without a model"
    return "\(verb) \(place): \(try condition.explanation(in: session))"
  }

  /// What has diverged never comes back; the losses show it, or the tensors before them.
  func checkHealth(inTensors: Bool) throws(Problem) {
    if let divergence = session.model?.divergence(inTensors: inTensors) {
      throw .of(.diverged(divergence))
    }
  }

  private mutating func report(isLast: Bool = false) {
    let now = clock.now
    let interval = goal.showsDigits ? Self.sheetInterval : Self.reportInterval
    guard isLast || now - lastReport >= interval else { return }
    lastReport = now
    guard let run = session.model else { return }
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
    var picture: GrayImage?
    if goal.showsDigits,
      let images = try? Digits.images(of: run, data: data.data, rows: 1, stream: 0)
    {
      picture = ImageGrid.sheet(of: images)
    }
    session.emit(
      .progress(
        Progress(
          iteration: run.iteration, target: goal.iteration, figures: figures,
          iterationsPerSecond: rate, secondsLeft: left, picture: picture, isLast: isLast)))
  }
}
