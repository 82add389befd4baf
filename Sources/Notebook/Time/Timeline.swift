import GANs
import Language

/// The present run of a session, its lines, what can be taken back on each, and the states that are
/// kept.
struct Timeline {
  /// Something that was done to a line, and the way back from it, or forward again.
  struct Change {
    /// As it was typed.
    let command: String
    let way: Way
    /// The training that was to go on before it.
    var goal: TrainingGoal?
  }

  indirect enum Way {
    case moment(Moment)
    /// To another run, with all its lines.
    case run(PutAway)
  }

  /// Commands that `undo` takes back and that `redo` does again, each newest last.
  struct Changes {
    var done: [Change] = []
    var undone: [Change] = []
  }

  /// A line that is not the present one.
  struct Line {
    let number: Int
    let run: Run
    /// Tells the states apart that the line was left at.
    let state: Int
    /// Whether no file has it.
    let isUnsaved: Bool
    /// The training that is to go on there.
    let goal: TrainingGoal?
    var changes: Changes
  }

  /// A run with its lines, while the session works on another one.
  struct PutAway {
    let runNumber: Int
    let name: String
    var line: Line
    var others: [String: Line]
  }

  var kept = KeptStates()
  /// Tells the runs of a session apart: each that is built, opened or imported has its own.
  private(set) var runNumber = 0
  private var runCount = 0
  /// The present line.
  private(set) var line = Timeline.firstLine
  /// Tells the lines of a session apart.
  private(set) var lineNumber = 1
  private var lineCount = 1
  private var leavings = 0
  /// What was done on the present line.
  var changes = Changes()
  /// The lines of the present run that are not the present one, by name.
  private(set) var others: [String: Line] = [:]

  /// The iterations that the session has trained, on whichever line.
  private(set) var trained = 0
  /// Seconds that an iteration takes, of late.
  private(set) var pace = 0.0
  /// Seconds of training since a state was kept.
  private var sinceKept = 0.0

  /// What the line is called that a run begins with.
  static let firstLine = "main"
  /// So many runs that were put away can be brought back; each has at least one state.
  private static let mostRuns = 3
  /// More commands than somebody takes back.
  private static let mostChanges = 200

  // MARK: - Lines

  /// What comes is another run, on a line of its own.
  ///
  /// - Parameters:
  ///   - command: what began it, as it was typed.
  ///   - putAway: the run that it takes the place of; nil where there was none.
  mutating func beginRun(by command: String, puttingAway putAway: PutAway?) {
    runCount += 1
    runNumber = runCount
    beginLine(Self.firstLine)
    others = [:]
    if var putAway {
      putAway.forgetRuns(beyond: Self.mostRuns - 1)
      changes.done = [Change(command: command, way: .run(putAway))]
    }
    kept.forgetRuns(but: changes.runNumbers.union([runNumber]))
  }

  private mutating func beginLine(_ name: String) {
    lineCount += 1
    (line, lineNumber) = (name, lineCount)
    changes = Changes()
  }

  /// The present run with all its lines, the present one at `run`.
  mutating func putAway(at run: Run, isUnsaved: Bool, goal: TrainingGoal?) -> PutAway {
    PutAway(
      runNumber: runNumber, name: line, line: present(at: run, isUnsaved: isUnsaved, goal: goal),
      others: others)
  }

  /// Takes up a run that was put away.
  mutating func takeUp(_ putAway: PutAway) {
    runNumber = putAway.runNumber
    (line, lineNumber) = (putAway.name, putAway.line.number)
    changes = putAway.line.changes
    others = putAway.others
  }

  private mutating func present(at run: Run, isUnsaved: Bool, goal: TrainingGoal?) -> Line {
    leavings += 1
    return Line(
      number: lineNumber, run: run, state: leavings, isUnsaved: isUnsaved, goal: goal,
      changes: changes)
  }

  /// Leaves the present line, which stands at `run`, for another one.
  ///
  /// - Returns: that one; nil where it is new and goes on from the present one.
  mutating func change(
    to name: String, leaving run: Run, isUnsaved: Bool, goal: TrainingGoal?
  ) -> Line? {
    others[line] = present(at: run, isUnsaved: isUnsaved, goal: goal)
    guard let other = others.removeValue(forKey: name) else {
      beginLine(name)
      return nil
    }
    (line, lineNumber) = (name, other.number)
    changes = other.changes
    return other
  }

  /// Has the lines of a session that was taken up again.
  mutating func restore(
    line: String, number: Int, others: [(name: String, number: Int, run: Run, isUnsaved: Bool)]
  ) {
    (self.line, lineNumber) = (line, number)
    for (name, number, run, isUnsaved) in others {
      leavings += 1
      self.others[name] = Line(
        number: number, run: run, state: leavings, isUnsaved: isUnsaved, goal: nil,
        changes: Changes())
    }
    lineCount = ([lineCount, number] + others.map(\.number)).max() ?? lineCount
  }

  // MARK: - Changes

  /// Notes where the line was before a command that changes it.
  mutating func add(_ change: Change) {
    changes.undone = []
    changes.done.append(change)
    if changes.done.count > Self.mostChanges { changes.done.removeFirst() }
  }

  // MARK: - States

  /// An iteration was trained, in so many seconds.
  mutating func passed(seconds: Double) {
    trained += 1
    sinceKept += seconds
    // Quick at first, then the mean of about the last ten.
    pace = pace == 0 ? seconds : pace + (seconds - pace) / 10
  }

  /// Gives the states so many bytes, at once.
  mutating func keepWithin(_ bytes: Int) {
    kept.budget = bytes
    kept.thinOut(trained: trained, pace: pace)
  }

  var isStateDue: Bool { sinceKept >= KeptStates.shortestGap }

  mutating func keep(_ run: Run, because reason: KeptState.Reason) {
    sinceKept = 0
    kept.keep(run, of: runNumber, because: reason, trained: trained, pace: pace)
  }
}

// MARK: - Runs that are put away

extension Timeline.Changes {
  /// The runs that are put away here.
  fileprivate var runNumbers: Set<Int> {
    (done + undone).reduce(into: []) { numbers, change in
      guard case .run(let putAway) = change.way else { return }
      numbers.insert(putAway.runNumber)
      for line in [putAway.line] + putAway.others.values {
        numbers.formUnion(line.changes.runNumbers)
      }
    }
  }

  /// Forgets the runs that are more than so many runs away.
  fileprivate mutating func forgetRuns(beyond depth: Int) {
    for list in [\Self.done, \.undone] {
      self[keyPath: list] = self[keyPath: list].compactMap { change in
        guard case .run(var putAway) = change.way else { return change }
        guard depth > 0 else { return nil }
        putAway.forgetRuns(beyond: depth - 1)
        return Timeline.Change(command: change.command, way: .run(putAway), goal: change.goal)
      }
    }
  }
}

extension Timeline.PutAway {
  fileprivate mutating func forgetRuns(beyond depth: Int) {
    line.changes.forgetRuns(beyond: depth)
    for name in others.keys { others[name]?.changes.forgetRuns(beyond: depth) }
  }
}
