import Datasets
import Files
import GANs
import Pictures
import TensorEngine

extension Session {
  /// An error of another library as one of the language.
  func problem(for error: any Error) -> Problem {
    switch error {
    case let problem as Problem: problem
    case let fault as Fault: fault.problem
    case Evaluator.Failure.here(let fault): fault.problem
    case Evaluator.Failure.elsewhere(let diagnostic): diagnostic.problem
    case is Interrupted, DatasetError.interrupted, PictureError.interrupted: .interrupted
    case let error as FileError where error.problem == .system(.interrupted): .interrupted
    case let error as DatasetError:
      error.isAboutFile
        ? .file("\(error)", advice: error.otherKind.flatMap { $0.kind.advice($0.path) })
        : .failed("\(error)", advice: nil)
    case let error as PictureError:
      error.isAboutFile
        ? .file("\(error)", advice: nil) : .failed("\(error)", advice: nil)
    case let error as FileError: .file("\(error)", advice: advice(for: error))
    case let mismatch as ReplayMismatch:
      .failed(
        "\(mismatch.position.text) is not what it was: digest \(mismatch.found.digits), "
          + "not \(mismatch.wanted.digits)",
        advice: "the processor or the memory may compute wrong; `verify` compares again")
    case let error as GANError: .failed("\(error)", advice: nil)
    default: .failed("\(error)", advice: nil)
    }
  }

  private func advice(for error: FileError) -> String? {
    if case .otherFormat(let kind, _) = error.problem { kind.advice(error.path) } else { nil }
  }
}
