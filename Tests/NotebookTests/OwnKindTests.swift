import Formats
import GANs
import Language
import Notebook
import Testing

/// A kind that a program adds goes the whole way that the three standard ones go.
@Suite struct OwnKindTests {
  private static let kinds = GANKind.all + [.projected]
  private static let build = "build projected latent=6 batch=4 seed=2 rate=0.05"

  private func session(in folder: borrowing ScriptFolder, _ text: String = "") -> Session {
    let session = Session(kinds: Self.kinds, folder: folder.path)
    session.isInteractive = true
    session.data = tinyImages()
    run(text, in: session)
    return session
  }

  private func state(_ session: Session) -> String {
    transcript(of: "echo digest(G) digest(D) iteration phase loss.d loss.g", in: session)
  }

  @Test func itIsBuiltTrainedAndLookedAt() throws {
    let folder = try ScriptFolder()
    let session = session(in: folder, Self.build)
    run("train iterations=3; step 4 phases", in: session)
    #expect(session.model?.iteration == 3 && session.model?.phase == .discriminatorFakeGradient)
    let summary = transcript(of: "summary", in: session)
    #expect(summary.contains("projection head"))
    // 16 weights, a bias, 3 classes of 16.
    #expect(summary.contains(/score +projection head +1 +65 +32/))
    #expect(transcript(of: "stats D.score", in: session).contains("score.class.grad"))
    #expect(transcript(of: "shape(D.score.class)", in: session) == "[3, 16]")
    #expect(transcript(of: "shape(D.score.class.m)", in: session) == "[3, 16]")
    #expect(
      transcript(of: "D.score.class.v", in: session).contains("has no `v`"),
      "\(transcript(of: "D.score.class.v", in: session))")
    run("show G; show batch.fakes; grid grid.png", in: session)
    #expect(try folder.read("grid.png").count > 100)
    #expect(transcript(of: "help build projected", in: session).contains("projection GAN of dense"))
  }

  @Test func itGoesOnFromAFileBitForBit() throws {
    let folder = try ScriptFolder()
    let first = session(in: folder, "\(Self.build)\ntrain iterations=3\nstep 4 phases")
    run("save run.checkpoint", in: first)
    let second = session(in: folder, "open run.checkpoint")
    #expect(state(second) == state(first))
    for session in [first, second] { run("train iterations=5", in: session) }
    #expect(state(second) == state(first))
    // Gone back to, and trained again.
    run("step back 3; train iterations=3", in: second)
    #expect(state(second) == state(first))
  }

  @Test func itIsTakenUpAgain() throws {
    let folder = try ScriptFolder()
    let sessions = SessionsFolder(path: folder.path + "/state/sessions")
    let first = Session(kinds: Self.kinds, folder: folder.path)
    first.isInteractive = true
    first.journal = Journal(in: sessions, isWorthItAtOnce: true)
    run("load digits count=40; \(Self.build); step 2; fork other; step", in: first)
    let wanted = state(first)
    first.journal = nil
    let second = Session(kinds: Self.kinds, folder: folder.path)
    second.isInteractive = true
    var outputs: [Output] = []
    _ = second.resume(in: sessions, journal: nil) { outputs.append($0) }
    #expect(state(second) == wanted, "\(plainText(of: outputs))")
    run("fork main", in: second)
    #expect(second.model?.kind.name == "projected" && second.model?.iteration == 2)
  }

  @Test func itsLayersAreCheckedAndCompleted() throws {
    let folder = try ScriptFolder()
    let session = session(in: folder)
    // Before it is built, from its plan: nothing ran.
    let wrong = error(of: "\(Self.build)\ntrain 1\nD.scor.weight", in: session)
    #expect(wrong?.exitCode == .usage && wrong?.message.contains("scor") == true)
    #expect(session.model == nil)
    let part = error(of: "\(Self.build)\ntrain 1\nD.score.clas", in: session)
    #expect(part?.exitCode == .usage && session.model == nil)
    run("\(Self.build)\ntrain iterations=1\nx = mean(D.score.class)", in: session)
    func completed(_ text: String) -> [String] {
      session.completions(of: text, cursor: text.unicodeScalars.count).candidates.map(\.text)
    }
    #expect(completed("build pr") == ["projected"])
    #expect(
      completed("G.") == [
        "G.latent", "G.rate", "G.beta1", "G.beta2", "G.embedding", "G.dense1", "G.bn1", "G.dense2",
      ])
    #expect(completed("D.sc") == ["D.score"])
    #expect(
      completed("D.score.")
        == ["D.score.weight", "D.score.bias", "D.score.class", "D.score.out"])
    #expect(completed("D.score.class.") == ["D.score.class.grad", "D.score.class.m"])
  }

  @Test func whoDoesNotKnowItSaysSo() throws {
    let folder = try ScriptFolder()
    run("\(Self.build)\nstep\nsave run.checkpoint", in: session(in: folder))
    let other = Session(folder: folder.path)
    other.data = tinyImages()
    let unknown = error(of: "open run.checkpoint", in: other)
    #expect(
      unknown?.message.contains(
        "is a checkpoint of the kind `projected`, which this program does not know; it knows "
          + "acgan, cgan, dcgan") == true)
    #expect(error(of: "build projected", in: other)?.exitCode == .usage)
    // Keras has no such head.
    let exported = error(of: "export keras model", in: session(in: folder, Self.build))
    #expect(
      exported?.message.contains("the layer `score`, a ProjectionHead, is nothing that Keras has")
        == true)
    #expect(exported?.exitCode == .file)
  }
}
