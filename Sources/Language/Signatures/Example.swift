/// A few lines that show a command or a function at work; each is run by a test.
package struct Example: Sendable {
  package let text: String
  /// What it shows, where that is not plain.
  package let note: String
  /// What has to be there first: lines that the test runs before.
  package let setup: String
  /// Scripts that have to be there, by name.
  package let files: [String: String]

  package init(
    _ text: String, _ note: String = "", setup: String = "", files: [String: String] = [:]
  ) {
    self.files = files
    self.text = text
    self.note = note
    self.setup = setup
  }
}
