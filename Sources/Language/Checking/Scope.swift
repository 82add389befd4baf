/// What the checker knows at a point of a text: names with the kinds of values that they may have.
package struct Scope {
  var variables: [String: ValueKinds] = [:]
  /// Functions of one's own, by name.
  var definitions: [String: Definition] = [:]
  /// Those that a command has defined, so that nothing may be assigned to them.
  var definedNames: Set<String> = []
  /// Whether there may be further names: a script whose path is not known yet may have set them.
  var isOpen = false
  /// The word for the host's objects that are there, where it is known.
  var objects: String?

  /// - Parameters:
  ///   - variables: the names that are assigned to, with the kinds of their values.
  ///   - defined: the names that commands have defined, likewise.
  ///   - definitions: functions of one's own, by name.
  package init(
    variables: [String: ValueKinds] = [:], defined: [String: ValueKinds] = [:],
    definitions: [String: Definition] = [:], objects: String? = nil
  ) {
    self.variables = variables.merging(defined, uniquingKeysWith: { variable, _ in variable })
    definedNames = Set(defined.keys).subtracting(variables.keys)
    self.definitions = definitions
    self.objects = objects
  }

  /// Takes in what another way through the text has set.
  package mutating func widen(_ name: String, _ kinds: ValueKinds) {
    variables[name] = variables[name].map { $0.union(kinds) } ?? kinds
  }
}
