import ArgumentParser
import Foundation

/// Times how soon the program answers its user.
struct StartCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Times start to prompt, key to screen and `load mnist`.",
    discussion: """
      Runs the program in a pseudo-terminal, with a state folder of its own. Starting `true` the same way is the \
      yardstick of the machine.
      """)

  @Option(help: "The program; without it, the `ganbook` beside this one.")
  var program: String?

  @Option(help: "How often to start it.")
  var rounds = 11

  func validate() throws {
    guard (1...1000).contains(rounds) else {
      throw ValidationError("--rounds is \(rounds), but must be from 1 to 1000")
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
      FileManager.default.isExecutableFile(atPath: path)
    else {
      throw ValidationError("there is no program \(path): build `ganbook` first, or give --program")
    }
  }

  private var path: String {
    if let program { return program }
    let folder = Bundle.main.executableURL?.deletingLastPathComponent().path ?? "."
    return "\(folder)/ganbook"
  }

  func run() throws {
    let state = FileManager.default.temporaryDirectory
      .appendingPathComponent("ganbook-benchmark-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: state) }
    var environment = ProcessInfo.processInfo.environment
    environment["XDG_STATE_HOME"] = state
    environment["TERM"] = "xterm-256color"
    environment["NO_COLOR"] = "1"

    var (yardstick, prompt, key, load) = (
      TimeSamples(), TimeSamples(), TimeSamples(), TimeSamples()
    )
    var complaint: String?
    for _ in 0..<rounds {
      yardstick.add(
        try ContinuousClock().measure {
          _ = try TerminalProgram("/bin/sh", ["-c", "true"], environment: environment).end()
        })
      let start = ContinuousClock.now
      let session = try TerminalProgram(path, ["--no-init"], environment: environment)
      try session.expect("gan:1>")
      prompt.add(.now - start)
      for letter in "profile" {
        key.add(
          try ContinuousClock().measure {
            session.send(String(letter))
            try session.expect(String(letter))
          })
      }
      // Ctrl-C clears the line, Ctrl-D leaves.
      session.send("\u{3}")
      try session.expect("gan:1>")
      session.send("\u{4}")
      _ = session.end()

      let time = try ContinuousClock().measure {
        let (succeeded, written) = try TerminalProgram(
          path, ["--quiet", "-c", "load mnist"], environment: environment
        ).end()
        if !succeeded {
          complaint =
            written.split(whereSeparator: \.isNewline).last { $0.contains("error:") }
            .map(String.init) ?? written
        }
      }
      load.add(time)
    }
    var table = TextTable(header: ["", "median ms", "minimum ms", "of a shell's start"])
    func add(_ name: String, _ samples: TimeSamples) {
      let ratio = samples.median / max(yardstick.median, 1e-9)
      table.add([
        name, samples.median.milliseconds, samples.minimum.milliseconds, ratio.text(decimals: 1),
      ])
    }
    add("a shell", yardstick)
    add("start to prompt", prompt)
    add("key to screen", key)
    if complaint == nil { add("load mnist", load) }
    for line in table.lines { print(line) }
    if let complaint { print("`load mnist` was not timed: \(complaint)") }
    print(
      "start: prompt \(prompt.median.milliseconds) ms, key \(key.median.milliseconds) ms"
        + (complaint == nil ? ", load mnist \(load.median.milliseconds) ms" : ""))
  }
}
