import Files
import Foundation
import GANs
import Language
import Notebook
import TensorEngine
import Testing

/// What a run that diverged must not do: take the place of a good state.
@Suite struct DivergenceTests {
  private static let setup = "load digits count=40\nbuild acgan batch=2 latent=4\n"

  /// Puts one bad number into a moving mean of the discriminator, which training does not read: all
  /// losses stay finite for good.
  private func spoil(_ session: Session) throws {
    var mean = try #require(session.model?.discriminator.parameters["bn1.mean"])
    mean.withUnsafeMutableBuffer { $0[7] = .infinity }
    session.workspace.run?.discriminator.parameters["bn1.mean"] = mean
  }

  @Test func aTensorThatIsNotFiniteIsNamed() throws {
    let session = Session()
    run(Self.setup + "step 2", in: session)
    try spoil(session)
    let (text, outcome) = transcriptAndOutcome(
      of: "train iterations=3; reached = 1", source: .file("t.gan"), in: session)
    #expect(outcome.exitCode == .stopped)
    #expect(
      text.contains("error: the run diverged: D.bn1.mean is not finite at iteration 5"))
    #expect(text.contains("`rewind`, or `open` a checkpoint from before it, then lower the rate"))
    #expect(session.variables["reached"] == nil)
  }

  /// Long trainings look now and then, not at their end only.
  @Test func aLongTrainingLooksOnTheWay() throws {
    let session = Session()
    run(Self.setup + "step 2", in: session)
    try spoil(session)
    let (_, outcome) = transcriptAndOutcome(
      of: "train iterations=5000", source: .argument, in: session)
    #expect(outcome.exitCode == .stopped)
    #expect(session.model?.iteration == 10)
  }

  @Test func aLossOverTheBoundStops() throws {
    let session = Session()
    run(Self.setup + "step", in: session)
    session.workspace.run?.discriminator.parameters["validity.bias"] = Tensor([1e11])
    let (text, outcome) = transcriptAndOutcome(of: "train", source: .argument, in: session)
    #expect(outcome.exitCode == .stopped)
    #expect(text.contains("the run diverged: loss.d is 5e+10, above 1e+06, at iteration 2"))
  }

  @Test func thePromptSaysItToo() throws {
    let session = Session()
    session.isInteractive = true
    run(Self.setup + "step", in: session)
    try spoil(session)
    let text = transcript(of: "train iterations=2", in: session)
    #expect(
      text.contains("the run diverged: D.bn1.mean is not finite at iteration 3; `rewind`"))
    #expect(!text.contains("error:"))
  }

  @Test func goodCheckpointsStay() throws {
    let folder = try ScriptFolder()
    let session = Session(environment: [:], folder: folder.path)
    run(Self.setup + "train iterations=3 checkpoint=\"a\" every=1 keep=2", in: session)
    let good = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/a").sorted()
    try spoil(session)
    let (text, outcome) = transcriptAndOutcome(
      of: "train iterations=4 checkpoint=\"a\" every=1 keep=2", source: .argument, in: session)
    #expect(outcome.exitCode == .stopped)
    #expect(
      text.contains(
        "no checkpoint at iteration 4: a: the run diverged: D.bn1.mean is not finite"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/a").sorted()
    #expect(names == good)
    let again = Session(environment: [:], folder: folder.path)
    run("open \"a\"", in: again)
    #expect(again.model?.iteration == 3)
  }

  /// Beside the journal, too, and where the session is ended.
  @Test func theKeptRunStays() throws {
    let folder = try ScriptFolder()
    let session = Session(environment: [:], folder: folder.path)
    session.isInteractive = true
    let sessions = SessionsFolder(path: folder.path + "/sessions")
    session.journal = Journal(in: sessions, isWorthItAtOnce: true)
    run(Self.setup, in: session)
    run("step 2", in: session)
    let path = try #require(session.journal?.checkpointPath)
    let good = try FileBytes.read(path)
    try spoil(session)
    let text = transcript(of: "step phase", in: session)
    #expect(
      text.contains(
        "the run is not kept beside the journal: the run diverged: D.bn1.mean is not finite")
    )
    #expect(try FileBytes.read(path) == good)
    let message = try #require(session.keeping.saveBeforeEnding())
    #expect(message.hasPrefix("the run is not kept, for it diverged: D.bn1.mean"))
    #expect(message.contains("; the state of iteration 2 is kept: "))
    #expect(session.keeping.keepNow() == nil)
    #expect(try FileBytes.read(path) == good)
  }

  /// What the user asks for is done.
  @Test func saveDoesAndWarns() throws {
    let folder = try ScriptFolder()
    let session = Session(environment: [:], folder: folder.path)
    run(Self.setup + "step", in: session)
    try spoil(session)
    let (text, outcome) = transcriptAndOutcome(of: "save a.checkpoint", in: session)
    #expect(outcome == .done)
    #expect(text.contains("warning: the run diverged: D.bn1.mean is not finite"))
    let again = Session(environment: [:], folder: folder.path)
    run("open a.checkpoint", in: again)
    #expect(again.model?.discriminator.parameters["bn1.mean"]?.scalars[7] == .infinity)
  }

  @Test func theBoundIsDocumented() {
    #expect(transcript(of: "help train").contains(/a\s+loss\s+is\s+above\s+1e\+06/))
  }
}
