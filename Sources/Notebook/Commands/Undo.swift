import GANs
import Language

extension Command {
  static let undo = Command(
    "undo", group: .time, summary: "Take back the last command that changed the run.",
    details: """
      Of `train`, `step`, `set`, `rewind` on the present line, and of `build`, `reset`, `open` and `import`,
      which put another run in its place (at the prompt: a script may build hundreds). `redo` does it again.
      """,
    parameters: [Parameter("count", .count, .positional, default: "1", "how many commands")],
    examples: [
      Example("undo", setup: "\(smallRun)\nstep"),
      Example("undo 3", setup: "\(smallRun)\nstep\nset d.rate 1e-4\nstep"),
    ], needs: \.workspace
  ) { invocation, workspace in
    for number in 0..<(invocation.int("count") ?? 1) {
      guard let command = try workspace.takeBack() else {
        if number > 0 { break }
        throw Problem.failed(
          "there is nothing to take back on \(workspace.timeline.line)", advice: nil)
      }
      workspace.output.emit(.text("undone: \(command); \(workspace.stateText)"))
    }
    return .none
  }

  static let redo = Command(
    "redo", group: .time, summary: "Do again what `undo` took back last.",
    details: "As long as nothing else has changed the run since.",
    parameters: [Parameter("count", .count, .positional, default: "1", "how many commands")],
    examples: [Example("redo", setup: "\(smallRun)\nstep\nundo")], needs: \.workspace
  ) { invocation, workspace in
    for number in 0..<(invocation.int("count") ?? 1) {
      guard let command = try workspace.doAgain() else {
        if number > 0 { break }
        throw Problem.failed(
          "nothing was taken back on \(workspace.timeline.line)", advice: "`undo` takes back")
      }
      workspace.output.emit(.text("done again: \(command); \(workspace.stateText)"))
    }
    return .none
  }
}

extension Workspace {
  /// Takes back the last command of the present line.
  ///
  /// - Returns: the command; nil where there is none.
  fileprivate func takeBack() throws -> String? { try go(\.done, \.undone) }

  /// Does again what was taken back last.
  ///
  /// - Returns: the command; nil where there is none.
  fileprivate func doAgain() throws -> String? { try go(\.undone, \.done) }

  /// Goes the way of the newest change of one list, and puts the way back on the other one.
  private func go(
    _ from: WritableKeyPath<Timeline.Changes, [Timeline.Change]>,
    _ to: WritableKeyPath<Timeline.Changes, [Timeline.Change]>
  ) throws -> String? {
    guard let run, let change = timeline.changes[keyPath: from].last else { return nil }
    let other: Run
    let isUnsaved: Bool
    switch change.way {
    case .moment(let moment):
      other = try state(at: moment)
      isUnsaved = moment.isUnsaved
      // So that the way back here is short.
      timeline.keep(run, because: .onTheWay)
      timeline.changes[keyPath: from].removeLast()
      timeline.changes[keyPath: to].append(
        Timeline.Change(
          command: change.command, way: .moment(self.moment(of: run)), goal: goal))
    case .run(let putAway):
      try checkIsNotAtStop("undo")
      timeline.changes[keyPath: from].removeLast()
      let present = timeline.putAway(at: run, isUnsaved: hasUnsavedTraining, goal: goal)
      timeline.takeUp(putAway)
      timeline.changes[keyPath: to].append(
        Timeline.Change(command: change.command, way: .run(present), goal: goal))
      (other, isUnsaved) = (putAway.line.run, putAway.line.isUnsaved)
    }
    begin(other)
    if case .run(let putAway) = change.way {
      goal = putAway.line.goal
    } else {
      goal = change.goal
    }
    hasUnsavedTraining = isUnsaved
    return change.command
  }
}
