import Datasets
import GANs
import Language

// How the run of a session changes, goes back, and goes on.

extension Workspace {
  /// The moment that a run of the present line is at.
  func moment(of run: Run) -> Moment {
    Moment(
      runNumber: timeline.runNumber, position: run.position, log: run.log,
      isUnsaved: hasUnsavedTraining)
  }

  /// Before a command that changes the run: somebody may want to be back here.
  func remember(before command: String) {
    guard let run else { return }
    timeline.add(
      Timeline.Change(command: command, way: .moment(moment(of: run)), goal: goal))
    // A loop of a thousand steps is not worth a thousand states.
    if surroundings.isInteractive, !hasKeptState {
      hasKeptState = true
      timeline.keep(run, because: .onTheWay)
    }
  }

  /// Takes another run for the one to work on; `undo` brings back the one before.
  func begin(_ run: Run, by command: String) {
    if surroundings.isInteractive, hasUnsavedTraining, let old = self.run,
      old.iteration > 0 || old.phase != .draw
    {
      output.emit(
        .text("put away: \(old.kind.name), \(stateText), not saved; `undo` brings it back"))
    }
    // A script has nobody who wants the old one back, and may build hundreds.
    let putAway =
      surroundings.isInteractive
      ? self.run.map { timeline.putAway(at: $0, isUnsaved: hasUnsavedTraining, goal: goal) } : nil
    timeline.beginRun(by: command, puttingAway: putAway)
    begin(run)
    if run.log.built == nil || run.position > .start {
      timeline.keep(run, because: .beginning)
    }
  }

  /// After an iteration: keeps a state now and then.
  func keepOnTheWay(seconds: Double) {
    timeline.passed(seconds: seconds)
    if timeline.isStateDue, let run { timeline.keep(run, because: .onTheWay) }
  }

  /// Notes in the log of the run which data it draws from, where that is other data than before.
  func noteData() {
    guard let data, let run, run.phase == .draw else { return }
    let fingerprint = data.fingerprint
    guard run.log.data?.fingerprint != fingerprint else { return }
    let isOther = run.log.data != nil
    self.run?.note(.data(name: data.name, fingerprint: fingerprint))
    // What was trained before needs the data of then; what comes now can begin here.
    if isOther, let run = self.run { timeline.keep(run, because: .otherData) }
  }

  /// Takes a new run for the one to work on.
  func begin(_ run: Run) {
    self.run = run
    goal = nil
    output.journal?.begin()
  }

  // MARK: - Going back

  /// The state of a moment of the present run. The session stays as it is, however this ends.
  ///
  /// - Throws: ``Problem`` where no state before it is kept, the data is not there any more, or
  ///   what is computed is not what it was.
  func state(at moment: Moment) throws -> Run {
    var run = try state(toStartFrom: moment)
    if run.position < moment.position || run.log.entries.count < moment.log.entries.count {
      try replay(&run, to: moment)
    }
    if let present = self.run, moment.runNumber == timeline.runNumber, run.isPast(of: present) {
      run.takeRecordings(of: present)
    }
    return run
  }

  /// The latest state on the way to a moment: a kept one, or the run as it was built.
  func state(toStartFrom moment: Moment) throws -> Run {
    if let kept = timeline.kept.nearest(to: moment) { return kept }
    guard let run, let built = moment.log.built else {
      throw Problem.failed(
        "no state of this line at or before \(moment.position.text) is kept",
        advice: "`timeline` lists those that are")
    }
    return try Run(
      kind: run.kind, images: run.images, hyperparameters: built, seed: run.seed)
  }

  /// Comes from a state to a later moment of its line.
  ///
  /// - Parameter notes: whether what is watched is noted on the way.
  func replay(_ run: inout Run, to moment: Moment, notes: Bool = true) throws {
    try replaying(from: run, to: moment) { data, poll, report in
      try run.replay(
        moment.log, to: moment.position, on: data, poll: poll,
        observe: { run, phase in
          if notes { try noteWatched(in: &run, after: phase) }
          report(run)
        })
    }
  }

  /// Does a training again from a state to a later moment of its line: with the data of then, until
  /// that is wished to end, with a live line where it takes long.
  ///
  /// - Parameter body: what is done with the data; it calls `poll` between kernels and phases, `report`
  ///   after each phase.
  func replaying<Result>(
    from run: Run, to moment: Moment,
    _ body: (_ data: ImageDataset, _ poll: () throws -> Void, _ report: (Run) -> Void) throws ->
      Result
  ) throws -> Result {
    let data = try loadedData("train")
    try check(data, for: run, upTo: moment)
    let first = run.iteration
    let reports = moment.position.completed - first > Self.unreportedIterations
    let clock = ContinuousClock()
    let start = clock.now
    var lastReport = start
    do {
      return try body(
        data,
        { if surroundings.interrupt.isWishedNow() { throw Problem.interrupted } },
        { run in
          guard reports, run.phase == .draw, clock.now - lastReport >= Progress.interval else {
            return
          }
          lastReport = clock.now
          output.emit(.progress(progress(of: run, from: first, to: moment, since: start)))
        })
    } catch Problem.interrupted {
      surroundings.interrupt.clear()
      throw Problem.interrupted
    }
  }

  /// What is trained again within a blink needs no live line.
  private static let unreportedIterations = 50

  private func progress(
    of run: Run, from first: Int, to moment: Moment, since start: ContinuousClock.Instant
  ) -> Progress {
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let rate = seconds > 0 ? Double(run.iteration - first) / seconds : nil
    let last = run.history.last ?? Measurement(of: run.kind.objective)
    return Progress(
      iteration: run.iteration, target: moment.position.completed,
      figures: [
        .init("loss d", Double(last.discriminatorLoss)), .init("g", Double(last.generatorLoss)),
      ],
      iterationsPerSecond: rate,
      secondsLeft: rate.map { Double(moment.position.completed - run.iteration) / $0 },
      picture: nil, isLast: false)
  }

  /// Whether the data that is loaded is what a run drew from, on its way to a moment.
  private func check(_ data: ImageDataset, for run: Run, upTo moment: Moment) throws(Problem) {
    var names: [(name: String, fingerprint: UInt64)] = []
    let rest = moment.log.entries[run.log.entries.count...]
    // What it drew from before matters only where it goes on with that.
    if let present = run.log.data, rest.first?.isOfData(at: run.position) != true {
      names.append(present)
    }
    for entry in rest where entry.position < moment.position {
      if case .data(let name, let fingerprint) = entry.change { names.append((name, fingerprint)) }
    }
    guard let other = names.first(where: { $0.fingerprint != data.fingerprint }) else {
      return
    }
    throw .failed(
      "the way to \(moment.position.text) was trained on other data, \(other.name); now "
        + "\(data.name) is loaded",
      advice: "`load` that data again first")
  }
}

extension RunLog.Entry {
  fileprivate func isOfData(at position: RunPosition) -> Bool {
    if case .data = change { self.position == position } else { false }
  }
}

extension ImageDataset {
  /// The first 64 bits of its identity, for a log that names data often.
  fileprivate var fingerprint: UInt64 { UInt64(identity.prefix(16), radix: 16) ?? 0 }
}
