import Platform
import Synchronization

/// The temporary files of saves: `.NAME.MACHINE-PID-N.partial`, hidden, and telling whose they are,
/// for several machines may save in one folder.
package enum PartialFiles {
  private static let suffix = ".partial"

  /// Numbers that were given, and the names of files that are being written.
  private static let own = Mutex<(count: Int, names: Set<String>)>((0, []))

  /// A name for a new temporary file of this process, which it gives back when the file is gone.
  package static func newName(for name: String) -> String {
    own.withLock { own in
      own.count += 1
      let partial = "\(prefix(of: name))\(machine)-\(getpid())-\(own.count)\(suffix)"
      own.names.insert(partial)
      return partial
    }
  }

  /// A temporary file has its final name, or is removed.
  package static func giveBack(_ partial: String) { own.withLock { _ = $0.names.remove(partial) } }

  /// The name is cut so that the whole stays within the 255 bytes of common file systems.
  private static func prefix(of name: String) -> String {
    ".\(String(decoding: name.utf8.prefix(190), as: UTF8.self))."
  }

  /// Removes what killed processes of this machine left of saves of these names; of any name where
  /// it is nil. Files of processes that live are left alone, and those of other machines, whose
  /// processes cannot be seen from here. Failures do not matter: the next save tries again.
  package static func removeStale(
    of names: [String]? = nil, in folder: Int32, through files: some FileSystem
  ) {
    let prefixes = names.map { Set($0.map(prefix)) }
    for entry in (try? Folder.names(in: folder)) ?? [] {
      guard let owner = owner(of: entry), owner.machine == machine,
        isStale(entry, of: owner.process)
      else { continue }
      let stem = entry.dropLast(suffix.count)
      guard let dot = stem.lastIndex(of: "."), prefixes?.contains(String(stem[...dot])) ?? true
      else { continue }
      try? files.unlink(entry, in: folder)
    }
  }

  /// A process may have the id of one that was killed: then the file is not among its own.
  private static func isStale(_ entry: String, of process: pid_t) -> Bool {
    process == getpid() ? !own.withLock { $0.names.contains(entry) } : !isAlive(process)
  }

  /// The machine and process that made a temporary file; nil where the name is not one of ours.
  package static func owner(of entry: String) -> (machine: String, process: pid_t)? {
    guard entry.hasPrefix("."), entry.hasSuffix(suffix) else { return nil }
    let stem = entry.dropLast(suffix.count)
    guard let dot = stem.lastIndex(of: ".") else { return nil }
    let parts = stem[stem.index(after: dot)...].split(separator: "-")
    guard parts.count == 3, Int(parts[2]) != nil, let process = pid_t(parts[1]), process > 0 else {
      return nil
    }
    return (String(parts[0]), process)
  }

  /// Whether a process of that id exists, whoever owns it.
  package static func isAlive(_ process: pid_t) -> Bool { kill(process, 0) == 0 || errno == EPERM }

  /// 16 hexadecimal digits (FNV-1a, 64 bits) of what tells apart those who see other processes: the
  /// host's name, the machine's id, and on Linux the container by its process namespace.
  package static let machine: String = {
    var host = [CChar](repeating: 0, count: 256)
    _ = gethostname(&host, host.count - 1)
    var identity = host.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)) + [0]
    #if os(Linux)
      var buffer = [UInt8](repeating: 0, count: 64)
      let descriptor = open("/etc/machine-id", O_RDONLY | O_CLOEXEC)
      if descriptor >= 0 {
        identity += buffer.prefix(max(0, read(descriptor, &buffer, buffer.count)))
        close(descriptor)
      }
      identity += [0] + (Folder.target(of: "/proc/self/ns/pid") ?? "").utf8
    #endif
    let hash = identity.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }()
}
