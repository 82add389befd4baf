/// A command with its arguments, on its way.
package struct Invocation {
  package let command: Command
  package let session: Session
}
