import Checkpoints
import Formats
import Foundation
import Testing

/// The program is killed, again and again, while it trains, saves and exports: each file is whole,
/// nothing of others is touched, and the next process goes on. `GANBOOK_TEST_SIZE` raises the
/// number of kills, to 300 at most.
@Suite(.serialized) struct KillTests {
  private static let kills = min(
    300, max(6, (ProcessInfo.processInfo.environment["GANBOOK_TEST_SIZE"].flatMap { Int($0) } ?? 0))
  )

  private static let work = """
    echo "begun"
    repeat 1000000 {
      train iterations=2 checkpoint="runs" every=1 keep=1
      save saved.checkpoint
      export safetensors weights.safetensors
      export csv series.csv
    }
    """

  /// What others have in the folders that the program writes to.
  private static let foreign = [
    "notes.txt", ".saved.checkpoint.0123456789abcdef-1-1.partial", "saved.checkpoint.bak",
    "runs/notes.txt", "runs/000001-iteration-7.checkpoint", "runs/x.checkpoint",
    "runs/.a.0123456789abcdef-1-1.partial",
  ]

  @Test func nothingIsLostAndNothingOfOthersTouched() throws {
    let home = try TinyData.makeHome()
    let setup = try TinyData.write(to: home)
    try FileManager.default.createDirectory(
      atPath: home + "/runs", withIntermediateDirectories: false)
    for name in Self.foreign {
      try Data("of others: \(name)".utf8).write(to: URL(fileURLWithPath: "\(home)/\(name)"))
    }
    var newest = 0
    for kill in 0..<Self.kills {
      let running: ProgramRun.Running
      if newest == 0 {
        running = try .init(["-c", setup + Self.work], environment: ["HOME": home], folder: home)
      } else if kill.isMultiple(of: 2) {
        running = try .init(
          ["-c", "open runs\n" + Self.work], environment: ["HOME": home], folder: home)
      } else {
        running = try .init(
          ["resume"], input: Self.work, environment: ["HOME": home], folder: home)
      }
      try running.waitForOutput("begun")
      // A first checkpoint, however busy the machine is; what comes then may be killed anywhere.
      for _ in 0..<1200 where newest == 0 && !hasCheckpoint(home) { usleep(50_000) }
      usleep(UInt32.random(in: 0..<80_000))
      Foundation.kill(running.process.processIdentifier, SIGKILL)
      let errors = running.end().errors
      newest = try check(home, newest: newest, "kill \(kill): \(errors)")
    }
    #expect(newest > 0)
    // What the last one left behind goes with the next save, and the foreign ones stay.
    let once = Self.work.replacing("repeat 1000000", with: "repeat 1")
    let last = try ProgramRun(
      ["-c", "open runs\n" + once], environment: ["HOME": home], folder: home)
    #expect(last.code == 0, "\(last.errors)")
    _ = try check(home, newest: newest + 2, "at the end")
    for folder in [home, home + "/runs"] {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(!names.contains { $0.hasSuffix(".partial") && !$0.contains(".0123456789abcdef-") })
    }
    try FileManager.default.removeItem(atPath: home)
  }

  private func hasCheckpoint(_ home: String) -> Bool {
    let names = try? FileManager.default.contentsOfDirectory(atPath: home + "/runs")
    return names?.contains { $0.hasSuffix(".checkpoint") && !Self.foreign.contains("runs/\($0)") }
      ?? false
  }

  /// - Returns: the iteration of the newest checkpoint.
  private func check(_ home: String, newest: Int, _ comment: Comment) throws -> Int {
    for name in Self.foreign {
      #expect(
        FileManager.default.contents(atPath: "\(home)/\(name)") == Data("of others: \(name)".utf8),
        comment)
    }
    func path(_ name: String) -> String? {
      FileManager.default.fileExists(atPath: "\(home)/\(name)") ? "\(home)/\(name)" : nil
    }
    if let saved = path("saved.checkpoint") { _ = try Checkpoint(contentsOf: saved) }
    if let weights = path("weights.safetensors") {
      #expect(try !SafetensorsFile(contentsOf: weights).names.isEmpty, comment)
    }
    if let series = path("series.csv") {
      let text = try String(contentsOfFile: series, encoding: .utf8)
      let widths = Set(text.split(separator: "\n").map { $0.split(separator: ",").count })
      #expect(widths.count == 1 && text.hasSuffix("\n"), comment)
    }
    // Before the first one there is only that of others, which is no checkpoint.
    guard let opened = try? Checkpoint.open(home + "/runs") else {
      #expect(newest == 0, comment)
      return 0
    }
    #expect(opened.damaged.isEmpty && opened.value.iteration >= newest, comment)
    return opened.value.iteration
  }
}
