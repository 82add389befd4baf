import Foundation
import Language
import Notebook
import Testing

@Suite final class SessionsCommandTests {
  private let folder: ScriptFolder
  private let sessions: SessionsFolder

  init() throws {
    folder = try ScriptFolder()
    sessions = SessionsFolder(path: folder.path + "/sessions")
  }

  /// A conversation; its journal.
  private func begin(_ cells: [String]) throws -> Session {
    let session = Session(environment: [:], folder: folder.path)
    session.isInteractive = true
    session.keeping.sessions = sessions
    session.journal = Journal(in: sessions, isWorthItAtOnce: true)
    for cell in cells { _ = session.run(cell) }
    return session
  }

  private static let trained = ["load digits count=40", "build cgan batch=4", "train iterations=2"]

  @Test func sessionsAreListedAndRemovedAsWished() throws {
    // Unsaved, saved, without a run; and the one that asks.
    for cells in [Self.trained, Self.trained + ["save mine.checkpoint"], ["1"]] {
      try begin(cells).journal = nil
    }
    let session = try begin(["2"])
    let list = plainText(of: session.run("sessions"))
    let lines = list.split(separator: "\n").filter { $0.contains("Z") }
    #expect(lines.count == 4, "\(list)")
    #expect(lines[0].contains("running") && lines[0].hasPrefix("4 "))
    #expect(lines[3].contains("unsaved") && lines[3].contains("iteration 2"))
    #expect(!lines[1].contains("unsaved") && !lines[2].contains("unsaved"))

    #expect(plainText(of: session.run("sessions clean")).contains("nothing to remove"))
    let ended = plainText(of: session.run("sessions clean ended"))
    #expect(
      ended.contains("2 removed, 1 stay for an unsaved run, 1 stay because they are running"),
      "\(ended)")
    #expect(sessions.sessions.map(\.number) == [4, 1])
    #expect(
      plainText(of: session.run("sessions clean session=7")).contains("there is no session 7"))
    let last = plainText(of: session.run("sessions clean session=1"))
    #expect(last.contains("1 removed"), "\(last)")
    #expect(sessions.sessions.map(\.number) == [4])
    #expect(try FileManager.default.contentsOfDirectory(atPath: sessions.path).count == 1)
    session.journal = nil
  }

  @Test func aSessionIsTakenUpByItsNumber() throws {
    for _ in 0..<2 { try begin(Self.trained).journal = nil }
    let session = Session(environment: [:], folder: folder.path)
    #expect(session.resume(in: sessions, journal: "1") { _ in } == .done)
    #expect(session.journal?.path == sessions.sessions.first { $0.number == 1 }?.journal)
    #expect(session.resume(in: sessions, journal: "9") { _ in }.exitCode == .file)
  }

  @Test func withoutAHomeThereAreNone() {
    #expect(plainText(of: Session().run("sessions")).contains("HOME is not set"))
    #expect(plainText(of: Session().run("sessions clean")).contains("nothing to remove"))
  }
}
