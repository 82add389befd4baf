import Files
import Formats

/// What a file or a folder is that `open` was given in place of a checkpoint, and what it is for.
enum OtherFiles {
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

extension FileKind {
  /// What to do with a file of this kind that was given in place of another.
  ///
  /// - Parameter path: how to call the file.
  func advice(_ path: String) -> String? {
    switch self {
    case .png: "`load folder DIR` takes pictures as data, a folder for each class"
    case .jpeg, .gif, .bmp, .tiff, .webp:
      "convert it to PNG; `load folder DIR` takes pictures as data"
    case .numpy: "`read(\"\(path)\")` gets it"
    case .npz: "`read(\"\(path)\")` lists its arrays, `read(\"\(path)\", \"NAME\")` gets one"
    case .safetensors: "`read(\"\(path)\", \"NAME\")` gets a tensor out of it"
    case .safetensorsIndex: "it names the files that hold the tensors: give one of those"
    case .hdf5, .json: "`import keras DIR` takes over a model from the folder of its four files"
    case .keras:
      "`import keras DIR` takes a model in four files, as `to_json` and `save_weights` of Keras 2 write it"
    case .torch, .matlab, .gguf:
      "save its tensors with safetensors, or each with `numpy.save`; `read` gets those"
    case .pickle:
      "a pickle may run any program when it is opened; save its arrays with `numpy.save` or safetensors"
    case .idx: "`load idx images=FILE labels=FILE` reads it"
    case .parquet, .arrow: "save its images as PNG files or as IDX"
    case .gitLFSPointer: "`git lfs pull` fetches the file that it stands for"
    case .html: "a server sent it in place of the file: get the file again"
    case .gzip: "`load mnist from=DIR` and `load idx images=FILE labels=FILE` read data"
    case .zip, .archive: "unpack it first"
    case .empty, .pdf, .text: nil
    }
  }
}
