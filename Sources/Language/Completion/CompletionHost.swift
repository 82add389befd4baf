/// What there is to complete besides signatures.
package protocol CompletionHost: AnyObject {
  var signatures: Signatures { get }
  var variables: [String: Value] { get }
  /// Functions of one's own, by name.
  var definitions: [String: Definition] { get }
  /// What belongs to an object, by its dotted name, as it is now.
  func describeMembers(of owner: String) -> [(name: String, note: String)]
  /// A path as the user wrote it, for the system.
  func resolve(_ path: String) -> String
}

extension CompletionHost {
  /// What may stand at the cursor of a text that is being typed.
  ///
  /// - Parameter cursor: how many Unicode scalars are before it.
  package func completions(of text: String, cursor: Int) -> CompletionList {
    let scalars = text.unicodeScalars.prefix(max(0, cursor))
    return Completer(host: self).complete(Substring(scalars))
  }
}
