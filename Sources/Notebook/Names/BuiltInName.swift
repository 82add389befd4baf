import Language

/// A name that is always there, `seed`, `loss.d`, `G`: its signature, and how its value is had.
package struct BuiltInName: Sendable {
  package let signature: NameSignature
  package let value: @Sendable (Workspace) throws -> Value
  /// The same as rows that need not all be made; nil for what is had whole.
  private(set) var rows: (@Sendable (Workspace) throws -> TensorRows)?

  package init(
    _ path: String, _ kinds: ValueKinds, _ summary: String,
    value: @escaping @Sendable (Workspace) throws -> Value
  ) {
    signature = NameSignature(path, kinds, summary)
    self.value = value
  }
}

extension BuiltInName {
  /// One of many rows, some of which can be had without the rest.
  ///
  /// - Parameter whole: all of them.
  package init(
    _ path: String, _ summary: String, rows: @escaping @Sendable (Workspace) throws -> TensorRows,
    whole: @escaping @Sendable (Workspace) throws -> Value
  ) {
    self.init(path, .tensor, summary, value: whole)
    self.rows = rows
  }
}
