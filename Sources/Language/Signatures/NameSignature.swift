/// A name that is always there, with or without dots: what it gives, and what it is.
package struct NameSignature: Sendable {
  package let path: String
  package let kinds: ValueKinds
  package let summary: String

  package init(_ path: String, _ kinds: ValueKinds, _ summary: String) {
    self.path = path
    self.kinds = kinds
    self.summary = summary
  }
}
