import GANs
import Language

/// Looks whether training stops where it stands, and does what is to be done there.
struct StopCheck {
  let workspace: Workspace
  /// Who evaluates conditions and runs commands.
  let host: any Host

  /// Counts the hits of all stops that hold here, and runs their commands in the order of their
  /// numbers.
  ///
  /// - Parameter isWanted: which stops are looked at.
  /// - Returns: where it stops, and why; nil where training goes on.
  func stop(at isWanted: (Stop.Place) -> Bool) throws -> String? {
    guard let position = workspace.position else { return nil }
    var hits: [(stop: Stop, why: String)] = []
    for stop in workspace.stops where isWanted(stop.place) && stop.place.isReached(at: position) {
      guard try stop.condition?.holds(in: host) ?? true,
        let stop = workspace.stops.countHit(of: stop.number)
      else { continue }
      hits.append((stop, try reason(of: stop, at: position)))
    }
    var found: String?
    // The commands of one may clear another, or go back.
    for (stop, why) in hits
    where workspace.position == position
      && workspace.stops.contains(where: { $0.number == stop.number })
    {
      if stop.isOnce { workspace.stops.remove(stop.number) }
      if let commands = stop.commands {
        workspace.output.emit(.text("stop \(stop.number) \(why)"))
        workspace.isAtStop = true
        defer { workspace.isAtStop = false }
        if try commands.run(in: host) == .left { continue }
      }
      found = found ?? "stopped \(why)"
    }
    return found
  }

  private func reason(of stop: Stop, at position: RunPosition) throws -> String {
    var text =
      switch stop.place {
      case .afterEachIteration: position.stoppingPlace
      case .afterIteration(let number): "at iteration \(number)"
      case .before(let phase): "in iteration \(position.completed + 1), before \(phase.rawValue)"
      }
    if let condition = stop.condition { text += ": \(try condition.explanation(in: host))" }
    return text
  }
}

extension Stop.Place {
  /// Whether it is looked at before a phase, and not after an iteration.
  var isBeforePhase: Bool { if case .before = self { true } else { false } }
}

extension Workspace {
  /// - Throws: among the commands of a stop, while the training waits that they belong to.
  func checkIsNotAtStop(_ command: String) throws(Problem) {
    guard isAtStop else { return }
    throw .failed(
      "a training is stopped here, and `\(command)` would come in its way",
      advice: "`continue` goes on with it")
  }
}
