import GANs
import Language

/// What can be wrong with a run, or go wrong while it is trained.
package enum RunProblem: HostProblem {
  case noModel(needs: String)
  case noData(needs: String)
  /// A training stopped at a place like `in iteration 313, after d.fake.update`.
  case interruptedTraining(String, canGoOn: Bool)
  case stopped(String)
  case diverged(Divergence)

  package var message: String {
    switch self {
    case .noModel(let needs): "\(Problem.quoted(needs)) needs a model"
    case .noData(let needs): "\(Problem.quoted(needs)) needs data"
    case .interruptedTraining: "interrupted"
    case .stopped(let message): message
    case .diverged(let divergence): "the run diverged: \(divergence.text)"
    }
  }

  package var advice: String? {
    switch self {
    case .noModel: "`build acgan` makes one"
    case .noData: "`load mnist` or `load digits` gets some"
    case .diverged:
      "`rewind`, or `open` a checkpoint from before it, then lower the rate: `set rate 5e-5`; "
        + "`trace nonfinite` tells where it began"
    case .interruptedTraining, .stopped: nil
    }
  }

  /// Whether it is a stop, and no error.
  var isStop: Bool {
    switch self {
    case .stopped, .diverged: true
    case .noModel, .noData, .interruptedTraining: false
    }
  }

  package var exitCode: ExitCode {
    switch self {
    case .interruptedTraining: .interrupted
    case .stopped, .diverged: .stopped
    case .noModel, .noData: .runTimeError
    }
  }
}

extension Problem {
  package static func of(_ problem: RunProblem) -> Problem { .ofHost(AnyHostProblem(problem)) }

  /// The problem of a run that it is; nil for any other.
  package var ofRun: RunProblem? {
    if case .ofHost(let any) = self { any.problem as? RunProblem } else { nil }
  }

  /// What training gives a value.
  static func noValueYet(_ name: String) -> Problem {
    .noValueYet(name, advice: trainingGivesValues)
  }

  static let trainingGivesValues = "`step` or `train` gives it one"
}

extension Divergence {
  /// `loss.d is nan at iteration 2; not finite: G.dense1.weight`.
  package var text: String {
    let place = "at iteration \(iteration)"
    guard let quantity else { return "\(tensor ?? "") is not finite \(place)" }
    var text = "\(quantity.name) is \(NumberText.significant(Double(quantity.value), 3))"
    if quantity.value.isFinite {
      text += ", above \(NumberText.significant(Double(Run.largestLoss), 3)),"
    }
    text += " \(place)"
    return tensor.map { "\(text); not finite: \($0)" } ?? text
  }
}
