import Platform

/// A program of the system that does something for this one, such as `curl`: it reads nothing, and
/// what it says on its standard error is told where it fails.
package struct OutsideProgram {
  /// A name that is looked for where programs are, or a path.
  let name: String
  let arguments: [String]

  package init(_ name: String, _ arguments: [String]) {
    self.name = name
    self.arguments = arguments
  }

  /// Why it did not do its work.
  package enum Failure: Error, Equatable {
    case notInstalled
    /// It could not be started, or watched.
    case system(String)
    /// The signal that ended it.
    case signal(Int32)
    /// Its exit code, and what it said, in one line.
    case exit(Int32, message: String)
  }

  /// The path of a program; nil where it is in none of the folders.
  ///
  /// - Parameter folders: as in `PATH`.
  package static func path(of name: String, in folders: String) -> String? {
    for folder in folders.split(separator: ":") {
      let path = "\(folder)/\(name)"
      if InputFile.exists(path), access(path, X_OK) == 0 { return path }
    }
    return nil
  }

  /// Runs it to its end.
  ///
  /// - Parameter watching: called some times a second; what it throws ends the program.
  /// - Throws: ``Failure``, or what `watching` throws.
  package func run(watching: () throws -> Void = {}) throws {
    var pipe: [Int32] = [0, 0]
    guard makePipe(&pipe) else { throw Failure.system(String(cString: strerror(errno))) }
    defer { close(pipe[0]) }
    let child: pid_t
    do {
      defer { close(pipe[1]) }
      child = try start(errorsTo: pipe[1])
    }
    var said: [UInt8] = []
    let status = try wait(for: child, errors: pipe[0], saying: &said, watching)
    // The low seven bits tell the signal that ended it, the next eight the exit code.
    guard status != 0 else { return }
    guard status & 0x7f == 0 else { throw Failure.signal(status & 0x7f) }
    let code = status >> 8 & 0xff
    if code == 127 { throw Failure.notInstalled }
    throw Failure.exit(code, message: errorText(said))
  }

  private func start(errorsTo descriptor: Int32) throws(Failure) -> pid_t {
    #if os(macOS)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, descriptor, 2)
    // A group of its own: Ctrl-C is for this program, which ends the other one if it wants to.
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    var strings: [UnsafeMutablePointer<CChar>?] = ([name] + arguments).map { strdup($0) } + [nil]
    defer { for string in strings { free(string) } }
    var child: pid_t = 0
    let status = posix_spawnp(&child, name, &actions, &attributes, &strings, environmentPointer)
    guard status != ENOENT else { throw .notInstalled }
    guard status == 0 else { throw .system(String(cString: strerror(status))) }
    return child
  }

  /// Waits until it has ended, and takes in meanwhile what it says: a pipe that is full would stop it.
  ///
  /// - Returns: its status.
  private func wait(
    for child: pid_t, errors: Int32, saying said: inout [UInt8], _ watching: () throws -> Void
  ) throws -> Int32 {
    // Short naps at first, for what is done at once; then ten looks a second.
    var nap: UInt32 = 1000
    var status: Int32 = 0
    while true {
      let ended = waitpid(child, &status, WNOHANG)
      // Kept at once: what follows makes calls of its own.
      let problem = ended < 0 ? errno : 0
      let isOver = ended == child || problem != 0 && problem != EINTR
      takeIn(errors, &said)
      do {
        try watching()
      } catch {
        // The number of one that is over may be that of another program by now.
        if !isOver {
          kill(child, SIGKILL)
          while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        }
        throw error
      }
      if ended == child { return status }
      if isOver { throw Failure.system(String(cString: strerror(problem))) }
      usleep(nap)
      nap = min(nap * 2, 100_000)
    }
  }

  /// How much is kept of what it says: its first line is what counts.
  private static let mostSaid = 2000

  /// Empties the pipe, or as much as a pipe holds, where it is written to all the while.
  private func takeIn(_ descriptor: Int32, _ said: inout [UInt8]) {
    var buffer = [UInt8](repeating: 0, count: 4096)
    for _ in 0..<16 {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return }
      said += buffer.prefix(min(count, Self.mostSaid - said.count))
    }
  }

  /// What it said, in one line, without its own name in front.
  private func errorText(_ said: [UInt8]) -> String {
    let text = String(decoding: said, as: UTF8.self)
    let line = text.split(separator: "\n").first.map(String.init) ?? ""
    let prefix = "\(Folder.split(name).name): "
    return line.hasPrefix(prefix) ? String(line.dropFirst(prefix.count)) : line
  }

  private func makePipe(_ ends: inout [Int32]) -> Bool {
    guard pipe(&ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // Only of the end that is read: nobody waits for what may not be said.
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    return true
  }
}

/// The environment to hand down, proxies and all.
private var environmentPointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
  #if os(macOS)
    _NSGetEnviron().pointee
  #else
    environ
  #endif
}
