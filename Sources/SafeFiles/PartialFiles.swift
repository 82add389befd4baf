import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The temporary files of saves: `.NAME.PID-N.partial`, hidden, and telling whose they are.
package enum PartialFiles {
  private static let suffix = ".partial"
  private static let counter = Atomic<Int>(0)

  /// A path for a new temporary file of this process.
  package static func newPath(for name: String, in folder: String) -> String {
    let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
    return "\(folder)/\(prefix(of: name))\(getpid())-\(number)\(suffix)"
  }

  /// The name is cut so that the whole stays within the 255 bytes of common file systems.
  private static func prefix(of name: String) -> String {
    ".\(String(decoding: name.utf8.prefix(200), as: UTF8.self))."
  }

  /// Removes what killed processes left of saves of these names; of any name where it is nil. Files
  /// of processes that live are left alone. Failures do not matter: the next save tries again.
  package static func removeStale(
    of names: [String]? = nil, in folder: String, through files: some FileSystem
  ) {
    let prefixes = names.map { Set($0.map(prefix)) }
    for entry in Folder.readableNames(in: folder) {
      guard let process = owner(of: entry), process != getpid(), !isAlive(process) else { continue }
      let stem = entry.dropLast(suffix.count)
      guard let dot = stem.lastIndex(of: "."), prefixes?.contains(String(stem[...dot])) ?? true
      else { continue }
      try? files.unlink("\(folder)/\(entry)")
    }
  }

  /// The process that made a temporary file; nil where the name is not one of ours.
  package static func owner(of entry: String) -> pid_t? {
    guard entry.hasPrefix("."), entry.hasSuffix(suffix) else { return nil }
    let stem = entry.dropLast(suffix.count)
    guard let dot = stem.lastIndex(of: ".") else { return nil }
    let parts = stem[stem.index(after: dot)...].split(separator: "-")
    guard parts.count == 2, Int(parts[1]) != nil, let process = pid_t(parts[0]), process > 0 else {
      return nil
    }
    return process
  }

  /// Whether a process of that id exists, whoever owns it.
  package static func isAlive(_ process: pid_t) -> Bool { kill(process, 0) == 0 || errno == EPERM }
}
