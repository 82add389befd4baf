/// What a rule found at a run.
public struct HealthFinding: Sendable {
  /// How it ended.
  public enum Verdict: Sendable, Equatable {
    /// All values are good.
    case passes
    /// One is not.
    case fails
    /// It could not be judged, and why.
    case notApplicable(String)
  }

  /// The rule.
  public let rule: HealthRule
  /// How it ended.
  public let verdict: Verdict
  /// The worst first; empty where it could not be judged.
  public let measures: [HealthRule.Measure]
  /// The iteration since which it fails, as far as it is known; nil where it does not fail.
  public internal(set) var since: Int?

  /// Whether a value is beyond the bound.
  public var fails: Bool { verdict == .fails }

  /// The measures beyond the bound, the worst first.
  public var failures: [HealthRule.Measure] {
    measures.filter { !rule.bound.allows($0.value) }
  }

  init(_ rule: HealthRule, of evidence: HealthEvidence) throws {
    self.rule = rule
    let result =
      evidence.run.iteration < rule.firstIteration
      ? .notApplicable("judged from iteration \(rule.firstIteration) on")
      : try rule.measure(evidence)
    switch result {
    case .notApplicable(let why):
      (verdict, measures) = (.notApplicable(why), [])
    case .measured(let measures, let since):
      let sorted = measures.enumerated().sorted { a, b in
        let (one, other) = (
          rule.bound.badness(of: a.element.value), rule.bound.badness(of: b.element.value)
        )
        // In their order where they are equally bad.
        return one == other ? a.offset < b.offset : one > other
      }
      self.measures = sorted.map(\.element)
      let fails = measures.contains { !rule.bound.allows($0.value) }
      verdict = fails ? .fails : .passes
      self.since = fails ? since ?? evidence.run.iteration : nil
    }
  }
}

extension Run {
  /// Judges the run as it is between two phases. It stays as it is, and so does what it will do: what
  /// is drawn for a look comes from random numbers of their own.
  ///
  ///     func report(_ run: Run, on data: any TrainingData) throws {
  ///       for finding in try run.health(on: data) where finding.fails {
  ///         print(finding.rule.name, finding.failures, finding.rule.remedy)
  ///       }
  ///     }
  ///
  /// - Parameters:
  ///   - data: what it is trained on; without it some rules cannot be judged.
  ///   - rules: what to judge.
  ///   - sample: how many fakes and real images of each class are looked at, at least 2.
  ///   - poll: called between layers; what it throws ends the work.
  public func health(
    on data: (any TrainingData)?, rules: [HealthRule] = HealthRule.all, sample: Int = 24,
    poll: @escaping () throws -> Void = {}
  ) throws -> [HealthFinding] {
    let evidence = HealthEvidence(of: self, on: data, sample: sample, poll: poll)
    return try rules.map { try HealthFinding($0, of: evidence) }
  }
}
