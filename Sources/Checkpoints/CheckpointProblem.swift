import Files
import TensorEngine

/// Why a file is no checkpoint, or a folder cannot keep checkpoints.
public enum CheckpointProblem: ContentProblem {
  /// A file without the marks of a checkpoint.
  case notACheckpoint
  /// Written by a later version of Ganbook.
  case version(String, known: Int)
  /// The bytes are not those that were written.
  case checksum
  /// A value of the checkpoint is missing or impossible.
  case value(name: String, why: String)
  /// A run of a kind of GAN that this program does not know.
  case unknownKind(String, known: [String])
  /// A tensor has another shape than the kind's network has for it.
  case shape(name: String, found: Shape, wanted: Shape)
  /// The folder has a checkpoint of the largest number, behind which none is found.
  case numbersUsedUp(newest: String)
  /// A folder without any checkpoint.
  case empty
  /// A folder whose checkpoints are all damaged, newest first.
  case allDamaged([FileError])
}

extension CheckpointProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notACheckpoint:
      "is a safetensors file, but no checkpoint of Ganbook; `read` gets tensors out of it"
    case .version(let version, let known):
      "is a checkpoint of format \(version.prefix(20)); this Ganbook knows formats up to \(known)"
    case .checksum:
      "a damaged checkpoint: its bytes are not those that were written (SHA-256 differs)"
    case .value(let name, let why): "a damaged checkpoint: `\(name)` \(why)"
    case .unknownKind(let kind, let known):
      "is a checkpoint of the kind `\(kind.prefix(40))`, which this program does not know; it knows "
        + known.joined(separator: ", ")
    case .shape(let name, let found, let wanted):
      "does not fit the model of its kind: `\(name)` has the shape \(found), the model's \(wanted)"
    case .numbersUsedUp(let newest):
      "there is no number after that of \(newest); move it away, or choose another folder"
    case .empty: "has no checkpoint in it"
    case .allDamaged(let errors):
      "has no whole checkpoint in it: "
        + errors.map { "\(Folder.split($0.path).name): \($0.problem)" }.joined(separator: "; ")
    }
  }
}

extension FileError.Problem {
  /// The problem of a checkpoint.
  public static func checkpoint(_ problem: CheckpointProblem) -> Self { .content(problem) }
}
