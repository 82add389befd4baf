/// One thing that can be wrong with a training: what is measured, which values are good, and what to
/// do where one is not.
///
/// A rule of your own is one value, judged with the others by ``Run/health(on:rules:sample:poll:)``.
public struct HealthRule: Sendable {
  /// Which values are good.
  public enum Bound: Sendable, Equatable {
    /// Those up to it.
    case atMost(Double)
    /// Those from it on.
    case atLeast(Double)
    /// Those between the two, which are above 0.
    case within(Double, Double)

    /// Whether a value is good; NaN is not.
    public func allows(_ value: Double) -> Bool {
      switch self {
      case .atMost(let most): value <= most
      case .atLeast(let least): value >= least
      case .within(let least, let most): value >= least && value <= most
      }
    }

    /// Orders values of a bound: the larger, the worse; NaN is as bad as can be.
    func badness(of value: Double) -> Double {
      guard !value.isNaN else { return .infinity }
      return switch self {
      case .atMost: value
      case .atLeast: -value
      case .within(let least, let most): value > 0 ? max(value / most, least / value) : .infinity
      }
    }
  }

  /// What it is judged by.
  public enum Basis: Sendable {
    /// The series of the run: cheap enough for each iteration.
    case series
    /// A look at the state: passes and samples that cost about half an iteration together.
    case look
  }

  /// A value, and where it was measured.
  public struct Measure: Sendable, Equatable {
    /// `G.conv2`, `class 1`, `fakes`.
    public let place: String
    /// What the bound is about.
    public let value: Double

    /// - Parameters:
    ///   - place: where it was measured.
    ///   - value: what the bound is about.
    public init(_ place: String, _ value: Double) {
      self.place = place
      self.value = value
    }
  }

  /// What was found.
  public enum Result: Sendable, Equatable {
    /// Values, at least one; the iteration since which the worst has been beyond the bound, where the
    /// series tell it.
    case measured([Measure], since: Int? = nil)
    /// It cannot be judged, and why.
    case notApplicable(String)
  }

  /// One word, lower case: `collapse`.
  public let name: String
  /// What is wrong where it fails, and what the value is.
  public let summary: String
  /// Which values are good.
  public let bound: Bound
  /// What to do where it fails, in one line.
  public let remedy: String
  /// What it is judged by.
  public let basis: Basis
  /// Before so many iterations every run looks like that, so that nothing is judged.
  public let firstIteration: Int
  /// Measures.
  public let measure: @Sendable (HealthEvidence) throws -> Result

  /// - Parameters:
  ///   - name: one word, lower case.
  ///   - summary: what is wrong where it fails, and what the value is.
  ///   - bound: which values are good.
  ///   - remedy: what to do where it fails, in one line.
  ///   - basis: what it is judged by.
  ///   - firstIteration: before so many iterations nothing is judged.
  ///   - measure: measures.
  public init(
    _ name: String, _ summary: String, _ bound: Bound, remedy: String, basis: Basis,
    firstIteration: Int = 1, measure: @escaping @Sendable (HealthEvidence) throws -> Result
  ) {
    self.name = name
    self.summary = summary
    self.bound = bound
    self.remedy = remedy
    self.basis = basis
    self.firstIteration = firstIteration
    self.measure = measure
  }

  /// The rules that come with this library, in the order of the reference.
  public static let all: [HealthRule] = [
    .dominance, .weakness, .clipping, .vanishing, .exploding, .updates, .frozen, .dead, .saturation,
    .blank, .collapse, .labels, .modes, .statistics,
  ]
}
