/// A command with its arguments, checked and evaluated.
package struct Invocation {
  package let host: any Host
  package let call: CommandCall
  package let source: SourceText
  package let values: [String: [Value]]
  /// What it was given in braces.
  package let block: DeferredBlock?
  let conditions: [String: Condition]
  let deferredExpressions: [String: Expression]

  package init(
    host: any Host, call: CommandCall, source: SourceText, values: [String: [Value]],
    block: DeferredBlock? = nil, conditions: [String: Condition] = [:],
    deferredExpressions: [String: Expression] = [:]
  ) {
    self.host = host
    self.call = call
    self.source = source
    self.values = values
    self.block = block
    self.conditions = conditions
    self.deferredExpressions = deferredExpressions
  }

  package var command: CommandSignature { call.command }

  /// The command as it is written.
  package var text: String {
    let ends = call.arguments.map(\.range.upperBound) + [call.nameRange.upperBound]
    let end = max(ends.max() ?? 0, call.block?.range.upperBound ?? 0)
    return source[call.nameRange.lowerBound..<end]
  }

  /// Everything given for a parameter, or its default.
  package func all(_ name: String) -> [Value] {
    if let values = values[name] { return values }
    guard let parameter = command.parameters.first(where: { $0.name == name }),
      let text = parameter.defaultText
    else { return [] }
    switch parameter.type {
    case .int, .float: return Number(text).map { [.number($0)] } ?? []
    case .bool: return [.bool(text == "true")]
    default: return [.string(text)]
    }
  }

  package func isGiven(_ name: String) -> Bool {
    values[name] != nil || conditions[name] != nil || deferredExpressions[name] != nil
  }
  package func value(_ name: String) -> Value? { all(name).first }
  package func string(_ name: String) -> String? {
    if case .string(let text)? = value(name) { text } else { nil }
  }
  package func number(_ name: String) -> Double? { exactNumber(name)?.double }
  package func float(_ name: String) -> Float? { number(name).map { Float($0) } }
  package func int(_ name: String) -> Int? { exactNumber(name)?.int }
  /// A whole number of 64 bits without a sign.
  package func seed(_ name: String) -> UInt64? {
    exactNumber(name)?.wholeValue.flatMap { UInt64(exactly: $0) }
  }
  private func exactNumber(_ name: String) -> Number? {
    if case .number(let number)? = value(name) { number } else { nil }
  }
  package func bool(_ name: String) -> Bool? {
    if case .bool(let value)? = value(name) { value } else { nil }
  }
  /// What was given for a parameter, as it is written.
  package func texts(_ name: String) -> [String] {
    call.arguments.filter { $0.parameter.name == name }.map { source[$0.range] }
  }
  package func condition(_ name: String) -> Condition? { conditions[name] }
  package func deferred(_ name: String) -> Expression? { deferredExpressions[name] }

  /// Puts an error at the place of an argument.
  package func fault(_ problem: Problem, at name: String) -> Fault {
    let argument = call.arguments.first { $0.parameter.name == name }
    return Fault(problem, at: argument?.range ?? call.nameRange)
  }
}
