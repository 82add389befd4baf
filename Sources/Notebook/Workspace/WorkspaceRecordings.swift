import GANs
import Language

// Series of one's own: what is noted of the run while it goes on, and when it is gone over again.

extension Workspace {
  /// Notes what is due after a phase of the present run.
  ///
  /// - Returns: what is watched, in lines to be shown.
  func noteWatched(after phase: Phase) throws -> [String] {
    for layers in watchedLayers { run?.note(layers, after: phase) }
    // Not bound to a name: the run is changed in place.
    guard let iteration = run?.iteration, let host else { return [] }
    return try dueWatches(at: iteration, after: phase).map { watch in
      try watch.line(at: iteration, in: host) { run?.note($0, as: watch.name) }
    }
  }

  /// Notes what is due after a phase of a run that is trained again, on the way to a moment. What
  /// had no value there is passed over: it was perhaps watched only later.
  func noteWatched(in replayed: inout Run, after phase: Phase) throws {
    for layers in watchedLayers { replayed.note(layers, after: phase) }
    let iteration = replayed.iteration
    let due = dueWatches(at: iteration, after: phase)
    guard !due.isEmpty, let host else { return }
    replayed.recordings = try seeing(replayed) {
      for watch in due {
        do {
          _ = try watch.line(at: iteration, in: host) { run?.note($0, as: watch.name) }
        } catch {
          if surroundings.interrupt.isWishedNow() { throw error }
        }
      }
      return run?.recordings ?? replayed.recordings
    }
  }

  private func dueWatches(at iteration: Int, after phase: Phase) -> [Watch] {
    guard phase.next == .draw else { return [] }
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
    guard recording != nil || watches.contains(where: { $0.isNamed && $0.name == name }),
      isFree(name)
    else { return nil }
    return (recording ?? Recording()).series(named: name)
  }

  /// The names that stand for series of the run's own, with their kinds.
  var definedKinds: [String: ValueKinds] {
    let names = (run?.recordings.keys).map(Array.init) ?? []
    let all = names + watches.filter(\.isNamed).map(\.name)
    return Dictionary(
      all.filter(isFree).map { ($0, .series) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether a name can stand for what was noted under it. A file may call its recordings as it
  /// likes: none takes the place of a name of the language or of a variable.
  private func isFree(_ name: String) -> Bool {
    Lexer.isName(name) && variables[name] == nil && host?.signatures.owner(of: name) == nil
  }

  /// Ends what is noted under a name, and forgets what was.
  ///
  /// - Returns: whether there was anything.
  func forgetRecording(_ name: String) -> Bool {
    guard recorded(name) != nil else { return false }
    watches.removeAll { $0.isNamed && $0.name == name }
    run?.recordings[name] = nil
    return true
  }
}
