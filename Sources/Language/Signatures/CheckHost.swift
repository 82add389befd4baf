/// Who answers, before anything runs, what no signature says.
package protocol CheckHost: AnyObject {
  var signatures: Signatures { get }

  /// What belongs to an object, by its dotted name, where certain objects are there.
  ///
  /// - Parameter objects: the word by which a command's signature introduced them.
  /// - Returns: nil where that is not known.
  func members(of owner: String, among objects: String) -> [String]?

  /// The path for the system of a script that a text names.
  func resolveScript(_ path: String, from name: SourceName) -> String
}
