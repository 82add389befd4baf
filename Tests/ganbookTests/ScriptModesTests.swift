import Foundation
import Testing

/// The program in pipes and files: results on standard output, everything else on standard error.
@Suite struct ScriptModesTests {
  private func write(_ text: String) throws -> String {
    let path = NSTemporaryDirectory() + "ganbook-script-\(UUID().uuidString).gan"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test func aText() throws {
    let run = try ProgramRun(["-c", "echo \"a\"; 1 + 2"])
    #expect((run.code, run.output, run.errors) == (0, "a\n3\n", ""))
  }

  @Test func severalTextsAreTheLinesOfOne() throws {
    let run = try ProgramRun(["-c", "param n = 1", "-c", "echo \"a{n}\"", "-c", "2 + n", "n=3"])
    #expect((run.code, run.output, run.errors) == (0, "a3\n5\n", ""))
    // Checked as a whole: nothing runs where the last one is wrong.
    let wrong = try ProgramRun(["-c", "echo 1", "-c", "trian 3"])
    #expect((wrong.code, wrong.output) == (2, ""))
    #expect(wrong.errors.contains("--> -c:2:1"))
    #expect(try ProgramRun(["-c", "-1 + 2"]).output == "1\n")
  }

  @Test func aSeedOf64Bits() throws {
    let path = try write("param s = 1\nbuild dcgan seed=s\necho seed s\n")
    let run = try ProgramRun([path, "s=9007199254740993"])
    #expect(run.output.hasSuffix("9007199254740993 9007199254740993\n"))
  }

  @Test func aFileWithParameters() throws {
    let path = try write("param n = 2\nparam word = \"a\"\nrepeat n { echo \"{word}\" }\n")
    let run = try ProgramRun([path, "n=3", "word=x y"])
    #expect((run.code, run.output, run.errors) == (0, "x y\nx y\nx y\n", ""))
  }

  @Test(arguments: [["-"], []]) func standardInput(arguments: [String]) throws {
    let run = try ProgramRun(arguments, input: "repeat 2 {\n  echo \"ä\"\n}\n")
    #expect((run.code, run.output, run.errors) == (0, "ä\nä\n", ""))
  }

  @Test func standardInputThatIsNoText() throws {
    let process = try ProgramRun.Running(["-"], input: "echo \"a\"\u{0}")
    let (code, output, errors) = process.end()
    #expect(code == 2)
    #expect(output == "")
    #expect(errors.hasPrefix("error: "))
  }

  @Test func checkingRunsNothing() throws {
    let good = try write("echo \"a\"\n")
    let run = try ProgramRun(["check", good])
    #expect((run.code, run.errors) == (0, ""))
    #expect(!run.output.contains("a\n"))
    let bad = try write("echo \"a\"\ntrian 3\n")
    let failed = try ProgramRun(["check", bad])
    #expect(failed.code == 2)
    #expect(failed.output == "")
    #expect(failed.errors.contains("--> \(bad):2:1"))
  }

  @Test(arguments: [
    ("exit 9", Int32(9)), ("assert 1 > 2 else \"no\"", 3), ("assert 2 > 1 else \"no\"", 0),
    ("trian", 2), ("echo (", 2), ("x = [1]; echo x[5]", 1), ("run \"/nowhere/a.gan\"", 4),
  ])
  func exitCodes(text: String, code: Int32) throws {
    let run = try ProgramRun(["-c", text])
    #expect(run.code == code, "\(run.errors)")
    #expect(run.errors.isEmpty == (code == 0 || code == 9))
  }

  @Test func aMissingFile() throws {
    let run = try ProgramRun(["/nowhere/a.gan"])
    #expect(run.code == 4)
    #expect(run.errors.contains("/nowhere/a.gan"))
  }

  @Test func misuse() throws {
    let run = try ProgramRun(["--bogus"])
    #expect(run.code == 2)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("error: Unknown option '--bogus'\nusage: ganbook"))
  }

  @Test func help() throws {
    let run = try ProgramRun(["--help"])
    #expect(run.code == 0)
    #expect(run.output.contains("ganbook check FILE"))
    #expect(run.errors == "")
    #expect(try ProgramRun(["--version"]).output == "0.1.0\n")
  }

  @Test(arguments: ["abc", "0", "-1", "257"]) func aNumberOfThreadsThatIsNone(text: String) throws {
    let run = try ProgramRun(["-c", "1"], environment: ["GANBOOK_THREADS": text])
    #expect(run.code == 2)
    #expect(run.output == "")
    #expect(
      run.errors == "error: GANBOOK_THREADS is a whole number from 1 to 256, not `\(text)`\n")
  }

  @Test func whichBoundOfTheThreadsCounted() throws {
    let run = try ShellRun(
      "GANBOOK_THREADS=3 $GANBOOK -c doctor; taskset -c 0 $GANBOOK -c doctor; GANBOOK_THREADS= $GANBOOK -c 1"
    )
    #expect(run.output.contains("3, from GANBOOK_THREADS; "))
    #expect(
      run.output.contains(/1: (the affinity mask allows 1 of \d+ processors|all processors of)/),
      "\(run.output)")
    #expect(run.output.hasSuffix("\n1\n"))
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func signals(signal: Int32) throws {
    let running = try ProgramRun.Running(["-c", "echo \"begun\"; repeat 100000000000 { x = 1 }"])
    try running.waitForOutput("begun")
    kill(running.process.processIdentifier, signal)
    #expect(running.end().code == 128 + signal)
  }

  @Test func aSignalThatIsIgnoredStaysSo() throws {
    // As under nohup: a shell that ignores it hands that on.
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    let output = NSTemporaryDirectory() + "ganbook-output-\(UUID().uuidString)"
    process.arguments = [
      "-c",
      "trap '' HUP; \"\(try TerminalSession.program)\" -c "
        + "'echo \"begun\"; repeat 100000000000 { x = 1 }' >\(output) & "
        + "until grep -q begun \(output); do kill -0 $! || exit; sleep 0.01; done; "
        + "kill -HUP $!; kill -TERM $!; wait $!",
    ]
    try process.run()
    process.waitUntilExit()
    try FileManager.default.removeItem(atPath: output)
    // Of two signals that wait, the lower number comes first: it is the other one that ends.
    #expect(process.terminationStatus == 128 + SIGTERM)
  }

  /// At a terminal, too, `--quiet` means no prompt, colour or control character.
  @Test func quietAtATerminal() throws {
    let session = try TerminalSession(["--quiet"])
    session.send("echo \"a\"\n\u{4}")
    try session.expectEnd(0)
    #expect(session.transcript.hasSuffix("a\r\n"))
    #expect(!session.transcript.contains("\u{1B}"))
    #expect(!session.transcript.contains("gan:"))
  }

  @Test func aScriptAndThenThePrompt() throws {
    let path = try write("x = 41\n")
    let session = try TerminalSession(["--no-init", "-i", path])
    try session.expectLast("gan:1>")
    session.send("x + 1\r")
    try session.expectLast("gan:2>")
    #expect(session.screen.text.contains("\n42\n"))
    session.send(Keys.control("d"))
    try session.expectEnd(0)
  }

  @Test func theStartUpScript() throws {
    let home = NSTemporaryDirectory() + "ganbook-home-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: home + "/.config/ganbook", withIntermediateDirectories: true)
    try "echo \"from init\"\n".write(
      toFile: home + "/.config/ganbook/init.gan", atomically: true, encoding: .utf8)
    for arguments in [[], ["--no-init"]] {
      let session = try TerminalSession(arguments, home: home)
      try session.expectLast("gan:1>")
      #expect(session.screen.text.contains("from init") == arguments.isEmpty)
    }
    let script = try ProgramRun(["-c", "1"], environment: ["HOME": home])
    #expect(script.output == "1\n")
  }
}
