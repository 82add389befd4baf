import Formats
import GANs
import TensorEngine

// Hyperparameters in a checkpoint, by name; numbers survive exactly.

extension Hyperparameters {
  var json: JSONObject {
    var object: JSONObject = [
      "batch": .integer(batch), "latent": .integer(latentWidth),
      "dropout": .number(Double(dropout)),
    ]
    for (name, adam) in [("g", generatorAdam), ("d", discriminatorAdam)] {
      object["\(name).rate"] = .number(Double(adam.learningRate))
      object["\(name).beta1"] = .number(Double(adam.beta1))
      object["\(name).beta2"] = .number(Double(adam.beta2))
      object["\(name).epsilon"] = .number(Double(adam.epsilon))
    }
    return object
  }

  init(_ object: JSONObject, of kind: GANKind) throws(CheckpointProblem) {
    func number(_ name: String) throws(CheckpointProblem) -> Float {
      guard let number = object[name]?.number else {
        throw .value(name: name, why: "is no number")
      }
      return Float(number)
    }
    func whole(_ name: String) throws(CheckpointProblem) -> Int {
      guard let number = object[name]?.integer else {
        throw .value(name: name, why: "is no whole number")
      }
      return number
    }
    func adam(_ name: String) throws(CheckpointProblem) -> Adam.Hyperparameters {
      Adam.Hyperparameters(
        learningRate: try number("\(name).rate"), beta1: try number("\(name).beta1"),
        beta2: try number("\(name).beta2"), epsilon: try number("\(name).epsilon"))
    }
    self.init(for: kind)
    batch = try whole("batch")
    latentWidth = try whole("latent")
    dropout = try number("dropout")
    generatorAdam = try adam("g")
    discriminatorAdam = try adam("d")
    do {
      try validate()
    } catch {
      throw .value(name: "hyperparameters", why: "do not fit: \(error)")
    }
  }
}
