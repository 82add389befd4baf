import Language

/// A command: its signature, and what it does.
package struct Command: Sendable {
  /// What commands are about, in the order of the reference.
  package enum Group: String, Sendable {
    case data, model, train, look, time, files, session
  }

  package let signature: CommandSignature
  package let body: @Sendable (Invocation) throws -> Value

  package init(
    _ name: String, group: Group, summary: String, details: String = "",
    parameters: [Parameter] = [], examples: [Example], result: ValueKinds = .none,
    passesParameters: Bool = false, effect: CommandSignature.Effect = .none,
    synonyms: [String] = [], body: @escaping @Sendable (Invocation) throws -> Value
  ) {
    signature = CommandSignature(
      name, group: group.rawValue, summary: summary, details: details, parameters: parameters,
      examples: examples, result: result, passesParameters: passesParameters, effect: effect,
      synonyms: synonyms)
    self.body = body
  }
}
