import Platform
import Synchronization

/// What the file systems of network folders and of Windows volumes may lack. Files are saved there
/// all the same; what that means is told once.
package enum Shortcoming: CaseIterable, Sendable {
  case locks, permissions, synchronizedFolders

  /// Whether a call failed because the file system cannot do it at all.
  package func explains(_ problem: SystemProblem) -> Bool {
    guard case .call(_, let number) = problem else { return false }
    switch self {
    case .locks: return [ENOLCK, EOPNOTSUPP, ENOTSUP, ENOSYS, EINVAL].contains(number)
    // Whatever it is: a file is made with the permissions of the one that it replaces, and the
    // user's mask only takes some away.
    case .permissions: return true
    case .synchronizedFolders:
      return [EINVAL, EBADF, EOPNOTSUPP, ENOTSUP, ENOSYS].contains(number)
    }
  }

  fileprivate var what: String {
    switch self {
    case .locks: "locks"
    case .permissions: "permissions that can be set"
    case .synchronizedFolders: "synchronized folders"
    }
  }

  fileprivate var consequence: String {
    switch self {
    case .locks: "a second program that trains in the same folder would not be noticed"
    case .permissions: "files may not have the permissions of those that they replace"
    case .synchronizedFolders: "what was saved last may not survive a power failure"
    }
  }
}

/// The shortcomings that this process has met.
package final class Shortcomings: Sendable {
  package static let met = Shortcomings()

  private let state = Mutex<(known: Set<Shortcoming>, new: [Shortcoming], folder: String)>(
    ([], [], ""))

  package init() {}

  package func note(_ shortcoming: Shortcoming, in folder: String) {
    state.withLock { state in
      guard state.known.insert(shortcoming).inserted else { return }
      if state.new.isEmpty { state.folder = folder }
      state.new.append(shortcoming)
    }
  }

  /// What is to be told of those that have not been; nil where there are none.
  package func takeWarning() -> String? {
    state.withLock { state in
      guard !state.new.isEmpty else { return nil }
      defer { state.new = [] }
      return "\(state.folder): the file system has no \(Self.list(state.new.map(\.what), "or")); "
        + Self.list(state.new.map(\.consequence), "and")
    }
  }

  private static func list(_ texts: [String], _ word: String) -> String {
    texts.count < 2
      ? texts.joined()
      : texts.dropLast().joined(separator: ", ") + " \(word) " + texts[texts.count - 1]
  }
}
