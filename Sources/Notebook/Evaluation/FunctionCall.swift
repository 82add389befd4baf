/// A function with its arguments.
package struct FunctionCall {
  package let function: Function
  package let arguments: [Value]
  package let session: Session
}
