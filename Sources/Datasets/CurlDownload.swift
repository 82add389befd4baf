import Files
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
    do {
      try OutsideProgram("curl", arguments).run {
        var file = stat()
        let size = stat(path, &file) == 0 ? Int(file.st_size) : 0
        // An older curl keeps to --max-filesize only if the server tells the size in advance.
        if size > limit { throw DatasetError.downloadTooLarge(url: url, limit: limit) }
        try progress(size)
      }
    } catch let failure as OutsideProgram.Failure {
      throw DatasetError.downloadFailed(url: url, reason: reason(failure))
    }
  }

  private var arguments: [String] {
    [
      "--fail", "--silent", "--show-error", "--location", "--globoff",
      "--proto", "=http,https,file", "--proto-redir", "=http,https",
      "--connect-timeout", "3", "--speed-limit", "1000", "--speed-time", "10",
      "--max-filesize", String(limit), "--output", path, "--", url,
    ]
  }

  private func reason(_ failure: OutsideProgram.Failure) -> String {
    switch failure {
    case .notInstalled: "the program curl is not installed"
    case .system(let reason): "curl cannot start: \(reason)"
    case .signal(let signal): "curl was ended by signal \(signal)"
    case .exit(let code, let message): message.isEmpty ? "curl exit code \(code)" : message
    }
  }
}
