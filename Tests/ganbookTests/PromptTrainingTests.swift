import Foundation
import Testing

/// Training at the prompt: the live line, interrupts, the window, the shell.
@Suite(.serialized) struct PromptTrainingTests {
  /// A thread of its own is all that a test can count on where others work too.
  private static let environment: [String: String?] = ["GANBOOK_THREADS": "1"]
  private static let setup = setup(kind: "acgan")

  private static func setup(kind: String) -> String {
    "load idx images=~/images.idx labels=~/labels.idx; build \(kind) batch=4 seed=3"
  }

  /// A home with images of 8x8, so that an iteration is short without optimisation, too.
  private static func home() throws -> String {
    let home = NSTemporaryDirectory() + "ganbook-home-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    let count: UInt8 = 40
    let pixels = (0..<Int(count) * 64).map { UInt8($0 * 37 % 251) }
    try Data([0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 8, 0, 0, 0, 8] + pixels)
      .write(to: URL(fileURLWithPath: home + "/images.idx"))
    try Data([0, 0, 8, 1, 0, 0, 0, count] + (0..<count).map { $0 % 10 })
      .write(to: URL(fileURLWithPath: home + "/labels.idx"))
    return home
  }

  private func atTraining(
    _ command: String = "train iterations=100000", columns: Int = 80,
    environment: [String: String?] = [:], leave: Bool = true,
    location: SourceLocation = #_sourceLocation, _ body: (TerminalSession) throws -> Void
  ) throws {
    try atPrompt(
      columns: columns, home: try Self.home(),
      environment: Self.environment.merging(environment) { $1 }, leave: leave,
      location: location
    ) { session in
      session.send("\(Self.setup)\r")
      try session.expect("gan:2>", location: location)
      session.send("\(command)\r")
      if session.liveLines.isEmpty {
        try session.wait("a live line", location: location) { $0.text.contains("/100000") }
      }
      try body(session)
    }
  }

  /// Leaves a trained model behind.
  private func leave(_ session: TerminalSession) throws {
    session.send(Keys.control("d"))
    try session.expect("Leave all the same? [y/N]")
    session.send("y\r")
    try session.expectEnd(0)
  }

  private func interrupt(_ session: TerminalSession, next cell: Int) throws {
    session.send(Keys.control("c"))
    try session.expectLast("gan:\(cell)>")
  }

  // MARK: - Interrupts

  /// How often training is interrupted; by hand with GANBOOK_TEST_SIZE=2000 a hundred times.
  private static let interrupts: Int = {
    let size = ProcessInfo.processInfo.environment["GANBOOK_TEST_SIZE"].flatMap { Int($0) } ?? 400
    return max(20, size / 20)
  }()

  @Test(arguments: ["acgan", "cgan", "dcgan"])
  func interruptedAnywhereAndContinuedItGivesTheSameBits(kind: String) throws {
    var random = SystemRandomNumberGenerator()
    let setup = Self.setup(kind: kind)
    let home = try Self.home()
    var digests: [String] = []
    var goal = 0
    try atPrompt(home: home, environment: Self.environment, leave: false) { session in
      session.send("\(setup)\r")
      try session.expectLast("gan:2>")
      var phases: Set<String> = []
      for count in 0..<Self.interrupts {
        var from = session.transcript.endIndex
        session.send(count == 0 ? "train iterations=100000\r" : "continue\r")
        // Until then it would be a Ctrl-C at the prompt.
        try session.wait("the line to run") { _ in
          session.transcript[from...].contains("\u{1B}[?2004l")
        }
        usleep(UInt32.random(in: 10_000..<120_000, using: &random))
        from = session.transcript.endIndex
        session.send(Keys.control("c"))
        // The second one abandons the phase, where it comes in time.
        if Int.random(in: 0..<4, using: &random) == 0 { session.send(Keys.control("c")) }
        try session.wait("a stop by hand") { _ in
          session.transcript[from...].contains("; `continue` goes on")
        }
        try session.expectLast("gan:\(count + 3)>")
        let state = session.transcript[from...].matches(
          of: /stopped (?:at|in) iteration (\d+), after ([a-z.]+); `continue` goes on/
        ).last
        #expect(!session.transcript[from...].contains("error"))
        goal = try #require(state.flatMap { Int($0.output.1) }) + 2
        phases.insert(state.map { String($0.output.2) } ?? "")
      }
      // Interrupts that all came at one place would show little.
      #expect(phases.count > 2, "\(phases)")
      session.send("stop at \(goal); continue\r")
      try session.expect("stopped at iteration \(goal)")
      try session.expectLast("gan:\(Self.interrupts + 3)>")
      session.send("digest(G); digest(D)\r")
      try session.wait("two digests") { $0.text.matches(of: /[0-9a-f]{64}/).count == 2 }
      digests = session.screen.text.matches(of: /[0-9a-f]{64}/).map { String($0.output) }
      try session.expectLast("gan:\(Self.interrupts + 4)>")
      try leave(session)
    }
    let undisturbed = try ProgramRun(
      ["-c", "\(setup); train iterations=\(goal); digest(G); digest(D)"],
      environment: ["GANBOOK_THREADS": "1", "HOME": home])
    #expect(undisturbed.code == 0)
    #expect(
      undisturbed.output.matches(of: /[0-9a-f]{64}/).map { String($0.output) } == digests)
  }

  // MARK: - The window

  @Test func aLiveLineIsOneLine() throws {
    try atTraining(leave: false) { session in
      for _ in 0..<5 { session.pump(0.1) }
      #expect(session.liveLines.count == 1, "\(session.screen.text)")
      try interrupt(session, next: 3)
      #expect(session.liveLines.count == 1, "\(session.screen.text)")
      let stop = /\nstopped (at|in) iteration \d+, after [a-z.]+; `continue` goes on\n/
      #expect(session.screen.text.contains(stop), "\(session.screen.text)")
      #expect(!session.screen.text.contains("error"))
      try leave(session)
    }
  }

  @Test func aWindowOfTwentyColumns() throws {
    try atTraining("train iterations=100000 show=true", columns: 20, leave: false) { session in
      for _ in 0..<5 { session.pump(0.2) }
      let live = session.liveLines
      #expect(live.count == 1 && live[0].count < 20, "\(session.screen.text)")
      // Two columns of digits with their labels, low enough for the window.
      try session.wait("half blocks") { $0.text.contains("8   9") && $0.text.contains("▀▀▀") }
      #expect(!session.screen.text.contains(String(repeating: "▀", count: 20)))
      session.send(Keys.control("c"))
      try session.expectLast("gan:3>")
      session.send(Keys.control("d"))
      try session.wait("the question") { $0.text.contains("[y/N]") }
      session.send("y\r")
      try session.expectEnd(0)
    }
  }

  @Test func theSheetIsRedrawnInPlace() throws {
    try atTraining("train iterations=100000 show=true", leave: false) { session in
      try session.wait("a sheet") { $0.text.contains("▀") }
      let first = session.screen.text
      try session.wait("another state") { $0.text.contains("▀") && $0.text != first }
      for _ in 0..<5 { session.pump(0.2) }
      let lines = session.screen.text.split(separator: "\n", omittingEmptySubsequences: false)
      // Two rows of five digits, 8 pixels high; two pixels to a row. Their labels are above them.
      #expect(lines.count { $0.contains("▀") } == 8, "\(session.screen.text)")
      #expect(session.screen.text.contains("5        6        7        8        9"))
      #expect(session.liveLines.count == 1)
      #expect(lines.last?.contains("/100000") == true)
      try interrupt(session, next: 3)
      try leave(session)
    }
  }

  @Test func resizedWhileTraining() throws {
    try atTraining(leave: false) { session in
      session.resize(columns: 30)
      // The last line that was drawn for the wider window may still be on its way.
      try session.wait("one short line") { _ in
        session.liveLines.count == 1 && session.liveLines[0].count < 30
      }
      session.resize(columns: 120)
      try session.wait("a long line") { $0.text.contains("fake ") }
      #expect(session.liveLines.count == 1)
      try interrupt(session, next: 3)
      session.send("iteration")
      try session.expectLast("gan:3> iteration")
      session.send(Keys.enter)
      try session.expectLast("gan:4>")
      try leave(session)
    }
  }

  // MARK: - Other terminals

  @Test func aDumbTerminal() throws {
    try atPrompt(
      home: try Self.home(), environment: Self.environment.merging(["TERM": "dumb"]) { $1 },
      leave: false
    ) { session in
      session.send("\(Self.setup)\n")
      try session.expect("gan:2>")
      session.send("train iterations=2 show=true\n")
      try session.expect("iteration 2/2")
      try session.expect("gan:3>")
      session.send("show G\n")
      try session.expect("0 to 9")
      try session.expect("gan:4>")
      // Here nothing is drawn that shows when it has begun.
      session.send("echo \"begun\"; train iterations=100000\n")
      try session.expect("\nbegun\n")
      session.send(Keys.control("c"))
      try session.expect("gan:5>")
      #expect(!session.transcript.contains("\u{1B}"))
      // A carriage return belongs to a newline only.
      #expect(!session.transcript.replacingOccurrences(of: "\r\n", with: "").contains("\r"))
      let isPlain = session.transcript.allSatisfy(\.isASCII)
      #expect(isPlain)
      try leave(session)
    }
  }

  @Test(arguments: ["C", "POSIX"]) func aPlainLocale(locale: String) throws {
    try atTraining(
      "train iterations=100000 show=true", environment: ["LC_ALL": locale], leave: false
    ) { session in
      session.pump(0.5)
      #expect(session.liveLines.count == 1, "\(session.screen.text)")
      try interrupt(session, next: 3)
      try leave(session)
    }
  }

  @Test func aClosedTerminal() throws {
    let session = try TerminalSession(
      ["--no-init"], home: try Self.home(), environment: Self.environment)
    try session.expect("gan:1>")
    session.send("\(Self.setup)\r")
    try session.expect("gan:2>")
    session.send("train iterations=100000\r")
    try session.wait("a live line") { $0.text.contains("/100000") }
    try session.hangUp()
    try session.expectEnd(129)
  }

  // MARK: - The shell

  @Test func stoppedAndContinued() throws {
    let session = try TerminalSession(
      home: try Self.home(), environment: Self.environment, shell: true)
    try session.expect("shell$")
    session.send("stty -a > $HOME/before; $GANBOOK --no-init; stty -a > $HOME/after\r")
    try session.expect("gan:1>")
    session.send("\(Self.setup)\r")
    try session.expect("gan:2>")
    session.send("train iterations=100000\r")
    try session.wait("a live line") { $0.text.contains("/100000") }
    session.send(Keys.control("z"))
    try session.expectLast("shell$")
    session.send("stty -a > $HOME/stopped; fg\r")
    try session.wait("the line again") {
      $0.text.split(separator: "\n").last?.contains("/100000") == true
    }
    // What is typed does not break the line.
    session.send("xyz")
    session.pump(0.5)
    #expect(!session.screen.text.contains("xyz"))
    session.send(Keys.control("c"))
    try session.wait("the prompt") { $0.text.contains("gan:3>") }
    session.send(Keys.control("c"))
    // A key that is still on its way would answer the question.
    try session.wait("a prompt after the one that was left") {
      $0.text.components(separatedBy: "gan:3>").count > 2
    }
    session.send("exit\r")
    try session.expect("Leave all the same? [y/N]")
    session.send("y\r")
    try session.expectLast("shell$")
    session.send("exit\r")
    try session.end()
    let files = try ["before", "stopped", "after"].map {
      try String(contentsOfFile: session.home + "/" + $0, encoding: .utf8)
    }
    #expect(files[0] == files[1])
    #expect(files[0].contains(" icanon") && files[0].contains(" echo "))
  }
}

extension TerminalSession {
  /// The lines on the screen that tell how far a training is.
  var liveLines: [Substring] {
    screen.text.split(separator: "\n").filter { $0.contains("/100000") }
  }
}
