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
    /// The text is not JSON, or not the JSON that was expected.
    case json(JSONProblem)
    /// The bytes are not a safetensors file, or it lacks what was asked of it.
    case safetensors(SafetensorsProblem)
  }
}

extension ModelFileError: CustomStringConvertible {
  public var description: String { "\(path): \(problem)" }
}

extension ModelFileError.Problem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .system(let problem): problem.description
    case .json(let problem): problem.description
    case .safetensors(let problem): problem.description
    }
  }
}
