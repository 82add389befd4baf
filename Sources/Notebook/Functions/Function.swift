import Language

/// A function of expressions, `mean(x)`: its signature, and what it computes.
package struct Function: Sendable {
  package typealias Parameter = FunctionSignature.Parameter

  package let signature: FunctionSignature
  package let body: @Sendable (FunctionCall) throws -> Value

  package init(
    _ name: String, _ parameters: [Parameter], isVariadic: Bool = false, gives result: ValueKinds,
    isElementwise: Bool = false, _ summary: String, examples: [Example],
    body: @escaping @Sendable (FunctionCall) throws -> Value
  ) {
    signature = FunctionSignature(
      name, parameters, isVariadic: isVariadic, gives: result, isElementwise: isElementwise,
      summary, examples: examples)
    self.body = body
  }
}
