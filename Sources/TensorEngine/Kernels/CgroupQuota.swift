import Platform

/// The processor time that Linux' control groups leave to a process: the least of its own group and
/// of all groups that this one is in, of version 1 and 2.
///
/// https://docs.kernel.org/admin-guide/cgroup-v2.html (`cpu.max`),
/// https://docs.kernel.org/scheduler/sched-bwc.html (`cpu.cfs_quota_us`).
package struct CgroupQuota: Equatable, Sendable {
  /// How many processors' time.
  package let processors: Double
  /// The file that says so.
  package let file: String

  /// - Parameter root: the folder that stands for `/`, without a slash at its end.
  /// - Returns: nil where nothing is limited, or there are no control groups.
  package init?(root: String = "") {
    let groups = Self.groups(root)
    var least: Self?
    for mount in Self.mounts(root) {
      guard
        let group = groups.first(where: {
          mount.isVersion2 == $0.controllers.isEmpty
            && (mount.isVersion2 || $0.controllers.contains("cpu"))
        })
      else { continue }
      for folder in mount.folders(to: group.path) {
        guard let quota = mount.quota(in: folder, root),
          quota.processors < least?.processors ?? .infinity
        else { continue }
        least = quota
      }
    }
    guard let least else { return nil }
    self = least
  }

  package init(processors: Double, file: String) {
    self.processors = processors
    self.file = file
  }

  /// A line of `/proc/self/cgroup`: `4:cpu,cpuacct:/jobs/7`, or `0::/jobs/7` of version 2.
  private struct Group {
    let controllers: [Substring]
    let path: Substring
  }

  private static func groups(_ root: String) -> [Group] {
    text(root + "/proc/self/cgroup").split(separator: "\n").compactMap { line in
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { return nil }
      return Group(controllers: fields[1].split(separator: ","), path: fields[2])
    }
  }

  /// Where groups are mounted: a line of `/proc/self/mountinfo`, https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html
  private struct Mount {
    let isVersion2: Bool
    /// The group that stands at the mount's point.
    let root: String
    let point: String

    /// The folders of a group and of all that it is in, as far as the mount shows them.
    func folders(to path: Substring) -> [String] {
      var rest = ""
      if root == "/" {
        rest = String(path)
      } else if path == root || path.hasPrefix(root + "/") {
        rest = String(path.dropFirst(root.count))
      }
      // A group outside of the namespace's own is shown as `/..`.
      var names = rest.split(separator: "/")
      if names.contains("..") { names = [] }
      return (0...names.count).reversed().map { count in
        names[..<count].reduce(point) { $0 + "/" + $1 }
      }
    }

    func quota(in folder: String, _ root: String) -> CgroupQuota? {
      let file = folder + (isVersion2 ? "/cpu.max" : "/cpu.cfs_quota_us")
      var words = text(root + file).split(whereSeparator: \.isWhitespace)
      if !isVersion2 {
        words += text(root + folder + "/cpu.cfs_period_us").split(whereSeparator: \.isWhitespace)
      }
      // `max` and -1 stand for no limit.
      guard words.count == 2, let quota = Double(words[0]), let period = Double(words[1]),
        quota > 0, period > 0, (quota / period).isFinite
      else { return nil }
      return CgroupQuota(processors: quota / period, file: file)
    }
  }

  private static func mounts(_ root: String) -> [Mount] {
    text(root + "/proc/self/mountinfo").split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      guard fields.count >= 5, let dash = fields.firstIndex(of: "-"), fields.count > dash + 3
      else { return nil }
      let isVersion2 = fields[dash + 1] == "cgroup2"
      guard
        isVersion2
          || fields[dash + 1] == "cgroup" && fields[dash + 3].split(separator: ",").contains("cpu")
      else { return nil }
      return Mount(
        isVersion2: isVersion2, root: unescaped(fields[3]), point: unescaped(fields[4]))
    }
  }

  /// Spaces and the like stand in octal digits, as `\040`.
  private static func unescaped(_ field: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = field.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), rest.count >= 3,
        let code = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8)
      {
        bytes.append(code)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The longest list of mounts that is read; a machine full of containers has some thousands.
  private static let mostBytes = 4 << 20

  /// A file of the kernel's, whose size is not known before; empty where it cannot be read.
  private static func text(_ path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while bytes.count < mostBytes {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
