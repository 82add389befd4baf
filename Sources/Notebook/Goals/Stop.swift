import GANs
import Language

/// What training stops at, and what it does there.
package struct Stop {
  /// Where training looks whether to stop.
  enum Place: Equatable {
    case afterEachIteration
    case afterIteration(Int)
    case before(Phase)

    /// Whether a run that stands there is at the place.
    func isReached(at position: RunPosition) -> Bool {
      switch self {
      case .afterEachIteration: position.isBetween
      case .afterIteration(let number): position == RunPosition(completed: number)
      case .before(let phase): position.phase == phase
      }
    }
  }

  /// What tells it apart; no other stop of the session gets it.
  package let number: Int
  let place: Place
  /// What has to hold there, too; nil for nothing.
  let condition: Condition?
  /// How many of the first hits do not stop.
  let ignored: Int
  /// Whether the first hit that is not ignored ends it.
  package let isOnce: Bool
  /// What is done there; nil for nothing.
  let commands: DeferredBlock?
  /// How often training came by its place while its condition held.
  package internal(set) var hits = 0

  /// The names that its commands assign to.
  var assignedNames: Set<String> { commands?.assignedNames ?? [] }

  /// As the command that makes it.
  package var text: String {
    var text = isOnce ? "stop once" : "stop"
    switch place {
    case .afterEachIteration: break
    case .afterIteration(let number): text += " at \(number)"
    case .before(let phase): text += " before \(phase.rawValue)"
    }
    if let condition { text += " when \(condition.text)" }
    if ignored > 0 { text += " ignore=\(ignored)" }
    if let commands { text += " \(commands.text)" }
    return text
  }
}

extension Stop {
  /// What a `stop` command asks for.
  init(number: Int, of invocation: Invocation) throws {
    self.number = number
    condition = invocation.condition("when")
    ignored = invocation.int("ignore") ?? 0
    isOnce = invocation.command.name == Self.onceName
    commands = invocation.block
    let phase = invocation.string("before").flatMap(Phase.init)
    switch (phase, invocation.int("at")) {
    case (nil, nil):
      guard condition != nil else {
        throw Problem.failed("`stop` needs to know where", advice: "as in `stop at 3000`")
      }
      place = .afterEachIteration
    case (let phase?, nil): place = .before(phase)
    case (nil, let iteration?): place = .afterIteration(iteration)
    case (_?, _?):
      throw invocation.fault(
        .failed("a stop is at one place", advice: "give two of them, each with its own number"),
        at: "at")
    }
  }

  /// The command that makes one of a single hit.
  static let onceName = "stop once"
}
