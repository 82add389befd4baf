import Language

/// A function of expressions, `mean(x)`: its signature, and what it computes.
package struct Function: Sendable {
  package typealias Parameter = FunctionSignature.Parameter

  package let signature: FunctionSignature
  package let body: @Sendable (FunctionCall, Workspace) throws -> Value

  /// - Parameter body: computes the value, of a call whose arguments are of the right kinds.
  package init(
    _ name: String, _ parameters: [Parameter], isVariadic: Bool = false, gives result: ValueKinds,
    isElementwise: Bool = false, _ summary: String, examples: [Example],
    body: @escaping @Sendable (FunctionCall, Workspace) throws -> Value
  ) {
    signature = FunctionSignature(
      name, parameters, isVariadic: isVariadic, gives: result, isElementwise: isElementwise,
      summary, examples: examples)
    self.body = body
  }

  /// One whose value follows from its arguments alone.
  package init(
    _ name: String, _ parameters: [Parameter], isVariadic: Bool = false, gives result: ValueKinds,
    isElementwise: Bool = false, _ summary: String, examples: [Example],
    body: @escaping @Sendable (FunctionCall) throws -> Value
  ) {
    self.init(
      name, parameters, isVariadic: isVariadic, gives: result, isElementwise: isElementwise,
      summary, examples: examples
    ) { call, _ in try body(call) }
  }
}
