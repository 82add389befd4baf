/// A function with its arguments, whose kinds have been checked.
package struct FunctionCall {
  package let function: FunctionSignature
  package let arguments: [Value]
  package let host: any Host

  package init(function: FunctionSignature, arguments: [Value], host: any Host) {
    self.function = function
    self.arguments = arguments
    self.host = host
  }

  /// An error that names the function.
  package func bad(_ reason: String) -> Problem {
    .badArgument(function: function.name, reason: reason)
  }
}
