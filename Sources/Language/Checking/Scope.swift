/// What the checker knows at a point of a text: names with the kinds of values that they may have.
struct Scope {
  var variables: [String: ValueKinds] = [:]
  /// Whether there may be further names: a script whose path is not known yet may have set them.
  var isOpen = false
  /// The kind of the model, where it is known.
  var modelKind: String?

  /// Takes in what another way through the text has set.
  mutating func widen(_ name: String, _ kinds: ValueKinds) {
    variables[name] = variables[name].map { $0.union(kinds) } ?? kinds
  }
}
