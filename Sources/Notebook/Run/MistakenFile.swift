import Checkpoints
import Files
import Language

/// What a file or a folder is that `open` was given in place of a checkpoint, and what it is for.
enum MistakenFile {
  /// The error of reading something as a checkpoint, told by what it is where that can be known.
  ///
  /// - Parameter written: the path as the user wrote it, for what to type instead.
  static func problem(for error: FileError, written: String) -> Problem {
    let found: (what: String, advice: String?)?
    switch error.problem {
    case let problem where problem == .checkpoint(.empty): found = folder(error.path, written)
    case let problem where problem == .checkpoint(.notACheckpoint):
      found = file(.safetensors, written)
    case .otherFormat(let kind, _): found = file(kind, written)
    default: found = nil
    }
    guard let found else { return .file("\(error)", advice: nil) }
    return .file("\(error.path) \(found.what)", advice: found.advice)
  }

  private static func file(_ kind: FileKind, _ path: String) -> (String, String?) {
    let advice = kind == .text ? "`run \(path)` runs a script" : kind.advice(path)
    return ("is \(kind.rawValue), no checkpoint", advice)
  }

  // MARK: - Folders

  private static func folder(_ path: String, _ written: String) -> (String, String?) {
    let names = Folder.readableNames(in: path)
    func isFolderWithPictures(_ name: String) -> Bool {
      Folder.readableNames(in: "\(path)/\(name)").contains { $0.lowercased().hasSuffix(".png") }
    }
    if names.contains("generator.json") || names.contains("generator_weights.hdf5") {
      return (
        "is the folder of a Keras model, no checkpoint", "`import keras \(written)` takes it over"
      )
    }
    if let name = names.last(where: { $0.hasSuffix(".checkpoint") && !$0.hasPrefix(".") }) {
      return (
        "has no checkpoint of `train checkpoint=DIR` in it",
        "`open \(written)/\(name)` goes on from a file of `save`"
      )
    }
    if names.contains(where: { $0.hasPrefix("train-images") }) {
      return ("is a folder of data, no checkpoint", "`load mnist from=\(written)` reads it")
    }
    if names.prefix(20).contains(where: isFolderWithPictures) {
      return (
        "is a folder of pictures, no checkpoint", "`load folder \(written)` takes them as data"
      )
    }
    return (
      names.isEmpty ? "is an empty folder" : "has no checkpoint in it",
      "`train checkpoint=\(written)` puts some there"
    )
  }
}
