import Language
import Platform

/// What the machine has to spare.
enum SystemMemory {
  /// A quarter of what is free, a gigabyte at most.
  static var budgetForStates: Int { min(available / 4, 1 << 30) }

  /// The bytes that can be had without swapping, in a container of what it may have. On Linux caches
  /// that the system gives back count as free; elsewhere it is all the memory there is.
  static var available: Int {
    let group = "/sys/fs/cgroup/memory."
    guard let limit = number(in: group + "max"), let used = number(in: group + "current") else {
      return machine
    }
    return min(machine, max(limit - used, 0))
  }

  /// Nil where there is no such file, or no limit: `max`.
  private static func number(in path: String) -> Int? {
    beginning(of: path).flatMap { Int($0.filter { $0 != "\n" }) }
  }

  private static var machine: Int {
    if let text = beginning(of: "/proc/meminfo"),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }),
      let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    {
      return kilobytes << 10
    }
    return sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
  }

  private static func beginning(of path: String) -> String? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
