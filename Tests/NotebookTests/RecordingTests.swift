import FileTesting
import Files
import GANs
import Language
import Notebook
import Testing

/// Quantities of one's own, noted while a run goes on.
@Suite struct RecordingTests {
  private static let setup = "load digits count=40\nbuild acgan batch=4 seed=3\n"
  private static let watched =
    "watch size = norm(G.dense1.weight) every=2; watch slope_d = norm(D.conv1.weight.grad) every=3; stats G.* every=2; stats D.conv1 every=4\n"

  private func session(_ text: String = "") -> Session {
    NotebookTests.session(after: Self.setup + text)
  }

  private func errors(_ outputs: [Output]) -> [String] {
    outputs.compactMap { if case .error(let diagnostic) = $0 { diagnostic.message } else { nil } }
  }

  @Test func layersAreNotedForEachPass() throws {
    let run = try #require(session(Self.watched + "train iterations=4").model)
    #expect(Array(try #require(run.recordings["size"]).iterations) == [2, 4])
    #expect(Array(try #require(run.recordings["slope_d"]).iterations) == [3])
    let names = run.recordings.keys.filter { $0.hasPrefix("D.") }.sorted()
    #expect(
      names == [
        "D.conv1.change.fake", "D.conv1.change.real", "D.conv1.dead.fake", "D.conv1.dead.real",
        "D.conv1.grad.rms.fake", "D.conv1.grad.rms.real",
      ])
    let rms = try #require(run.recordings["G.dense1.grad.rms"])
    #expect(Array(rms.iterations) == [2, 4])
    // The fourth iteration's gradients are still there.
    let gradients = ["dense1.weight", "dense1.bias"].compactMap {
      run.inspection.generatorGradients[$0]
    }
    let squares = gradients.reduce(0.0) { $0 + $1.scalars.reduce(0) { $0 + Double($1 * $1) } }
    let count = gradients.reduce(0) { $0 + $1.count }
    #expect(abs(Double(rms.values[1]) - (squares / Double(count)).squareRoot()) < 1e-6)
  }

  @Test func watchingChangesNoBit() throws {
    let plain = try #require(session("train iterations=4").model)
    let watched = try #require(session(Self.watched + "train iterations=4").model)
    #expect(plain.digest == watched.digest)
  }

  @Test func goingBackDropsWhatCameLaterAndTrainingAgainNotesItAgain() throws {
    let session = session(Self.watched + "train iterations=6")
    let before = try #require(session.model).recordings
    #expect(errors(session.run("rewind 3")).isEmpty)
    let back = try #require(session.model)
    #expect(Array(try #require(back.recordings["size"]).iterations) == [2])
    #expect(Array(try #require(back.recordings["slope_d"]).iterations) == [3])
    #expect(errors(session.run("train iterations=3")).isEmpty)
    #expect(try #require(session.model).recordings == before)
  }

  @Test func whatIsWatchedLaterIsNotedOnTheWayBack() throws {
    let session = session("train iterations=5\nwatch size = norm(G.dense1.weight) every=1")
    #expect(errors(session.run("rewind 3")).isEmpty)
    let size = try #require(session.model?.recordings["size"])
    // From the beginning on: nothing before was kept.
    #expect(Array(size.iterations) == [1, 2, 3])
    let plain = self.session("watch size = norm(G.dense1.weight) every=1\ntrain iterations=3")
    #expect(plain.model?.recordings["size"] == size)
  }

  @Test func checkpointsKeepThem() throws {
    let folder = TemporaryFolder()
    let path = folder.file("run.checkpoint")
    let session = session(Self.watched + "train iterations=4; save \"\(path)\"")
    let opened = Session()
    #expect(errors(opened.run("open \"\(path)\"")).isEmpty)
    #expect(opened.model?.recordings == session.model?.recordings)
    #expect(opened.model?.recordings.isEmpty == false)
    // The name is known without being watched.
    #expect(errors(opened.run("plot size; x = last(size)")).isEmpty)
  }

  /// An expression is its own name, unless no checkpoint could be opened with it.
  @Test func whatIsWatchedHasANameThatFilesTake() throws {
    let folder = TemporaryFolder()
    let path = folder.file("run.checkpoint")
    let session = session("watch norm(\n\tG.dense1.weight) every=1\nstep; save \"\(path)\"")
    #expect(session.model?.recordings.keys.sorted() == ["norm( G.dense1.weight)"])
    let opened = Session()
    #expect(errors(opened.run("open \"\(path)\"")).isEmpty)
    #expect(opened.model?.recordings == session.model?.recordings)
    let long = Array(repeating: "1", count: 600).joined(separator: "+")
    #expect(errors(session.run("watch \(long)")).map { $0.contains("too long") } == [true])
    #expect(errors(session.run("watch long = \(long) every=1")).isEmpty)
  }

  @Test func stopsGoByThem() {
    let session = session("watch twice = iteration * 2 every=1; stop when twice > 5\n")
    #expect(errors(session.run("train iterations=9")).map { $0.contains("iteration 3") } == [true])
  }

  @Test func exportsHaveThem() throws {
    let folder = TemporaryFolder()
    let path = folder.file("s.csv")
    let session = session("watch twice = iteration * 2 every=2\ntrain iterations=3")
    #expect(errors(session.run("export csv \"\(path)\"")).isEmpty)
    let lines = String(decoding: try FileBytes.read(path, limit: 1 << 20), as: UTF8.self)
      .split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let column = try #require(lines[0].firstIndex(of: "twice"))
    #expect(lines.dropFirst().map { String($0[column]) } == ["", "4.0", ""])
  }

  @Test func whatIsNoNumberIsToldAndTrainingCanGoOn() {
    let session = session("watch all = G.dense1.weight every=2\n")
    let found = errors(session.run("train iterations=4"))
    #expect(found.count == 1 && found[0].contains("takes what gives a number"))
    #expect(session.model?.iteration == 2)
    #expect(errors(session.run("clear; continue")).isEmpty)
    #expect(session.model?.iteration == 4)
  }

  /// A name of the language stands for what it is, whoever watches it or calls a recording so.
  @Test func noNameOfTheLanguageIsHidden() throws {
    let session = session("watch iteration every=2\ntrain iterations=5\n")
    #expect(session.run("echo \"{iteration}\"") == [.text("5")])
    #expect(session.model?.recordings.isEmpty == true)
    session.workspace.run?.note(7, as: "seed")
    #expect(session.run("echo \"{seed}\"") == [.text("3")])
  }

  @Test func whatHadNoValueThenIsPassedOverOnTheWayBack() throws {
    let session = session("train iterations=5\nwatch tail = mean(loss.d[-3...-1]) every=1\n")
    #expect(errors(session.run("rewind 4; verify 3")).isEmpty)
    #expect(Array(try #require(session.model?.recordings["tail"]).iterations) == [3, 4])
  }

  @Test func lookingAgainChangesNothingOfTheSession() throws {
    let session = session("watch r = mean(rand(3)) every=1\ntrain iterations=3\n")
    let before = try #require(session.model).recordings
    let (uses, changes) = (session.workspace.randomUses, session.workspace.runChanges)
    #expect(errors(session.run("verify 3")).isEmpty)
    #expect(session.workspace.randomUses == uses && session.workspace.runChanges == changes)
    #expect(errors(session.run("rewind 2")).isEmpty)
    // What was noted stays what it was, random numbers or not.
    let noted = try #require(session.model?.recordings["r"])
    #expect(Array(noted.values) == Array(try #require(before["r"]).values.prefix(2)))
  }

  @Test func whatIsNotWatchedAnyMoreStays() throws {
    let session = session(Self.watched + "train iterations=5\nclear\n")
    let before = try #require(session.model).recordings
    #expect(errors(session.run("rewind 4")).isEmpty)
    let after = try #require(session.model).recordings
    #expect(after.keys.sorted() == before.keys.sorted())
    #expect(Array(try #require(after["size"]).iterations) == [2, 4])
    #expect(errors(session.run("del size; size = 3")).isEmpty)
    #expect(session.model?.recordings["size"] == nil)
  }

  @Test func anotherExpressionBeginsAnew() throws {
    let session = session("watch q = iteration every=1\ntrain iterations=2\n")
    let told = session.run("watch q = iteration * 100 every=1")
    #expect(told == [.text("q is another quantity now: what was noted of it is forgotten")])
    #expect(errors(session.run("train iterations=1; watch q every=7")).isEmpty)
    #expect(Array(try #require(session.model?.recordings["q"]).values) == [300])
    #expect(session.run("stops") == [.text("watch q = iteration * 100 every=7")])
  }

  @Test func aVariableOfAFileComesBeforeItsRecordings() throws {
    let folder = TemporaryFolder()
    let path = folder.file("run.checkpoint")
    let session = session("watch gap = iteration every=1\ntrain iterations=2; save \"\(path)\"")
    let other = Session()
    #expect(errors(other.run("gap = 7; open \"\(path)\"")).isEmpty)
    #expect(other.run("echo \"{gap}\"; gap = 8; echo \"{gap}\"") == [.text("7"), .text("8")])
    #expect(
      errors(session.run("for gap in 1...2 { echo \"no\" }")) == ["`gap` is a series of the run"])
  }

  @Test func whatNeverWasHasNoValue() {
    let session = session("watch t = first(loss.d > 100) every=1\n")
    #expect(errors(session.run("train iterations=2")).isEmpty)
    #expect(session.run("first(loss.d > 100)") == [.text("none")])
    #expect(errors(session.run("plot loss.d mark=first(loss.d > 100)")).isEmpty)
  }

  /// However the expression is spaced, it is the same series.
  @Test func plotFindsWhatWasNotedOfAnExpression() {
    let session = session("watch norm( G.dense1.weight ) every=2\ntrain iterations=4\n")
    let plots = session.run("plot norm( G.dense1.weight )").compactMap { output in
      if case .plot(let plot) = output { plot } else { nil }
    }
    #expect(plots.map { $0.series[0].iterations } == [[2, 4]])
  }
}
