import Datasets
import Files
import GANs
import Language
import Pictures
import TensorEngine

extension Problem {
  /// An error of a library below as one of the language.
  init(_ error: any Error) {
    self =
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
      case let error as FileError: .file("\(error)", advice: Self.advice(for: error))
      case let mismatch as ReplayMismatch:
        .failed(
          "\(mismatch.position.text) is not what it was: digest \(mismatch.found.digits), "
            + "not \(mismatch.wanted.digits)",
          advice: "the processor or the memory may compute wrong; `verify` compares again")
      case let error as GANError: .failed("\(error)", advice: nil)
      default: .failed("\(error)", advice: nil)
      }
  }

  private static func advice(for error: FileError) -> String? {
    if case .otherFormat(let kind, _) = error.problem { kind.advice(error.path) } else { nil }
  }
}

extension UInt64 {
  /// Hexadecimal digits of a digest, as they are shown.
  var digits: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
