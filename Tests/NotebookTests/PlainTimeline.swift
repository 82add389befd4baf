import Datasets
import GANs
import Language
import Notebook
import TensorEngine

/// The time of a session as one would do it without thinking of memory: every line keeps a whole
/// copy of every state, and nothing is ever trained twice.
struct PlainTimeline {
  /// The states that a line has passed, in their order. Of a place where something was set, the
  /// state afterwards.
  struct Line {
    var states: [Run]
    var done: [Before] = []
    var undone: [Before] = []

    var present: Run { states[states.count - 1] }

    mutating func pass(_ run: Run) {
      if present.position == run.position { states.removeLast() }
      states.append(run)
    }
  }

  /// What was there before a command: the states of the line, or all of another run.
  indirect enum Before {
    case states([Run])
    case run(Lines)
  }

  struct Lines {
    var present: String
    var all: [String: Line]
  }

  var lines: Lines
  let data: ImageDataset

  init(_ run: Run, data: ImageDataset) {
    lines = Lines(present: "main", all: ["main": Line(states: [run])])
    self.data = data
  }

  var line: Line {
    get { lines.all[lines.present] ?? Line(states: []) }
    set { lines.all[lines.present] = newValue }
  }

  // MARK: - Commands

  private mutating func remember() {
    line.done.append(.states(line.states))
    line.undone = []
  }

  mutating func step(phases: Int) throws {
    remember()
    for _ in 0..<phases {
      var run = line.present
      try run.advance(on: data)
      line.pass(run)
    }
  }

  mutating func step(iterations: Int) throws {
    remember()
    let end = line.present.iteration + iterations
    while line.present.iteration < end {
      var run = line.present
      try run.advance(on: data)
      line.pass(run)
    }
  }

  mutating func set(_ change: (inout Hyperparameters) -> Void) throws {
    remember()
    var run = line.present
    var hyperparameters = run.hyperparameters
    change(&hyperparameters)
    try run.change(hyperparameters)
    line.pass(run)
  }

  mutating func rewind(to position: RunPosition) {
    remember()
    line.states = line.states.filter { $0.position <= position }
  }

  mutating func fork(_ name: String) {
    if lines.all[name] == nil { lines.all[name] = Line(states: line.states) }
    lines.present = name
  }

  mutating func begin(_ run: Run) {
    var before = lines
    before.forgetRuns(beyond: 2)
    lines = Lines(present: "main", all: ["main": Line(states: [run], done: [.run(before)])])
  }

  mutating func undo() { go(\.done, \.undone) }
  mutating func redo() { go(\.undone, \.done) }

  private mutating func go(
    _ from: WritableKeyPath<Line, [Before]>, _ to: WritableKeyPath<Line, [Before]>
  ) {
    switch line[keyPath: from].popLast() {
    case .states(let states):
      line[keyPath: to].append(.states(line.states))
      line.states = states
    case .run(let other):
      let present = lines
      lines = other
      line[keyPath: to].append(.run(present))
    case nil: break
    }
  }

  /// The process was ended, and the session taken up again: the lines as they stand, without the
  /// ways back.
  mutating func resume() {
    for name in lines.all.keys {
      lines.all[name]?.done = []
      lines.all[name]?.undone = []
    }
  }
}

extension PlainTimeline.Lines {
  /// Three runs that were put away can be brought back, no more.
  fileprivate mutating func forgetRuns(beyond depth: Int) {
    for name in all.keys {
      for list in [\PlainTimeline.Line.done, \.undone] {
        let befores = all[name]?[keyPath: list] ?? []
        all[name]?[keyPath: list] = befores.compactMap { before in
          guard case .run(var other) = before else { return before }
          guard depth > 0 else { return nil }
          other.forgetRuns(beyond: depth - 1)
          return .run(other)
        }
      }
    }
  }
}
