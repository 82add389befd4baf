import GANs
import Language

// Series of one's own: what is noted of the run while it goes on, and when it is gone over again.

extension Workspace {
  /// Notes what is due after a phase of the present run, and shows what is watched.
  func noteWatched(after phase: Phase) throws {
    for layers in watchedLayers { run?.note(layers, after: phase) }
    try evaluateWatches(after: phase) { name, value in
      run?.note(value, as: name)
    } show: {
      output.emit(.text($0))
    }
  }

  /// Notes what is due after a phase of a run that is trained again, on the way to a moment.
  func noteWatched(in replayed: inout Run, after phase: Phase) throws {
    for layers in watchedLayers { replayed.note(layers, after: phase) }
    var noted: [(name: String, value: Float)] = []
    let present = run
    run = replayed
    defer { run = present }
    try evaluateWatches(after: phase) {
      noted.append(($0, $1))
    } show: { _ in
    }
    for (name, value) in noted { replayed.note(value, as: name) }
  }

  /// Has figures of layers noted from here on; of the same layers only how often is changed.
  func watch(_ layers: WatchedLayers) {
    watchedLayers.removeAll { $0.reference == layers.reference }
    watchedLayers.append(layers)
  }

  private func evaluateWatches(
    after phase: Phase, note: (String, Float) -> Void, show: (String) -> Void
  ) throws {
    guard phase.next == .draw, let iteration = run?.iteration, let host else { return }
    for watch in watches where iteration.isMultiple(of: watch.interval) {
      show(try watch.line(at: iteration, in: host) { note(watch.name, $0) })
    }
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
