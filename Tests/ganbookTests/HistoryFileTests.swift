import Foundation
import Testing
import ganbook

@Suite struct HistoryFileTests {
  private let folder: String
  private var path: String { folder + "/deep/er/history" }

  init() throws {
    folder = NSTemporaryDirectory() + "/ganbook-history-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func permissions(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  @Test func blocksComeBackWhole() throws {
    let entries = ["train", "repeat 3 {\n  train\n}", "echo \"a\\n{x}\"", "# ä 你 \\", "\\n"]
    let file = HistoryFile(path: path)
    #expect(try file.load() == [])
    for entry in entries { try file.append(entry) }
    #expect(try HistoryFile(path: path).load() == entries)
  }

  @Test func onlyTheUserReadsIt() throws {
    try HistoryFile(path: path).append("a")
    #expect(try permissions(path) == 0o600)
    #expect(try permissions(folder + "/deep/er") == 0o700)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    _ = try HistoryFile(path: path).load()
    #expect(try permissions(path) == 0o600)
  }

  @Test func aTornLineCostsNothingElse() throws {
    let file = HistoryFile(path: path)
    try file.append("a")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data([0x62, 0x00, 0xFF]))
    try handle.close()
    try file.append("c")
    #expect(try file.load() == ["a", "c"])
  }

  /// Each appends its entries and loads, which shortens the file, at the same time as the others.
  private func runSessions(limit: Int) async throws -> [String] {
    let path = path
    await withTaskGroup(of: Void.self) { group in
      for session in 0..<4 {
        group.addTask {
          let file = HistoryFile(path: path, limit: limit)
          for number in 0..<200 {
            try? file.append("\(session) \(number)\n}")
            if number % 10 == 0 { _ = try? file.load() }
          }
        }
      }
    }
    return try HistoryFile(path: path, limit: limit).load()
  }

  @Test func sessionsAtTheSameTime() async throws {
    let entries = try await runSessions(limit: 1000)
    #expect(entries.count == 800)
    for session in 0..<4 {
      let own = entries.filter { $0.hasPrefix("\(session) ") }
      #expect(own == (0..<200).map { "\(session) \($0)\n}" })
    }
  }

  @Test func shorteningLosesNothingNew() async throws {
    let entries = try await runSessions(limit: 100)
    #expect(entries.count == 100)
    // What is left of each session is its newest entries, without a gap.
    for session in 0..<4 {
      let own = entries.filter { $0.hasPrefix("\(session) ") }
      #expect(own == (200 - own.count..<200).map { "\(session) \($0)\n}" })
    }
  }

  @Test func oldEntriesGo() throws {
    let file = HistoryFile(path: path, limit: 10)
    for number in 0..<21 { try file.append("\(number)") }
    #expect(try file.load() == (11..<21).map(String.init))
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 10)
    #expect(try permissions(path) == 0o600)
  }

  @Test func aFolderThatCannotBe() throws {
    let blocked = folder + "/file"
    try "x".write(toFile: blocked, atomically: true, encoding: .utf8)
    #expect(throws: HistoryFile.Failure.self) {
      try HistoryFile(path: blocked + "/history").append("a")
    }
  }

  @Test func itsPlace() {
    #expect(
      HistoryFile.standard(environment: ["HOME": "/h"])?.path == "/h/.local/state/ganbook/history")
    let both = ["HOME": "/h", "XDG_STATE_HOME": "/s"]
    #expect(HistoryFile.standard(environment: both)?.path == "/s/ganbook/history")
    let relative = ["HOME": "/h", "XDG_STATE_HOME": "s"]
    #expect(HistoryFile.standard(environment: relative)?.path == "/h/.local/state/ganbook/history")
    #expect(HistoryFile.standard(environment: [:]) == nil)
  }
}
