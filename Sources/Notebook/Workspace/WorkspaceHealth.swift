import GANs
import Language

/// What is known of the health of a line of a run.
struct LineHealth {
  var monitor = HealthMonitor()
  private var run = 0
  private var line = 0

  /// Of another line nothing is known yet.
  mutating func belongs(to timeline: Timeline) {
    guard (run, line) != (timeline.runNumber, timeline.lineNumber) else { return }
    (run, line) = (timeline.runNumber, timeline.lineNumber)
    monitor = HealthMonitor()
  }
}

extension Workspace {
  /// Whether a rule fails, as `stop when` asks after each iteration.
  func fails(_ rule: HealthRule) throws -> Bool {
    let run = try builtRun("check.\(rule.name)")
    health.belongs(to: timeline)
    return try health.monitor.fails(rule, at: run, on: data, poll: Stretches.poll)
  }

  /// What all rules find now, with a large sample.
  func findings(needs: String) throws -> [HealthFinding] {
    let run = try builtRun(needs)
    health.belongs(to: timeline)
    return try run.health(on: data, poll: Stretches.poll).map { health.monitor.note($0, at: run) }
  }

  /// Looks at the health of the run where that is due after an iteration, warns of each rule that
  /// begins to fail, and tells of each that no longer does.
  func lookAfterHealth() throws {
    guard let run, run.iteration.isMultiple(of: HealthMonitor.interval) else { return }
    health.belongs(to: timeline)
    for change in try health.monitor.look(at: run, on: data, poll: Stretches.poll) {
      let rule = change.finding.rule
      let place = "iteration \(run.iteration): check.\(rule.name)"
      if change.finding.fails {
        output.emit(
          .warning(
            "\(place) fails: \(rule.summary): \(change.finding.text). What to do: \(rule.remedy)"))
      } else {
        output.emit(.text("\(place) no longer fails"))
      }
    }
  }
}

extension HealthFinding {
  /// The worst value, where it was and what is good: `class 1 0.13, good is at least 0.4`.
  fileprivate var text: String {
    let worst = measures.first.map { "\($0.place) \(NumberText.significant($0.value, 3))" } ?? ""
    return "\(worst), good is \(rule.bound.text)"
  }
}

extension HealthRule.Bound {
  /// `at most 0.98`.
  var text: String {
    func text(_ value: Double) -> String { NumberText.short(value) }
    return switch self {
    case .atMost(let most): "at most \(text(most))"
    case .atLeast(let least): "at least \(text(least))"
    case .within(let least, let most): "\(text(least)) to \(text(most))"
    }
  }
}
