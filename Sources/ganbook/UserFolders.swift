#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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

  /// Makes a folder that only the user can enter, with the ones above it. False, with `errno` set, where it cannot.
  package static func make(_ folder: String) -> Bool {
    if mkdir(folder, 0o700) == 0 || errno == EEXIST { return true }
    guard errno == ENOENT, let slash = folder.lastIndex(of: "/"), slash > folder.startIndex,
      make(String(folder[..<slash]))
    else { return false }
    return mkdir(folder, 0o700) == 0 || errno == EEXIST
  }
}
