/// What may stand at the cursor.
package struct CompletionList: Equatable, Sendable {
  package struct Candidate: Equatable, Sendable {
    package let text: String
    /// Type, default and one line of explanation.
    package let note: String
    /// Whether a blank may follow; not after `name=` or a folder.
    package let isFinal: Bool

    package init(_ text: String, _ note: String = "", isFinal: Bool = true) {
      self.text = text
      self.note = note
      self.isFinal = isFinal
    }
  }

  package let candidates: [Candidate]
  /// How many Unicode scalars before the cursor a candidate takes the place of.
  package let replacing: Int

  package init(candidates: [Candidate], replacing: Int) {
    self.candidates = candidates
    self.replacing = replacing
  }

  package static let none = CompletionList(candidates: [], replacing: 0)
}
