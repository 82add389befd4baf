import Language

/// A name that is always there, `seed`, `loss.d`, `G`: its signature, and how its value is had.
package struct BuiltInName: Sendable {
  package let signature: NameSignature
  package let value: @Sendable (Workspace) throws -> Value

  package init(
    _ path: String, _ kinds: ValueKinds, _ summary: String,
    value: @escaping @Sendable (Workspace) throws -> Value
  ) {
    signature = NameSignature(path, kinds, summary)
    self.value = value
  }
}
