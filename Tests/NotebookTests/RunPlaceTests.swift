import Checkpoints
import Datasets
import Language
import Notebook
import Testing

/// What a training that keeps only its newest checkpoints removes, and what not.
@Suite struct RunPlaceTests {
  private static let build = "build cgan batch=4 latent=8 seed=1"

  private func session(in folder: borrowing ScriptFolder, _ text: String = build) -> Session {
    let session = Session(environment: [:], folder: folder.path)
    session.data = tinyImages()
    _ = transcript(of: text, in: session)
    return session
  }

  private func train(_ iterations: Int, _ session: Session) -> String {
    transcript(
      of: "train iterations=\(iterations) checkpoint=\"runs\" every=1 keep=2", in: session)
  }

  /// Numbers and iterations of the checkpoints that are there.
  private func entries(_ folder: borrowing ScriptFolder) -> [[Int]] {
    CheckpointFolder(reading: folder.path + "/runs").entries.map { [$0.number, $0.iteration] }
  }

  @Test func anotherRunsCheckpointsStay() throws {
    let folder = try ScriptFolder()
    #expect(!train(3, session(in: folder)).contains("stay"))
    #expect(entries(folder) == [[2, 2], [3, 3]])
    // The same script once more, in another process or in the same one.
    let second = session(in: folder)
    #expect(train(3, second).contains("runs: 2 checkpoints of another run stay there"))
    #expect(entries(folder) == [[2, 2], [3, 3], [5, 2], [6, 3]])
    _ = transcript(of: Self.build, in: second)
    #expect(train(3, second).contains("runs: 4 checkpoints of another run stay there"))
    #expect(entries(folder) == [[2, 2], [3, 3], [5, 2], [6, 3], [8, 2], [9, 3]])
  }

  @Test func aRunThatGoesOnRemovesItsOwn() throws {
    let folder = try ScriptFolder()
    _ = train(2, session(in: folder))
    let second = session(in: folder)
    _ = train(2, second)
    // In the same session, and in another one that opens the folder.
    #expect(!train(1, second).contains("stay"))
    #expect(entries(folder) == [[1, 1], [2, 2], [4, 2], [5, 3]])
    let third = session(in: folder, "open runs")
    #expect(!train(2, third).contains("stay"))
    #expect(third.model?.iteration == 5)
    #expect(entries(folder) == [[1, 1], [2, 2], [6, 4], [7, 5]])
    // Another model in its place is another run; the one of before goes on where it was.
    third.isInteractive = true
    _ = transcript(of: Self.build, in: third)
    _ = transcript(of: "undo", in: third)
    #expect(!train(1, third).contains("stay"))
    #expect(entries(folder) == [[1, 1], [2, 2], [7, 5], [8, 6]])
  }

  /// Those after an older checkpoint may be of another run: nothing of them is removed.
  @Test func goingOnFromAnOlderOneRemovesNothing() throws {
    let folder = try ScriptFolder()
    _ = train(2, session(in: folder))
    _ = train(2, session(in: folder))
    let third = session(in: folder, "open runs/000002-iteration-2.checkpoint")
    #expect(train(3, third).contains("runs: 4 checkpoints of another run stay there"))
    #expect(entries(folder) == [[1, 1], [2, 2], [3, 1], [4, 2], [6, 4], [7, 5]])
  }
}
