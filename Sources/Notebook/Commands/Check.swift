import GANs
import Language

extension Command {
  static let check = Command(
    "check", group: .look, summary: "Say what is ill with the training, where, and what to do.",
    details: """
      Rules with a bound each, from the series and from a look at the state, which stays as it is: its
      random numbers are not the training's. `check collapse` shows every value of one rule.

      Each rule is a name that is true where it fails: `stop when check.collapse`. Those that need a
      look are looked at every \(HealthMonitor.interval) iterations then, with few images, and keep their answer in
      between; `train check=true` warns of each rule once when it begins to fail, and tells when it no longer
      does. Where a rule cannot be judged, as of labels without any, it says why and is false.
      """,
    parameters: [
      Parameter(
        "rule", .word(HealthRule.all.map(\.name)), .positional, "one of them, with all its values")
    ],
    examples: [
      Example("check", setup: "\(smallRun)\nstep 2"),
      Example("check updates", "the step of each layer", setup: "\(smallRun)\nstep 2"),
      Example("stop when check.dominance\ntrain iterations=2", setup: smallRun),
      Example("train iterations=2 check=true", setup: smallRun),
    ], needs: \.workspace
  ) { invocation, workspace in
    let findings = try workspace.findings(needs: "check")
    if let name = invocation.string("rule") {
      for finding in findings where finding.rule.name == name {
        workspace.output.emit(.prose("\(name): \(finding.rule.summary)"))
        workspace.output.emit(.table(finding.table))
      }
      return .none
    }
    var table = Table(columns: [
      .init("rule"), .init(""), .init("value", .right), .init("good"), .init("where"),
      .init("since", .right),
    ])
    for finding in findings { table.append([finding.rule.name] + finding.cells) }
    workspace.output.emit(.table(table))
    for finding in findings {
      if let advice = finding.advice { workspace.output.emit(.prose(advice)) }
    }
    return .none
  }
}

extension HealthFinding {
  /// What to do, or why it cannot be judged; nil where it passes.
  fileprivate var advice: String? {
    switch verdict {
    case .notApplicable(let why): "\(rule.name): \(why)"
    case .passes: nil
    case .fails: "\(rule.name): \(rule.remedy)"
    }
  }

  /// Verdict, worst value, bound, places, and since when.
  fileprivate var cells: [String] {
    let worst = measures.first.map { NumberText.short($0.value) } ?? ""
    let good = rule.bound.text
    switch verdict {
    case .notApplicable: return ["n/a", "", good, "", ""]
    case .passes: return ["pass", worst, good, measures.first?.place ?? "", ""]
    case .fails:
      return ["FAIL", worst, good, places, since.map(String.init) ?? ""]
    }
  }

  /// Where it fails, the worst first.
  private var places: String {
    let places = failures.map(\.place)
    let rest = places.count - 2
    return places.prefix(2).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  /// Every value.
  fileprivate var table: Table {
    var table = Table(columns: [
      .init("where"), .init("value", .right), .init("good"), .init("", wraps: true),
    ])
    if case .notApplicable(let why) = verdict {
      table.append(["", "", rule.bound.text, "n/a: \(why)"])
    }
    for measure in measures {
      table.append([
        measure.place, NumberText.short(measure.value), rule.bound.text,
        rule.bound.allows(measure.value) ? "" : "FAIL",
      ])
    }
    return table
  }
}
