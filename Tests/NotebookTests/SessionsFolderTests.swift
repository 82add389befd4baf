import Files
import Formats
import Foundation
import Language
import Notebook
import Testing

/// Which sessions there are, in which order, and which of them go.
@Suite final class SessionsFolderTests {
  private let folder: ScriptFolder
  private let sessions: SessionsFolder

  init() throws {
    folder = try ScriptFolder()
    sessions = SessionsFolder(path: folder.path + "/sessions")
  }

  private func begin(_ cells: [String] = ["1"]) -> Session {
    let session = Session(environment: [:], folder: folder.path)
    session.isInteractive = true
    session.journal = Journal(in: sessions, isWorthItAtOnce: true)
    for cell in cells { _ = session.run(cell) }
    return session
  }

  /// A conversation that ended; its journal.
  private func converse(_ cells: [String] = ["1"]) throws -> String {
    let session = begin(cells)
    defer { session.journal = nil }
    return try #require(session.journal?.path)
  }

  private static let trained = ["load digits count=40", "build cgan batch=4", "train iterations=2"]

  private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  @Test func shortConversationsLeaveAnUnsavedRunAlone() throws {
    let unsaved = try converse(Self.trained)
    let saved = try converse(Self.trained + ["save mine.checkpoint"])
    let plain = try converse()
    for _ in 0..<5 { _ = try converse() }
    for journal in [unsaved, saved, plain] { #expect(exists(journal)) }
    for _ in 0..<SessionsFolder.keptSessions { _ = try converse() }
    #expect(exists(unsaved) && exists(SessionsFolder.checkpoint(of: unsaved)))
    for journal in [saved, plain] {
      #expect(!exists(journal) && !exists(SessionsFolder.checkpoint(of: journal)))
    }
    #expect(sessions.journals.count == SessionsFolder.keptSessions + 1)
    // Its run is not that of the newest session, but the newest there is.
    let session = Session(environment: [:], folder: folder.path)
    var outputs: [Output] = []
    #expect(session.resume(in: sessions, journal: nil) { outputs.append($0) } == .done)
    #expect(session.journal?.path == unsaved && session.model?.iteration == 2, "\(outputs)")
  }

  @Test func savingMakesARunSavedAsLongAsTheFileIsThere() throws {
    let session = begin(Self.trained)
    let journal = try #require(session.journal?.path)
    func isUnsaved() throws -> Bool {
      let stored = try #require(sessions.sessions.first { $0.journal == journal })
      return sessions.hasUnsavedRun(stored, try JournalFile(path: journal))
    }
    #expect(try isUnsaved())
    _ = session.run("save mine.checkpoint")
    #expect(try !isUnsaved())
    try FileManager.default.removeItem(atPath: folder.path + "/mine.checkpoint")
    #expect(try isUnsaved())
    _ = session.run("save other.checkpoint")
    _ = session.run("step 1 phase")
    #expect(try isUnsaved(), "it went on")
  }

  @Test func livingSessionsStay() throws {
    let living = begin(Self.trained + ["save mine.checkpoint"])
    let journal = try #require(living.journal?.path)
    for _ in 0..<40 { _ = try converse() }
    #expect(exists(journal) && exists(SessionsFolder.checkpoint(of: journal)))
    #expect(sessions.journals.count == SessionsFolder.keptSessions + 1)
    withExtendedLifetime(living) {}
  }

  /// The clock may be set back in between: the names of files say nothing of an order then.
  @Test func aCounterOrdersNotTheClock() throws {
    let old = try converse()
    let older = sessions.path + "/20991231T235959Z-4711.jsonl"
    try SafeFile.save(try FileBytes.read(old), to: older)
    let new = try converse()
    // As if each had been written to at the other's time, and the new one in the past.
    for (path, year) in [(old, 4_000_000_000.0), (new, 10.0)] {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: year)], ofItemAtPath: path)
    }
    #expect(sessions.journals == [new, old, older])
    #expect(sessions.sessions.map(\.number) == [2, 1, 0])
    // One that is taken up is the newest from then on.
    let session = Session(environment: [:], folder: folder.path)
    #expect(session.resume(in: sessions, journal: old) { _ in } == .done)
    #expect(sessions.journals == [old, new, older])
    session.journal = nil
    let newest = try converse()
    #expect(sessions.journals == [newest, old, new, older])
    #expect(sessions.sessions.first?.number == 4)
  }

  @Test func allFilesOfASessionGoWithItAndNoOthers() throws {
    let journal = try converse()
    let stem = String(journal.dropLast(6))
    let own = [".checkpoint", "-2.checkpoint", "-x.safetensors", ".7.resumed"]
    // An earlier Ganbook had stems that begin with others.
    let others = ["1.jsonl", "1.checkpoint", "-1.jsonl", "-1.checkpoint", "x"]
    for name in own + others { try SafeFile.save([1], to: stem + name) }
    let foreign = sessions.path + "/of-another-program.checkpoint"
    try SafeFile.save([1], to: foreign)
    let stored = try #require(sessions.sessions.first { $0.journal == journal })
    #expect(stored.others.count == own.count)
    #expect(sessions.remove(stored) == .unsaved, "nobody knows what that checkpoint is")
    #expect(sessions.remove(stored, evenUnsaved: true) == .removed)
    for name in own { #expect(!exists(stem + name)) }
    for name in others { #expect(exists(stem + name), "\(name)") }
    #expect(!exists(journal) && exists(foreign))
  }

  // MARK: - What is no journal

  /// Nothing is touched before the first line proves to be a journal's.
  @Test func aFileThatIsNoJournalStaysAsItIs() throws {
    let journal = try converse(Self.trained)
    let whole = try FileBytes.read(journal)
    var damaged = whole
    damaged[20] ^= 1
    let files: [(String, [UInt8])] = [
      ("empty", []), ("notes.txt", Array("my notes".utf8)),
      ("lines.txt", Array("my notes\nof two lines\n".utf8)), ("a.json", Array("{\"a\":1}\n".utf8)),
      ("b.jsonl", [0, 10, 0, 10]), ("damaged.jsonl", damaged),
      ("half.jsonl", Array(whole.prefix(40))),
    ]
    for (name, bytes) in files {
      let path = folder.path + "/" + name
      try SafeFile.save(bytes, to: path)
      let session = Session(environment: [:], folder: folder.path)
      var outputs: [Output] = []
      let outcome = session.resume(in: sessions, journal: path) { outputs.append($0) }
      #expect(outcome.exitCode == .file && session.journal == nil, "\(name)")
      #expect(plainText(of: outputs).contains("is no journal of a session"), "\(name)")
      #expect(try FileBytes.read(path) == bytes, "\(name)")
    }
    // Beside whole ones, they are passed over.
    try SafeFile.save(Array("my notes".utf8), to: sessions.path + "/999999-x.jsonl")
    let session = Session(environment: [:], folder: folder.path)
    var outputs: [Output] = []
    #expect(session.resume(in: sessions, journal: nil) { outputs.append($0) } == .done)
    #expect(session.journal?.path == journal)
    #expect(plainText(of: outputs).contains("it is passed over"))
  }

  /// What is behind a damaged line is not cut off but set aside.
  @Test func ofADamagedJournalNothingIsLost() throws {
    let session = begin(Self.trained + ["x = 1", "y = 2"])
    let journal = try #require(session.journal?.path)
    session.journal = nil
    var bytes = try FileBytes.read(journal)
    let ends = bytes.indices.filter { bytes[$0] == 10 }
    let line = try #require(ends.count > 8 ? ends[ends.count - 5] + 3 : nil)
    bytes[line] ^= 4
    try SafeFile.save(bytes, to: journal)
    let again = Session(environment: [:], folder: folder.path)
    var outputs: [Output] = []
    #expect(again.resume(in: sessions, journal: nil) { outputs.append($0) } == .done)
    let text = plainText(of: outputs)
    #expect(text.contains("line \(ends.count - 3) of the journal is damaged: "), "\(text)")
    #expect(again.model?.iteration == 2)
    let aside = String(journal.dropLast(6)) + ".damaged-1"
    let size = bytes.count - (try FileBytes.read(aside).count)
    #expect(try FileBytes.read(aside) == Array(bytes[size...]))
    #expect(try FileBytes.read(journal).starts(with: bytes[..<size]))
    again.journal = nil
    #expect(try JournalFile(path: journal).damage == nil)
  }

  /// Killed between the run and the line that notes it.
  @Test func aRunThatTheJournalDoesNotNoteIsFound() throws {
    let session = begin(Self.trained)
    let journal = try #require(session.journal?.path)
    session.journal = nil
    let lines = try FileBytes.read(journal).split(separator: 10)
    let before = lines.prefix { !String(decoding: $0, as: UTF8.self).hasPrefix("{\"checkpoint\"") }
    try SafeFile.save(before.flatMap { $0 + [10] }, to: journal)
    let stored = try #require(sessions.sessions.first)
    #expect(sessions.hasUnsavedRun(stored, try JournalFile(path: journal)))
    let again = Session(environment: [:], folder: folder.path)
    #expect(again.resume(in: sessions, journal: nil) { _ in } == .done)
    #expect(again.model?.iteration == 2 && again.hasUnsavedTraining)
  }

  /// The state folder may be a link; the run beside the journal is the session's own all the same.
  @Test func aFolderBehindALinkIsTheSame() throws {
    let link = folder.path + "/link"
    try FileManager.default.createDirectory(
      atPath: sessions.path, withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "sessions")
    let linked = SessionsFolder(path: link)
    let session = Session(environment: [:], folder: folder.path)
    session.isInteractive = true
    session.journal = Journal(in: linked, isWorthItAtOnce: true)
    for cell in Self.trained { _ = session.run(cell) }
    session.journal = nil
    let stored = try #require(linked.sessions.first)
    #expect(linked.hasUnsavedRun(stored, try JournalFile(path: stored.journal)))
    let again = Session(environment: [:], folder: folder.path)
    #expect(again.resume(in: linked, journal: nil) { _ in } == .done)
    #expect(again.model?.iteration == 2 && again.hasUnsavedTraining)
  }
}
