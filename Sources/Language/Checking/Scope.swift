/// What the checker knows at a point of a text: names with the kinds of values that they may have.
package struct Scope {
  var variables: [String: ValueKinds] = [:]
  /// Functions of one's own, by name.
  var definitions: [String: Definition] = [:]
  /// Whether there may be further names: a script whose path is not known yet may have set them.
  var isOpen = false
  /// The word for the host's objects that are there, where it is known.
  var objects: String?

  package init(
    variables: [String: ValueKinds] = [:], definitions: [String: Definition] = [:],
    objects: String? = nil
  ) {
    self.definitions = definitions
    self.variables = variables
    self.objects = objects
  }

  /// Takes in what another way through the text has set.
  mutating func widen(_ name: String, _ kinds: ValueKinds) {
    variables[name] = variables[name].map { $0.union(kinds) } ?? kinds
  }
}
