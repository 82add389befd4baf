import Language

/// What `set` changes besides the run.
package struct Settings: Equatable, Sendable {
  /// How pictures are shown in a terminal: a word of `set pictures`.
  package var pictures = "auto"
  /// The bytes that states may take for `rewind`; nil leaves it to what is free.
  package var timelineMemory: Int?
}
