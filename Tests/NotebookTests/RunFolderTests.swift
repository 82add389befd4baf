import Checkpoints
import Datasets
import Files
import Foundation
import Language
import Notebook
import Testing

/// A training whose folder goes away, or turns into another, on its way.
@Suite struct RunFolderTests {
  /// Each iteration shows something: the moment at which a test does what another program might.
  private static let setup = "build cgan batch=4 latent=8 seed=1\nwatch 1 every=1"
  private static let train = "train iterations=4 checkpoint=\"runs\" every=1 keep=2"

  private struct Result {
    let outcome: Outcome
    let warnings: [String]
    let session: Session
  }

  /// Trains, and does `interfere` once, after the second iteration.
  private func train(
    in folder: borrowing ScriptFolder, withSessions: Bool = false, _ text: String = train,
    interfere: () throws -> Void
  ) -> Result {
    let session = Session(environment: [:], folder: folder.path)
    session.data = tinyImages()
    if withSessions {
      let sessions = SessionsFolder(path: folder.path + "/sessions")
      session.journal = Journal(in: sessions, isWorthItAtOnce: false)
    }
    var warnings: [String] = []
    var failure: (any Error)?
    var shown = 0
    let outcome = session.run("\(Self.setup)\n\(text)", source: .argument) { output in
      if case .warning(let text) = output { warnings.append(text) }
      guard case .text = output, session.model?.iteration == 2 else { return }
      shown += 1
      if shown == 1 { do { try interfere() } catch { failure = error } }
    }
    if let failure { Issue.record("\(failure)") }
    return Result(outcome: outcome, warnings: warnings, session: session)
  }

  private func iterations(_ path: String) -> [Int] {
    CheckpointFolder(reading: path).entries.map(\.iteration)
  }

  @Test func aFolderThatIsRenamedIsGoneOnWith() throws {
    let folder = try ScriptFolder()
    let (runs, moved) = (folder.path + "/runs", folder.path + "/moved")
    let files = FileManager.default
    let result = train(in: folder) {
      try files.moveItem(atPath: runs, toPath: moved)
      // And somebody else's takes its name.
      try files.createDirectory(atPath: runs, withIntermediateDirectories: false)
      try SafeFile.save([1], to: runs + "/000001-iteration-1.checkpoint")
      try SafeFile.save([2], to: runs + "/ganbook.lock")
    }
    #expect(result.outcome == .done)
    #expect(iterations(moved) == [3, 4])
    #expect(
      try files.contentsOfDirectory(atPath: runs).sorted() == [
        "000001-iteration-1.checkpoint", "ganbook.lock",
      ])
    #expect(try FileBytes.read(runs + "/ganbook.lock") == [2])
    #expect(
      result.warnings.count == 1 && result.warnings[0].hasPrefix("runs: the checkpoints go on in"))
    #expect(try !files.contentsOfDirectory(atPath: moved).contains("ganbook.lock"), "given back")
  }

  @Test func aLinkThatIsTurnedLeavesTheOtherRunAlone() throws {
    let folder = try ScriptFolder()
    let files = FileManager.default
    let (first, other) = (folder.path + "/first", folder.path + "/other")
    for path in [first, other] {
      try files.createDirectory(atPath: path, withIntermediateDirectories: false)
    }
    for number in 1...5 {
      try SafeFile.save([UInt8(number)], to: "\(other)/00000\(number)-iteration-9.checkpoint")
    }
    let link = folder.path + "/runs"
    try files.createSymbolicLink(atPath: link, withDestinationPath: "first")
    let result = train(in: folder) {
      try files.removeItem(atPath: link)
      try files.createSymbolicLink(atPath: link, withDestinationPath: "other")
    }
    #expect(result.outcome == .done)
    #expect(iterations(first) == [3, 4] && iterations(other) == [9, 9, 9, 9, 9])
  }

  /// It is made again, and that is said.
  @Test func aFolderThatIsRemovedIsMadeAgain() throws {
    let folder = try ScriptFolder()
    let runs = folder.path + "/runs"
    let result = train(in: folder) { try FileManager.default.removeItem(atPath: runs) }
    #expect(result.outcome == .done)
    #expect(iterations(runs) == [3, 4])
    #expect(
      result.warnings == [
        "runs: the folder was removed with the checkpoints in it, and is made again"
      ])
  }

  /// Each checkpoint that fails is told; the run is kept beside the journal, and the code says so.
  @Test func aFolderThatCannotBeMadeAgain() throws {
    let folder = try ScriptFolder()
    let runs = folder.path + "/runs"
    let result = train(in: folder, withSessions: true) {
      try FileManager.default.removeItem(atPath: runs)
      try SafeFile.save([1], to: runs)
    }
    #expect(result.outcome.exitCode == .file)
    #expect(result.warnings.count == 2, "\(result.warnings)")
    for (warning, iteration) in zip(result.warnings, 3...4) {
      #expect(warning.hasPrefix("no checkpoint at iteration \(iteration): runs: "))
      #expect(warning.hasSuffix("and the run is kept beside the journal"))
    }
    #expect(try FileBytes.read(runs) == [1])
    let kept = try Checkpoint(contentsOf: try #require(result.session.journal?.checkpointPath))
    #expect(kept.iteration == 4 && result.session.hasUnsavedTraining)
    #expect(result.session.keeping.saveBeforeEnding()?.contains("is kept at iteration 4") == true)
  }

  @Test func aSaveAfterAFailedCheckpointIsEnough() throws {
    let folder = try ScriptFolder()
    let runs = folder.path + "/runs"
    let result = train(in: folder, Self.train + "\nsave mine.checkpoint") {
      try FileManager.default.removeItem(atPath: runs)
      try SafeFile.save([1], to: runs)
    }
    #expect(result.outcome == .done && result.warnings.count == 2)
    #expect(result.warnings[0].contains("the run is kept nowhere: "))
  }

  @Test func aFileThatIsNoLockIsNamed() throws {
    let folder = try ScriptFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/runs", withIntermediateDirectories: false)
    try folder.write("runs/ganbook.lock", "my notes")
    let result = train(in: folder) {}
    #expect(result.outcome.exitCode == .file)
    #expect(try FileBytes.read(folder.path + "/runs/ganbook.lock") == Array("my notes".utf8))
  }

  /// Two names of one folder are one.
  @Test func theSameFolderByAnotherName() throws {
    let folder = try ScriptFolder()
    let session = Session(environment: [:], folder: folder.path)
    session.data = tinyImages()
    let text = transcript(
      of: """
        \(Self.setup)
        stop at 2
        train iterations=3 checkpoint="runs" every=1
        """, in: session)
    #expect(text.contains("stopped at iteration 2"))
    #expect(
      !transcript(of: "train iterations=2 checkpoint=\"./runs/\"", in: session).contains("in use"))
    #expect(iterations(folder.path + "/runs") == [1, 2, 4])
  }
}
