import Foundation
import Testing

/// Readers that leave, and standard streams that were never there: what runs does all its work.
@Suite(.serialized) struct ClosedStreamsTests {
  /// Prints more than a pipe holds before it saves.
  private static let script = """
    load digits count=40; build cgan batch=4 latent=4
    repeat 20000 { echo "some text that fills the pipe" }
    step 2
    save "a.checkpoint"
    grid "a.png" rows=1
    exit 7
    """

  private func hasDoneItsWork(_ run: ShellRun) throws {
    #expect(run.exists("a.checkpoint") && run.exists("a.png"), "\(run.output)")
    let whole = try ProgramRun(["-c", "open \"a.checkpoint\"; iteration"], folder: run.folder)
    #expect(whole.output.hasSuffix("\n2\n"), "\(whole.errors)")
  }

  @Test(arguments: ["head -1", "true"]) func theReaderOfResultsLeaves(reader: String) throws {
    let run = try ShellRun(
      "$GANBOOK a.gan 2>errors | \(reader) >/dev/null; echo \"${PIPESTATUS[0]}\"; cat errors",
      files: ["a.gan": Self.script])
    // The exit code as if nobody had left, and not a word about it.
    #expect(run.output == "7\n")
    try hasDoneItsWork(run)
  }

  @Test func theReaderOfMessagesLeaves() throws {
    let script =
      "repeat 3000 { clear }\nload idx images=images labels=labels\n"
      + "build acgan batch=2 latent=4\nstep 2\nrun \"b.gan\"\n"
    let run = try ShellRun(
      "($GANBOOK a.gan 2>&1 >out | true; echo \"${PIPESTATUS[0]}\"); tail -1 out",
      files: [
        "a.gan": "open \"missing\"", "b.gan": script,
      ])
    // Its one message has nobody to go to; the code says what happened.
    #expect(run.output == "4\n")
  }

  @Test func allReadersLeave() throws {
    let run = try ShellRun(
      "($GANBOOK a.gan 2>&1 | true; echo \"${PIPESTATUS[0]}\")", files: ["a.gan": Self.script])
    #expect(run.output == "7\n")
    try hasDoneItsWork(run)
  }

  @Test(arguments: ["--help", "--version"]) func helpHasNoReader(argument: String) throws {
    // A reader that is gone before the program writes.
    let run = try ShellRun(
      "(sleep 0.3; $GANBOOK \(argument); echo $? >code) | true; sleep 0.1; cat code")
    #expect(run.output == "0\n")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func resultsThatCannotBeWritten() throws {
    let run = try ShellRun(
      "$GANBOOK a.gan >/dev/full; echo $?",
      files: ["a.gan": Self.script.replacing("exit 7", with: "")])
    #expect(
      run.output
        == "error: standard output cannot be written: No space left on device; "
        + "the rest runs without\n4\n")
    try hasDoneItsWork(run)
  }

  /// Each subset of the three, closed: nothing that is opened gets their numbers.
  @Test(arguments: 1...7) func streamsThatAreClosedAtTheStart(subset: Int) throws {
    let closing = ["<&-", ">&-", "2>&-"].enumerated()
      .filter { subset & 1 << $0.offset != 0 }.map(\.element).joined(separator: " ")
    let run = try ShellRun(
      "$GANBOOK a.gan \(closing); code=$?; echo \"exit $code\"", files: ["a.gan": Self.script])
    #expect(run.output.hasSuffix("exit 7\n"), "\(closing): \(run.output.suffix(200))")
    #expect(
      run.output.contains("some text") == (subset & 2 == 0), "\(closing)")
    try hasDoneItsWork(run)
  }

  /// An error has the same code with nobody to hear it.
  @Test func anErrorWithClosedStreams() throws {
    let run = try ShellRun("$GANBOOK -c 'nonsense' <&- >&- 2>&-; echo $?")
    #expect(run.output == "2\n")
    let prompt = try ShellRun("$GANBOOK <&- >&- 2>&-; echo $?")
    #expect(prompt.output == "0\n")
  }
}
