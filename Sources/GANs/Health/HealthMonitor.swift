/// What is known of a run's health on its way: which rules fail and since when, at the price of a look
/// every ``interval`` iterations.
///
/// One monitor per line of a run: it takes a run with fewer iterations than before for one that was
/// taken back, and forgets what it found later.
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
  /// The iteration at which ``look(at:on:poll:)`` told that a rule fails, for those of which it did not
  /// tell the contrary since. What others ask for, ``fails(_:at:on:poll:)``, is not told by that.
  private var told: [String: Int] = [:]

  /// - Parameter rules: what to judge.
  public init(rules: [HealthRule] = HealthRule.all) { self.rules = rules }

  /// What changed from what was told before.
  public struct Change: Sendable {
    /// What a rule finds now.
    public let finding: HealthFinding
    /// Whether it was told to fail before.
    public let failedBefore: Bool
  }

  /// Looks at the run, and tells what changed.
  ///
  /// - Returns: the rules that fail now and were not told to, or the other way round, in their order.
  public mutating func look(
    at run: Run, on data: (any TrainingData)?, poll: @escaping () throws -> Void = {}
  ) throws -> [Change] {
    forgetWhatFollows(run)
    try find(at: run, on: data, poll: poll)
    return rules.compactMap { rule in
      let failedBefore = told[rule.name] != nil
      guard let finding = findings[rule.name], finding.fails != failedBefore else { return nil }
      told[rule.name] = finding.fails ? run.iteration : nil
      return Change(finding: finding, failedBefore: failedBefore)
    }
  }

  /// Whether a rule fails: by the series as they are, or by a look that is not older than ``interval``
  /// iterations.
  ///
  /// - Parameters:
  ///   - rule: one of ``HealthRule/all``.
  ///   - run: of the line that the monitor is of.
  ///   - data: what it draws from; nil where there is none at hand.
  ///   - poll: called while it looks; what it throws ends the look, as though there were none.
  public mutating func fails(
    _ rule: HealthRule, at run: Run, on data: (any TrainingData)?,
    poll: @escaping () throws -> Void = {}
  ) throws -> Bool {
    forgetWhatFollows(run)
    if rule.basis == .series {
      return try run.health(on: data, rules: [rule], poll: poll).contains(where: \.fails)
    }
    if lastLook.map({ run.iteration - $0 < Self.interval }) != true {
      try find(at: run, on: data, poll: poll)
    }
    return findings[rule.name]?.fails ?? false
  }

  /// Judges all rules by a look.
  private mutating func find(
    at run: Run, on data: (any TrainingData)?, poll: @escaping () throws -> Void
  ) throws {
    let found = try run.health(on: data, rules: rules, sample: Self.sampleOnTheWay, poll: poll)
    lastLook = run.iteration
    for finding in found { findings[finding.rule.name] = note(finding, at: run) }
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
    told = told.filter { $0.value <= run.iteration }
    guard let lastLook, lastLook > run.iteration else { return }
    self.lastLook = nil
    findings = [:]
  }
}
