import Platform

/// One download by the `curl` program.
///
/// Not by FoundationNetworking: linking it adds 5 ms to every start of the program, and 31 shared
/// libraries, for something that happens once on a machine.
struct CurlDownload {
  let url: String
  /// The file to write; what is there is replaced.
  let path: String
  /// The most bytes that the file may have.
  let limit: Int

  /// Gives up after 3 seconds without a connection, and after 10 with next to no data.
  ///
  /// - Parameter progress: called some times a second with the bytes so far; what it throws ends
  ///   the download.
  func run(progress: (Int) throws -> Void) throws {
    var pipe: [Int32] = [0, 0]
    guard makePipe(&pipe) else { throw failed(String(cString: strerror(errno))) }
    defer { close(pipe[0]) }
    let child: pid_t
    do {
      defer { close(pipe[1]) }
      child = try start(errorsTo: pipe[1])
    }
    var status: Int32 = 0
    do {
      try wait(for: child, status: &status, progress: progress)
    } catch {
      kill(child, SIGKILL)
      while waitpid(child, &status, 0) < 0 && errno == EINTR {}
      throw error
    }
    // The low seven bits tell the signal that ended it, the next eight the exit code.
    guard status != 0 else { return }
    guard status & 0x7f == 0 else { throw failed("curl was ended by signal \(status & 0x7f)") }
    let code = status >> 8 & 0xff
    if code == 127 { throw failed("the program curl is not installed") }
    let message = errorText(pipe[0])
    throw failed(message.isEmpty ? "curl exit code \(code)" : message)
  }

  private func failed(_ reason: String) -> DatasetError {
    .downloadFailed(url: url, reason: reason)
  }

  private func start(errorsTo descriptor: Int32) throws(DatasetError) -> pid_t {
    let arguments = [
      "curl", "--fail", "--silent", "--show-error", "--location", "--globoff",
      "--proto", "=http,https,file", "--proto-redir", "=http,https",
      "--connect-timeout", "3", "--speed-limit", "1000", "--speed-time", "10",
      "--max-filesize", String(limit), "--output", path, "--", url,
    ]
    #if os(macOS)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, descriptor, 2)
    var strings: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for string in strings { free(string) } }
    var child: pid_t = 0
    let status = posix_spawnp(&child, "curl", &actions, nil, &strings, environmentPointer)
    guard status != ENOENT else { throw failed("the program curl is not installed") }
    guard status == 0 else {
      throw failed("curl cannot start: \(String(cString: strerror(status)))")
    }
    return child
  }

  private func wait(
    for child: pid_t, status: inout Int32, progress: (Int) throws -> Void
  ) throws {
    // Short naps at first, for local files; then ten looks a second.
    var nap: UInt32 = 1000
    while true {
      let ended = waitpid(child, &status, WNOHANG)
      var file = stat()
      let size = stat(path, &file) == 0 ? Int(file.st_size) : 0
      // An older curl keeps to --max-filesize only if the server tells the size in advance.
      if size > limit { throw DatasetError.downloadTooLarge(url: url, limit: limit) }
      try progress(size)
      if ended == child { return }
      if ended < 0 && errno != EINTR { throw failed(String(cString: strerror(errno))) }
      usleep(nap)
      nap = min(nap * 2, 100_000)
    }
  }

  /// What curl said, in one line, without its own name in front.
  private func errorText(_ descriptor: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 2000)
    let count = read(descriptor, &buffer, buffer.count)
    let text = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    let line = text.split(separator: "\n").first.map(String.init) ?? ""
    return line.hasPrefix("curl: ") ? String(line.dropFirst(6)) : line
  }

  private func makePipe(_ ends: inout [Int32]) -> Bool {
    guard pipe(&ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
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
