import Language

/// A command: its signature, and what it does with the parts of a session that it needs.
package struct Command: Sendable {
  /// What commands are about, in the order of the reference.
  package enum Group: String, Sendable {
    case data, model, train, look, time, files, session
  }

  package let signature: CommandSignature
  let body: @Sendable (Invocation, SessionParts) throws -> Value

  /// - Parameters:
  ///   - needs: the part of the session that the body gets, and nothing else of it.
  ///   - body: what it does; the value is the command's, where it is used as one.
  package init<Needed>(
    _ signature: CommandSignature, needs: KeyPath<SessionParts, Needed> & Sendable,
    body: @escaping @Sendable (Invocation, Needed) throws -> Value
  ) {
    self.signature = signature
    self.body = { invocation, parts in try body(invocation, parts[keyPath: needs]) }
  }

  package init<Needed>(
    _ name: String, group: Group, summary: String, details: String = "",
    parameters: [Parameter] = [], examples: [Example], result: ValueKinds = .none,
    passesParameters: Bool = false, effect: CommandSignature.Effect = .none,
    isRepeated: Bool = false, synonyms: [String] = [],
    needs: KeyPath<SessionParts, Needed> & Sendable,
    body: @escaping @Sendable (Invocation, Needed) throws -> Value
  ) {
    self.init(
      CommandSignature(
        name, group: group.rawValue, summary: summary, details: details, parameters: parameters,
        examples: examples, result: result, passesParameters: passesParameters, effect: effect,
        isRepeated: isRepeated, synonyms: synonyms), needs: needs, body: body)
  }

  /// One for which its arguments, and who evaluates them, are enough.
  package init(
    _ name: String, group: Group, summary: String, details: String = "",
    parameters: [Parameter] = [], examples: [Example], result: ValueKinds = .none,
    passesParameters: Bool = false, synonyms: [String] = [],
    body: @escaping @Sendable (Invocation) throws -> Value
  ) {
    signature = CommandSignature(
      name, group: group.rawValue, summary: summary, details: details, parameters: parameters,
      examples: examples, result: result, passesParameters: passesParameters, synonyms: synonyms)
    self.body = { invocation, _ in try body(invocation) }
  }
}
