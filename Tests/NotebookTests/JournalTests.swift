import Files
import Formats
import Foundation
import Language
import Notebook
import TensorEngine
import Testing

/// What a session writes down, what is read of it again, and what a damaged journal leads to.
@Suite struct JournalTests {
  /// How many random changes a journal must survive; `GANBOOK_TEST_SIZE` raises it.
  private static let changes =
    ProcessInfo.processInfo.environment["GANBOOK_TEST_SIZE"].flatMap { Int($0) } ?? 200

  private func session(
    in folder: borrowing ScriptFolder, isInteractive: Bool = true
  ) -> (session: Session, sessions: SessionsFolder) {
    let session = Session(environment: [:], folder: folder.path)
    session.isInteractive = isInteractive
    let sessions = SessionsFolder(path: folder.path + "/state/sessions")
    session.journal = Journal(in: sessions, isWorthItAtOnce: isInteractive)
    return (session, sessions)
  }

  private func entries(_ path: String) throws -> [JournalEntry] {
    try FileBytes.read(path).split(separator: 10).map { line in
      try #require(JournalEntry(try JSONParser.parse(line)))
    }
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  // MARK: - Writing

  @Test func eachCellIsWrittenDownAsItRuns() throws {
    let folder = try ScriptFolder()
    let (session, sessions) = session(in: folder)
    #expect(!FileManager.default.fileExists(atPath: sessions.path), "nothing before the first cell")
    _ = session.run("x = 1\nx + 1")
    let path = try #require(session.journal?.path)
    #expect(try mode(path) == 0o600)
    #expect(try mode(sessions.path) == 0o700)
    var seen = 0
    session.run("repeat 2 { echo \"ä\\n\" }; nonsense(3)") { _ in
      // What was shown is in the file already.
      seen = max(seen, (try? entries(path).count) ?? 0)
    }
    _ = session.run("repeat 2 { echo \"ä\\n\" }\nassert false else \"no\"")
    let found = try entries(path)
    #expect(seen >= 5)
    guard case .head(2, let started, let process, _) = found[0] else {
      Issue.record("\(found[0])")
      return
    }
    #expect(started.count == 20 && started.hasSuffix("Z"))
    #expect(process == Int(ProcessInfo.processInfo.processIdentifier))
    let cells = found.compactMap { entry -> String? in
      switch entry {
      case .cell(let number, let source, let text, _, _):
        "\(number ?? 0) \(source): \(text)"
      case .output(let kind, let text, let seconds, _):
        "\(kind) \(text.split(separator: "\n").first ?? "") \(seconds >= 0)"
      case .end(let code, let seconds, _, _): "end \(code) \(seconds >= 0)"
      default: nil
      }
    }
    #expect(
      cells == [
        "1 cell 1: x = 1\nx + 1", "text 2 true", "end 0 true",
        "2 cell 2: repeat 2 { echo \"ä\\n\" }; nonsense(3)",
        "error error: unknown function `nonsense` true", "end 2 true",
        "3 cell 3: repeat 2 { echo \"ä\\n\" }\nassert false else \"no\"", "text ä true",
        "text ä true", "error error: no true", "end 3 true",
      ], "\(cells)")
  }

  @Test func aScriptHasAJournalAsSoonAsItHasARun() throws {
    let folder = try ScriptFolder()
    let (session, sessions) = session(in: folder, isInteractive: false)
    _ = session.run("echo 1", source: .argument)
    #expect(session.journal?.path == nil && sessions.journals.isEmpty)
    _ = session.run("load digits count=40\nbuild cgan batch=4\necho 2", source: .file("a.gan"))
    let found = try entries(try #require(session.journal?.path))
    guard case .cell(nil, "a.gan", _, _, nil) = found[1] else {
      Issue.record("\(found[1])")
      return
    }
    #expect(found.count == 6, "head, script, three outputs, end")
    // Only an end from outside keeps the run of a script.
    #expect(sessions.journals.first == session.journal?.path)
    #expect(!FileManager.default.fileExists(atPath: session.journal?.checkpointPath ?? ""))
  }

  @Test func aLoopThatPrintsDoesNotFillTheDisk() throws {
    let folder = try ScriptFolder()
    let (session, _) = session(in: folder)
    _ = session.run("repeat 30000 { echo \"0123456789012345678901234567890123456789\" }\n1")
    _ = session.run("2")
    let path = try #require(session.journal?.path)
    let size = try FileBytes.read(path).count
    #expect(size < 4 * Journal.cellLimit)
    let found = try entries(path)
    #expect(found.filter { $0 == .cut }.count == 1)
    guard case .output("text", "2", _, _) = found[found.count - 2] else {
      Issue.record("\(found.suffix(3))")
      return
    }
  }

  @Test func aJournalThatCannotBeWrittenIsToldOnce() throws {
    let folder = try ScriptFolder()
    let (session, sessions) = session(in: folder)
    try folder.write("state", "a file, where a folder should be")
    let outputs = session.run("1") + session.run("2")
    let warnings = outputs.compactMap { if case .warning(let text) = $0 { text } else { nil } }
      // What volumes lack is told once in a process, and other tests have such volumes.
      .filter { $0.hasPrefix("no journal is kept") }
    #expect(warnings.count == 1)
    #expect(warnings.first?.hasPrefix("no journal is kept any more: \(sessions.path)") == true)
    #expect(outputs.contains(.text("2")))
  }

  // MARK: - Reading

  /// What a journal of version 1 had, with everything in it.
  private static let texts = [
    #"{"format":"ganbook-journal","version":1,"started":"2026-11-24T12:14:28Z","process":7,"folder":"/a"}"#,
    #"{"text":"x = 1\n2","source":"cell 1","time":"2026-11-24T12:14:28Z","cell":1}"#,
    #"{"output":"text","value":"2","seconds":0.001}"#, #"{"output":"cut"}"#,
    #"{"end":0,"seconds":0.5,"iteration":3,"phase":"draw"}"#,
    #"{"checkpoint":"/a/b.checkpoint","iteration":3,"phase":"draw","time":"2026-11-24T12:14:28Z"}"#,
    #"{"resumed":"2026-11-24T12:14:29Z","process":8}"#,
    #"{"text":"train","source":"cell 2","time":"2026-11-24T12:14:30Z","cell":2,"iteration":3}"#,
  ]
  private static var first: [UInt8] { Array((texts.joined(separator: "\n") + "\n").utf8) }

  /// The same as it is written now, line by line.
  private static func lines(_ texts: [String] = texts) throws -> [[UInt8]] {
    try texts.enumerated().map { index, text in
      let text = index == 0 ? text.replacing("\"version\":1", with: "\"version\":2") : text
      return JournalLine.bytes(of: try JSONParser.parse(text))
    }
  }
  private static func whole() throws -> [UInt8] { try lines().flatMap { $0 } }

  @Test func whatIsReadIsWhatWasWritten() throws {
    for bytes in [Self.first, try Self.whole()] {
      let file = try JournalFile(bytes: bytes, path: "/s/a.jsonl")
      #expect(file.started == "2026-11-24T12:14:28Z" && file.folder == "/a")
      #expect(file.cells.map(\.text) == ["x = 1\n2", "train"])
      #expect(file.cells.map(\.isFinished) == [true, false])
      #expect(file.states.map(\.path) == ["/a/b.checkpoint"])
      #expect(file.wholeSize == bytes.count && file.damage == nil)
    }
    for line in Self.texts {
      let entry = try #require(JournalEntry(try JSONParser.parse(line)))
      #expect(JournalEntry(entry.json) == entry)
    }
    // The checksum is what `printf '{"output":"cut"' | sha256sum` begins with.
    #expect(
      String(decoding: try Self.lines()[3], as: UTF8.self)
        == "{\"output\":\"cut\",\"sha256\":\"4b58977d84886eb6\"}\n")
  }

  /// A killed process leaves half a last line; whatever is before it is read. Without its first line
  /// a file proves nothing.
  @Test func everyTruncationIsRead() throws {
    for bytes in [Self.first, try Self.whole()] {
      let head = try #require(bytes.firstIndex(of: 10)) + 1
      for length in 0..<head {
        #expect(throws: Problem.self) {
          try JournalFile(bytes: Array(bytes[..<length]), path: "t")
        }
      }
      for length in head...bytes.count {
        let file = try JournalFile(bytes: Array(bytes[..<length]), path: "t")
        #expect(file.wholeSize <= length && length - file.wholeSize < 160)
        #expect(file.cells.count <= 2 && file.damage == nil, "\(length)")
      }
      // As a file system may leave the end of a file after a power failure.
      let file = try JournalFile(bytes: bytes + [UInt8](repeating: 0, count: 4096), path: "t")
      #expect(file.wholeSize == bytes.count && file.damage == nil)
    }
  }

  /// Not one of the flips of a bit in a whole line is passed over.
  @Test func everyChangedBitIsSeen() throws {
    let whole = try Self.whole()
    var refused = 0
    for index in whole.indices {
      for bit in 0..<8 {
        var bytes = whole
        bytes[index] ^= 1 << bit
        do {
          let file = try JournalFile(bytes: bytes, path: "t")
          #expect(file.damage != nil, "bit \(bit) of byte \(index)")
          #expect(file.cells.count <= 2 && file.wholeSize <= index)
        } catch {
          refused += 1
        }
      }
    }
    let head = try Self.lines()[0].count
    #expect(refused == head * 8, "a damaged first line proves no journal")
  }

  @Test func whatStandsBeforeADamagedLineIsUsed() throws {
    for (line, text) in [
      (3, "{}"), (4, "{\"output\":3}"), (5, "{\"end\":-1,\"seconds\":1}"),
      (6, #"{"checkpoint":"/a/b","iteration":9007199254740992,"phase":"draw","time":""}"#),
    ] {
      var texts = Self.texts
      texts[line - 1] = text
      for bytes in [
        Array((texts.joined(separator: "\n") + "\n").utf8), try Self.lines(texts).flatMap { $0 },
      ] {
        let file = try JournalFile(bytes: bytes, path: "/s/a.jsonl")
        #expect(file.damage?.line == line)
        #expect(file.cells.map(\.text) == ["x = 1\n2"])
        #expect(file.states.isEmpty)
      }
    }
    // Among lines with checksums, one without is none.
    var lines = try Self.lines()
    lines[3] = Array((Self.texts[3] + "\n").utf8)
    let file = try JournalFile(bytes: lines.flatMap { $0 }, path: "t")
    #expect(file.damage?.line == 4 && file.damage?.reason == "it has no checksum")
    // A journal of version 1 that was gone on with has them from there on.
    let longer = Self.first + (try Self.whole().drop { $0 != 10 }.dropFirst())
    #expect(try JournalFile(bytes: longer, path: "t").damage == nil)
  }

  @Test func whatIsNoJournalIsNamed() throws {
    let later = Self.texts[0].replacing("\"version\":1", with: "\"version\":3")
    for (text, evidence) in [
      ("", "its first line has no end"), ("my notes", "its first line has no end"),
      ("my notes\nare long\n", "not JSON"), (Self.texts[1] + "\n", "it is no entry of a journal"),
      (later + "\n", "of format 3"),
      (later.replacing("\"version\":3", with: "\"version\":2") + "\n", "it has no checksum"),
    ] {
      do {
        _ = try JournalFile(bytes: Array(text.utf8), path: "/s/a.jsonl")
        Issue.record("\(text) was accepted")
      } catch {
        #expect(error.message.hasPrefix("/s/a.jsonl: is no journal of a session: "))
        #expect(error.message.contains(evidence), "\(error.message)")
        #expect(error.exitCode == .file)
      }
    }
  }

  @Test func randomChangesAreSurvived() throws {
    var random = RandomStream(seed: 4, purpose: .user)
    var errors = 0
    let whole = try Self.whole()
    for round in 0..<Self.changes {
      var bytes = round.isMultiple(of: 2) ? Self.first : whole
      bytes[random.index(below: bytes.count)] ^= UInt8(1 + random.index(below: 255))
      do {
        let file = try JournalFile(bytes: bytes, path: "t")
        #expect(file.cells.count <= 2 && file.wholeSize <= bytes.count)
        #expect(round.isMultiple(of: 2) || file.damage != nil)
      } catch {
        #expect(!error.message.isEmpty)
        errors += 1
      }
    }
    #expect(errors > 0)
  }

  @Test func hostileJournals() throws {
    let head = Self.texts[0] + "\n"
    let deep = String(repeating: "[", count: 100_000) + "\n"
    #expect(try JournalFile(bytes: Array((head + deep).utf8), path: "t").damage?.line == 2)
    let large =
      head
      + "{\"checkpoint\":\"a\",\"iteration\":9223372036854775808,\"phase\":\"\",\"time\":\"\"}\n"
    #expect(try JournalFile(bytes: Array(large.utf8), path: "t").damage?.line == 2)
    // A person remembers no more, and neither does the program.
    let cell = "{\"text\":\"\",\"source\":\"\",\"time\":\"\",\"cell\":9007199254740991}\n"
    let many = head + String(repeating: cell, count: 50_000)
    #expect(try JournalFile(bytes: Array(many.utf8), path: "t").cells.count <= 20_000)
  }

  // MARK: - Going on

  @Test func aSessionIsTakenUp() throws {
    let folder = try ScriptFolder()
    var (session, sessions) = session(in: folder)
    for cell in [
      "load digits count=40 seed=5", "build cgan batch=4 seed=2", "step 3 phase", "x = 5",
    ] { _ = session.run(cell) }
    let path = try #require(session.journal?.path)
    let run = session.model
    // As a killed process leaves it.
    session.journal = nil
    var bytes = try FileBytes.read(path)
    let whole = bytes.count
    bytes += Array(#"{"text":"tra"#.utf8)
    try SafeFile.save(bytes, to: path)

    session = Session(environment: [:], folder: folder.path)
    session.isInteractive = true
    var outputs: [Output] = []
    let outcome = session.resume(in: sessions, journal: nil) { outputs.append($0) }
    #expect(outcome == .done, "\(outputs)")
    let texts = outputs.compactMap { if case .text(let text) = $0 { text } else { nil } }
    #expect(
      texts.contains(
        "not kept: results (`_`), earlier states and snapshots, what `undo` takes back"))
    #expect(differences(run, session.model) == [])
    #expect(session.history.count == 4 && session.cell == 5)
    #expect(session.journal?.path == path)
    #expect(session.hasUnsavedTraining)
    _ = session.run("step")
    // Whole lines behind whole lines.
    let file = try JournalFile(path: path)
    #expect(file.cells.count == 5 && file.cells.allSatisfy(\.isFinished))
    let size = try FileBytes.read(path).count
    #expect(file.wholeSize > whole && file.wholeSize == size)
    // It lives now, so nobody else takes it.
    let other = Session(environment: [:], folder: folder.path)
    var errors: [Output] = []
    #expect(other.resume(in: sessions, journal: path) { errors.append($0) }.exitCode == .file)
    guard case .error(let diagnostic)? = errors.last else {
      Issue.record("\(errors)")
      return
    }
    #expect(diagnostic.message == "\(path): a session that is running writes to it")
    sessions = SessionsFolder(path: folder.path + "/nowhere")
    #expect(other.resume(in: sessions, journal: nil) { _ in }.exitCode == .file)
  }

  /// Savings of the user count like those of the session: the newest that is whole is taken.
  @Test func theNewestWholeStateIsTaken() throws {
    let folder = try ScriptFolder()
    let (session, sessions) = session(in: folder)
    for cell in [
      "load digits count=40", "build cgan batch=4", "train iterations=2", "save mine.checkpoint",
    ] { _ = session.run(cell) }
    #expect(!session.hasUnsavedTraining)
    let own = try #require(session.journal?.checkpointPath)
    session.journal = nil
    func resumed() -> (session: Session, text: String) {
      let session = Session(environment: [:], folder: folder.path)
      var outputs: [Output] = []
      _ = session.resume(in: sessions, journal: nil) { outputs.append($0) }
      return (session, plainText(of: outputs))
    }
    #expect(resumed().session.model?.iteration == 2)
    try folder.write("mine.checkpoint", "damaged")
    let second = resumed()
    #expect(second.text.contains("an earlier state takes its place"))
    #expect(second.session.model?.iteration == 2 && second.session.hasUnsavedTraining)
    second.session.journal = nil
    try FileManager.default.removeItem(atPath: own)
    try FileManager.default.removeItem(atPath: folder.path + "/mine.checkpoint")
    let third = resumed()
    #expect(third.text.contains("error: no file of the run is left"))
    #expect(third.session.model == nil)
  }
}
