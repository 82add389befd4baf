import Files
import Platform

/// Why a file is no weight file of Keras 2, or could not be written.
public enum HDF5Problem: ContentProblem {
  /// The file does not hold what it must; the text says what.
  case refused(String)
  /// The HDF5 library crashed, or was stopped, over this file.
  case crashed(signal: Int32)
  /// What the file lists is larger than the file.
  case tooMuch
  /// The helper process that reads the file could not be started, or memory ran out.
  case noHelper(errno: Int32)
  /// The helper process sent less than the whole.
  case incomplete
  case duplicateName(layer: String, weight: String?)
  /// The HDF5 library refused to build the file.
  case notWritten
  /// This program was built without the HDF5 library.
  case notBuilt
}

extension HDF5Problem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .refused(let why): "not a Keras weight file that can be read: \(why)"
    case .crashed(let signal):
      "a damaged HDF5 file: the HDF5 library ended with signal \(signal) "
        + "(\(String(cString: strsignal(signal)))) while reading it; nothing was loaded"
    case .tooMuch: "a damaged HDF5 file: it lists more data than it holds"
    case .noHelper(let number):
      "the process that reads HDF5 files could not run: \(String(cString: strerror(number)))"
    case .incomplete: "a damaged HDF5 file: the HDF5 library gave up while reading it"
    case .duplicateName(let layer, let weight):
      if let weight {
        "the layer \"\(layer)\" lists the weight \"\(weight)\" twice"
      } else {
        "the layer \"\(layer)\" is listed twice"
      }
    case .notWritten: "the HDF5 library could not build the file; is memory short?"
    case .notBuilt:
      "this program was built without HDF5, which Keras' weight files need; `scripts/ganbook` builds "
        + "it anew once the library is installed (libhdf5-dev, hdf5-devel or brew's hdf5)"
    }
  }
}

extension FileError.Problem {
  /// The problem of a file of Keras' weights.
  public static func hdf5(_ problem: HDF5Problem) -> Self { .content(problem) }
}
