/// What a function of expressions, `mean(x)`, takes and gives. What it computes is the host's.
package struct FunctionSignature: Sendable {
  package struct Parameter: Sendable {
    package let name: String
    package let kinds: ValueKinds
    package let isRequired: Bool
    /// What it is where it is left out, as text of the language; nil where that is left to the
    /// function.
    package let defaultText: String?

    package init(
      _ name: String, _ kinds: ValueKinds, isRequired: Bool = true,
      default defaultText: String? = nil
    ) {
      self.defaultText = defaultText
      self.name = name
      self.kinds = kinds
      self.isRequired = isRequired
    }
  }

  package let name: String
  package let parameters: [Parameter]
  /// Whether the last parameter may be given any number of times.
  package let isVariadic: Bool
  package let result: ValueKinds
  /// Whether it works on each element: a number gives a number, a tensor a tensor of its shape.
  package let isElementwise: Bool
  package let summary: String
  package let examples: [Example]

  package init(
    _ name: String, _ parameters: [Parameter], isVariadic: Bool = false, gives result: ValueKinds,
    isElementwise: Bool = false, _ summary: String, examples: [Example]
  ) {
    self.name = name
    self.parameters = parameters
    self.isVariadic = isVariadic
    self.isElementwise = isElementwise
    self.result = result
    self.summary = summary
    self.examples = examples
  }

  /// Those that an argument may name: all but the one that may be given any number of times.
  package var namedParameters: ArraySlice<Parameter> {
    isVariadic ? parameters.dropLast() : parameters[...]
  }

  /// The parameter that an argument is for; nil where there is none.
  package func parameter(at index: Int) -> Parameter? {
    index < parameters.count ? parameters[index] : isVariadic ? parameters.last : nil
  }

  /// `reshape(x, shape...)`, `read(file[, name])`.
  package var usage: String {
    var text = ""
    for (index, parameter) in parameters.enumerated() {
      let name =
        parameter.name + (isVariadic && index == parameters.count - 1 ? "..." : "")
        + (parameter.defaultText.map { "=\($0)" } ?? "")
      let separator = index == 0 ? "" : ", "
      text += parameter.isRequired ? separator + name : "[\(separator)\(name)]"
    }
    return "\(name)(\(text))"
  }
}
