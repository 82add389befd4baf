import Files
import Testing

@Suite struct OutsideProgramTests {
  private func shell(_ script: String) -> OutsideProgram { OutsideProgram("sh", ["-c", script]) }

  /// More than a pipe holds does not stop it.
  @Test func itMaySayMuch() throws {
    let much = "echo sh: first >&2; head -c 300000 /dev/zero | tr '\\0' x >&2; "
    try shell(much).run()
    #expect(throws: OutsideProgram.Failure.exit(3, message: "first")) {
      try shell(much + "exit 3").run()
    }
  }

  private struct Enough: Error {}

  /// What is thrown while it is watched ends it, and comes before how it ended.
  @Test func watchingEndsIt() {
    #expect(throws: Enough.self) { try shell("sleep 600").run { throw Enough() } }
    #expect(throws: Enough.self) { try shell("exit 3").run { throw Enough() } }
  }
}
