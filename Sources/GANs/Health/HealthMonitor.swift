/// What is known of a run's health on its way: which rules fail and since when, at the price of a look
/// every ``interval`` iterations.
public struct HealthMonitor: Sendable {
  /// Iterations from one look to the next.
  public static let interval = 100
  /// A look on the way takes few images of each class: enough for the worst class to show, at the
  /// price of a hundredth of the iterations between two looks.
  private static let sampleOnTheWay = 6

  private let rules: [HealthRule]
  /// What the last look found, by rules.
  private var findings: [String: HealthFinding] = [:]
  /// The iteration of the last look.
  public private(set) var lastLook: Int?
  /// The iteration of the look that first found it, for the rules that fail.
  private var begun: [String: Int] = [:]

  /// - Parameter rules: what to judge.
  public init(rules: [HealthRule] = HealthRule.all) { self.rules = rules }

  /// What changed from the look before.
  public struct Change: Sendable {
    /// What a rule finds now.
    public let finding: HealthFinding
    /// Whether it failed before.
    public let failedBefore: Bool
  }

  /// Looks at the run.
  ///
  /// - Returns: the rules that fail now and did not, or the other way round, in their order.
  public mutating func look(
    at run: Run, on data: (any TrainingData)?, poll: @escaping () throws -> Void = {}
  ) throws -> [Change] {
    forgetWhatFollows(run)
    let failed = begun
    let found = try run.health(on: data, rules: rules, sample: Self.sampleOnTheWay, poll: poll)
    lastLook = run.iteration
    for finding in found { findings[finding.rule.name] = note(finding, at: run) }
    return rules.compactMap { rule in
      guard let finding = findings[rule.name], finding.fails != (failed[rule.name] != nil) else {
        return nil
      }
      return Change(finding: finding, failedBefore: failed[rule.name] != nil)
    }
  }

  /// Whether a rule fails: by the series as they are, or by a look that is not older than ``interval``
  /// iterations.
  public mutating func fails(
    _ rule: HealthRule, at run: Run, on data: (any TrainingData)?
  ) throws -> Bool {
    if rule.basis == .series {
      return try run.health(on: data, rules: [rule]).contains(where: \.fails)
    }
    if lastLook.map({ (0..<Self.interval).contains(run.iteration - $0) }) != true {
      _ = try look(at: run, on: data)
    }
    return findings[rule.name]?.fails ?? false
  }

  /// What a look found, with the time since which earlier looks found the same.
  public mutating func note(_ finding: HealthFinding, at run: Run) -> HealthFinding {
    forgetWhatFollows(run)
    let name = finding.rule.name
    guard finding.fails else {
      begun[name] = nil
      return finding
    }
    var finding = finding
    begun[name] = min(begun[name] ?? .max, finding.since ?? .max)
    finding.since = begun[name]
    return finding
  }

  /// After a way back, what came later is not known yet.
  private mutating func forgetWhatFollows(_ run: Run) {
    begun = begun.filter { $0.value <= run.iteration }
  }
}
