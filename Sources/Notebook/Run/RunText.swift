import GANs
import Language
import TensorEngine

extension Run {
  /// `acgan: G 857,705 parameters, D 120,075`.
  var title: String {
    "\(kind.name): G \(NumberText.grouped(generator.plan.parameterCount)) parameters, "
      + "D \(NumberText.grouped(discriminator.plan.parameterCount))"
  }
}

extension Layer {
  /// Its type, in words.
  var words: String {
    var words = ""
    for character in "\(type(of: self))" {
      if character.isUppercase, !words.isEmpty { words += " " }
      words += character.lowercased()
    }
    return words
  }
}
