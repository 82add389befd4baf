import Files
import Formats
import GANs

/// Why a model of Keras cannot be taken over.
public enum KerasProblem: ContentProblem {
  /// A part of the JSON is missing or of another kind.
  case structure(String)
  case unknownLayer(className: String, name: String)
  /// A setting of a layer that Ganbook does not have.
  case setting(layer: String, setting: String, value: String)
  /// The layers are not those of the network.
  case architecture(network: String, position: Int, found: String, expected: String)
  case missingWeight(layer: String, weight: String)
  case ambiguousWeight(layer: String, weight: String)
  case shape(layer: String, weight: String, shape: [Int], expected: [Int])
  /// A network that is none of the kinds that are known.
  case unknownKind(known: [String])
  /// The networks are those of a kind, but for sizes that it cannot have.
  case sizes(GANError)
  /// A layer of a run that Keras has nothing for.
  case unmapped(layer: String, operation: String)
  /// A model in the JSON of Keras 3, which is another one.
  case keras3
  /// Weights in a layout that has no names of layers: the file.
  case layout(file: String)
  /// One of the four files is not in its folder.
  case missingFile
  /// Generator and discriminator do not belong together.
  case mismatch(String)
}

extension KerasProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .structure(let what): "not a model of Keras 2: \(what)"
    case .unknownLayer(let className, let name):
      "the layer \"\(name.prefix(80))\" is a \(className.prefix(80)), which none of the networks of "
        + "Ganbook has"
    case .setting(let layer, let setting, let value):
      "the layer \"\(layer.prefix(80))\" has `\(setting)` = \(value.prefix(80)), "
        + "which the networks of Ganbook do not have"
    case .architecture(let network, let position, let found, let expected):
      "layer \(position) is \(found), but the \(network) has \(expected) there"
    case .missingWeight(let layer, let weight):
      "has no `\(weight)` for the layer \"\(layer.prefix(80))\" of the JSON file; "
        + "do the two files belong together?"
    case .ambiguousWeight(let layer, let weight):
      "has more than one `\(weight)` for the layer \"\(layer.prefix(80))\""
    case .shape(let layer, let weight, let shape, let expected):
      "`\(weight)` of the layer \"\(layer.prefix(80))\" has the shape \(shape) instead of \(expected)"
    case .unknownKind(let known): "this is none of the kinds \(known.joined(separator: ", "))"
    case .sizes(let error): "a model of these sizes cannot be trained here: \(error)"
    case .unmapped(let layer, let operation):
      "the layer `\(layer)`, a \(operation), is nothing that Keras has"
    case .keras3:
      "this model is of Keras 3; Ganbook reads what Keras 2 (the package tf_keras) writes with "
        + "`to_json` and `save_weights(\"NAME_weights.hdf5\")`"
    case .layout(let file):
      "there is no such file, but \(file) beside it, which is of the layout that Keras 3 and newer "
        + "Keras 2 (tf_keras) write by that ending; write NAME.json with `to_json`, and weights with "
        + "`save_weights(\"NAME_weights.hdf5\")` of Keras 2"
    case .missingFile:
      "there is no such file; a model of Keras 2 is a folder with "
        + KerasModel.fileNames.joined(separator: ", ")
    case .mismatch(let why): "generator and discriminator do not belong together: \(why)"
    }
  }
}

extension FileError.Problem {
  /// The problem of the description of a Keras model.
  public static func keras(_ problem: KerasProblem) -> Self { .content(problem) }
}
