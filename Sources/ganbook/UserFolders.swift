/// Where the files of a user are, by the XDG base directory specification.
package struct UserFolders: Sendable {
  /// `~/.local/state/ganbook`; nil without a home.
  package let state: String?
  /// `~/.config/ganbook`; nil without a home.
  package let configuration: String?

  package init(environment: [String: String]) {
    func folder(_ variable: String, _ fallback: String) -> String? {
      // The specification has relative paths ignored.
      if let value = environment[variable], value.hasPrefix("/") { return value + "/ganbook" }
      guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
      return "\(home)/\(fallback)/ganbook"
    }
    state = folder("XDG_STATE_HOME", ".local/state")
    configuration = folder("XDG_CONFIG_HOME", ".config")
  }
}
