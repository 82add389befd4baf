import GANs
import Language

// Series of one's own: what is noted of the run while it goes on, and when it is gone over again.

extension Workspace {
  /// Notes what is due after a phase of the present run.
  ///
  /// - Returns: what is watched, in lines to be shown.
  func noteWatched(after phase: Phase) throws -> [String] {
    for layers in watchedLayers { run?.note(layers, after: phase) }
    guard let iteration = run?.iteration, let host else { return [] }
    return try dueWatches(after: phase).map { watch in
      try watch.line(at: iteration, in: host) { run?.note($0, as: watch.name) }
    }
  }

  /// Notes what is due after a phase of a run that is trained again, on the way to a moment.
  func noteWatched(in replayed: inout Run, after phase: Phase) throws {
    // To expressions it is the present run as long as they are evaluated.
    let present = run
    run = replayed
    defer { run = present }
    guard !watchedLayers.isEmpty || !dueWatches(after: phase).isEmpty else { return }
    _ = try noteWatched(after: phase)
    if let run { replayed.recordings = run.recordings }
  }

  private func dueWatches(after phase: Phase) -> [Watch] {
    guard phase.next == .draw, let iteration = run?.iteration else { return [] }
    return watches.filter { iteration.isMultiple(of: $0.interval) }
  }

  /// Has figures of layers noted from here on; of the same layers only how often is changed.
  func watch(_ layers: WatchedLayers) {
    watchedLayers.removeAll { $0.reference == layers.reference }
    watchedLayers.append(layers)
  }

  /// The commands that make what is watched.
  var watchCommands: [String] { watches.map(\.text) + watchedLayers.map(\.text) }

  /// The series that was noted under a name, or is to be.
  func recorded(_ name: String) -> Series? {
    let recording = run?.recordings[name]
    guard recording != nil || watches.contains(where: { $0.isNamed && $0.name == name }) else {
      return nil
    }
    return (recording ?? Recording()).series(named: name)
  }

  /// The names that stand for series of the run's own, with their kinds.
  var definedKinds: [String: ValueKinds] {
    let names = (run?.recordings.keys).map(Array.init) ?? []
    let all = names.filter(Lexer.isName) + watches.filter(\.isNamed).map(\.name)
    return Dictionary(all.map { ($0, .series) }, uniquingKeysWith: { first, _ in first })
  }
}
