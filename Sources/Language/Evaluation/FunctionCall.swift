/// A function with its arguments, whose kinds have been checked.
package struct FunctionCall {
  package let function: Function
  package let arguments: [Value]
  package let session: Session

  package init(function: Function, arguments: [Value], session: Session) {
    self.function = function
    self.arguments = arguments
    self.session = session
  }

  /// An error that names the function.
  package func bad(_ reason: String) -> Problem {
    .badArgument(function: function.name, reason: reason)
  }
}
