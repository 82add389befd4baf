import Files

/// What was wrong with a model file, and which file it was: the one error of this module.
public struct ModelFileError: Error, Equatable, Sendable {
  /// The file or folder, as the caller named it.
  public let path: String
  /// What was wrong, with its evidence.
  public let problem: Problem

  public init(path: String, problem: Problem) {
    self.path = path
    self.problem = problem
  }

  /// The kinds of problems, one per format and layer.
  public enum Problem: Error, Equatable, Sendable {
    /// The operating system refused.
    case system(SystemProblem)
    /// A file was not saved.
    case save(SaveProblem)
    /// The file is of another kind than the one that is wanted.
    case otherFormat(FileKind, wanted: String)
    /// The text is not JSON, or not the JSON that was expected.
    case json(JSONProblem)
    /// The bytes are not a safetensors file, or it lacks what was asked of it.
    case safetensors(SafetensorsProblem)
    /// The file is no checkpoint, or the folder cannot keep one.
    case checkpoint(CheckpointProblem)
    /// The bytes are not a NumPy array file.
    case numpy(NumPyProblem)
    /// The archive of NumPy arrays is damaged, or lacks what was asked of it.
    case archive(ArchiveProblem)
    /// The files of Keras do not describe one of the networks.
    case keras(KerasProblem)
    /// The bytes are not a weight file of Keras 2, or could not become one.
    case hdf5(HDF5Problem)
  }
}

extension ModelFileError: CustomStringConvertible {
  public var description: String {
    // Not of a file, but what it is.
    if case .otherFormat = problem { "\(path) \(problem)" } else { "\(path): \(problem)" }
  }
}

extension ModelFileError {
  /// The error of bytes that a reader cannot make sense of: what they are, where that can be told
  /// and it is not what they were taken for.
  ///
  /// - Parameter wanted: what is read here, as `NumPy array`.
  static func unreadable(
    _ bytes: some Collection<UInt8>, path: String, as expected: FileKind, wanted: String,
    _ problem: Problem
  ) -> ModelFileError {
    guard let kind = FileKind(beginning: bytes), kind != expected else {
      return ModelFileError(path: path, problem: problem)
    }
    return ModelFileError(path: path, problem: .otherFormat(kind, wanted: wanted))
  }
}

extension ModelFileError.Problem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .system(let problem): problem.description
    case .save(let problem): problem.description
    case .otherFormat(let kind, let wanted): "is \(kind.rawValue), no \(wanted)"
    case .json(let problem): problem.description
    case .safetensors(let problem): problem.description
    case .checkpoint(let problem): problem.description
    case .numpy(let problem): problem.description
    case .archive(let problem): problem.description
    case .keras(let problem): problem.description
    case .hdf5(let problem): problem.description
    }
  }
}
