import Foundation
import Platform

/// A line of the shell that starts the program, which it knows as `$GANBOOK`, in a folder of its own.
struct ShellRun {
  let code: Int32
  let output: String
  let folder: String

  init(
    _ line: String, files: [String: String] = [:], environment: [String: String] = [:]
  ) throws {
    folder = try TinyData.makeHome()
    for (name, text) in files {
      try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", line]
    process.environment = [
      "HOME": folder, "GANBOOK": try TerminalSession.program,
      "PATH": "/usr/local/bin:/usr/bin:/bin",
      "LC_ALL": "C.UTF-8",
    ].merging(environment) { $1 }
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    // Threads that run tests may block all signals, which children inherit: a tmux that hears none
    // never ends.
    var none = sigset_t()
    var blocked = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &blocked)
    defer { pthread_sigmask(SIG_SETMASK, &blocked, nil) }
    try process.run()
    output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    code = process.terminationStatus
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/\(name)")
  }
}
