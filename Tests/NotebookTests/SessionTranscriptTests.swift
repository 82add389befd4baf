import Foundation
import Language
import Notebook
import Testing

/// The sessions that the language is explained with, with small numbers.
@Suite struct SessionTranscriptTests {
  @Test func aFirstFiveMinutes() throws {
    let folder = try ScriptFolder()
    let session = Session(folder: folder.path)
    session.isInteractive = true
    #expect(
      transcript(of: "load digits count=100", in: session)
        == "digits: 100 training and 16 test images, 28x28")
    #expect(
      transcript(of: "build acgan seed=1 batch=2", in: session)
        == "acgan: G 857,705 parameters, D 120,075")
    #expect(
      transcript(of: "train stesp=500", in: session) == """
        error: `train` has no parameter `stesp`
         --> cell 3:1:7
          |
        1 | train stesp=500
          |       ^^^^^ did you mean `iterations`?
        usage: train [iterations=INT] [show=true|false] [check=true|false] [trace=true|false] \
        [checkpoint=FILE] [every=INT] [keep=INT] [film=FILE] [frame=INT] [until COND]      (help train)
        """)
    let training = session.run("train iterations=2")
    guard case .progress(let progress)? = training.last else {
      Issue.record("\(training)")
      return
    }
    #expect(progress.figures.map(\.name) == ["loss d", "real", "fake", "g", "acc", "label"])
    let shown = session.run("show G  # one digit per class, in the terminal")
    guard case .picture(let picture)? = shown.first, shown.count == 1 else {
      Issue.record("\(shown)")
      return
    }
    #expect(picture.image.width == 5 * 28 + 4 && picture.image.height == 2 * 28 + 1)
    let gradient = transcript(of: "mean(abs(G.conv2.weight.grad))", in: session)
    #expect(Double(gradient).map { $0 > 0 } == true)
    _ = session.run("grid digits.png")
    #expect(try !folder.read("digits.png").isEmpty)
  }

  @Test func aScript() throws {
    let folder = try ScriptFolder()
    try folder.write(
      "nightly.gan",
      """
      param iterations = 14000 "training iterations"
      param out = "out" "folder for results"
      load digits count=40
      build cgan seed=7 batch=4
      stop when not isfinite(loss.d)
      repeat iterations / 2 {
        train iterations=2
        grid "{out}/{iteration:05}.png" rows=1
      }
      save "{out}/acgan.checkpoint"
      assert last(p.real, 200) > 0.99 else "the classes did not separate"
      """)
    var found: Diagnostic?
    let outcome = Session(folder: folder.path).runFile(
      "\(folder.path)/nightly.gan", parameters: ["iterations": "4", "out": "\(folder.path)/o"]
    ) { output in
      if case .error(let diagnostic) = output { found = diagnostic }
    }
    #expect(outcome.exitCode == .assertionFailed)
    #expect(found?.message == "the classes did not separate")
    #expect(found?.state == "iteration 4; state unchanged")
    #expect(try !folder.read("o/acgan.checkpoint").isEmpty)
    #expect(try !folder.read("o/00002.png").isEmpty && !folder.read("o/00004.png").isEmpty)
    let check = Session().check(file: "\(folder.path)/nightly.gan", parameters: ["iteratons": "1"])
    #expect(check?.text.contains("did you mean `iterations`?") == true)
  }

  /// With the real data: what the session shows first, word by word.
  @Test(.enabled(if: mnist != nil, "MNIST is neither in $GANBOOK_DATA nor in ../shared/mnist"))
  func theFirstLinesAsTheyAreWritten() throws {
    let session = Session(environment: ["GANBOOK_DATA": Self.mnist ?? ""])
    session.isInteractive = true
    #expect(
      transcript(of: "load mnist", in: session)
        == "mnist: 60000 training and 10000 test images, 28x28")
    #expect(
      transcript(of: "build acgan seed=1", in: session)
        == "acgan: G 857,705 parameters, D 120,075")
  }

  private static let mnist: String? =
    [ProcessInfo.processInfo.environment["GANBOOK_DATA"], "../shared/mnist"].compactMap { $0 }
    .first { FileManager.default.fileExists(atPath: $0 + "/train-images-idx3-ubyte.gz") }

  @Test func aCollapseLookedInto() throws {
    let folder = try ScriptFolder()
    _ = Session(folder: folder.path).run(
      "load digits count=40; build acgan batch=2 seed=2; save run.checkpoint")
    let session = Session(folder: folder.path)
    session.isInteractive = true
    let opened = transcript(of: "open run.checkpoint", in: session)
    #expect(opened.contains("acgan: G 857,705 parameters, D 120,075; iteration 0"))
    _ = session.run("stop when iteration > 2")
    let stopped = transcript(of: "train iterations=50", in: session)
    // How far it came is told on a line of its own, earlier where the machine is slow.
    let lines = stopped.split(separator: "\n")
    #expect(lines.contains("stopped at iteration 3, after g.update: iteration = 3"))
    #expect(lines.contains { $0.hasPrefix("iteration 3/50  loss d ") })
    #expect(transcript(of: "rewind 1", in: session).hasPrefix("iteration 1: loss d "))
    _ = session.run("stop before d.fake.update")
    let step = session.run("step; stats D.conv3")
    #expect(step.contains(.text("stopped in iteration 2, before d.fake.update")))
    guard case .table(let table)? = step.last else {
      Issue.record("\(step)")
      return
    }
    #expect(
      table.rows.map { $0[0] } == [
        "conv3.weight", "conv3.weight.grad", "conv3.bias", "conv3.bias.grad", "conv3.out",
      ])
    let forked = session.run("clear; fork slower; set d.rate 5e-5; train iterations=2")
    #expect(!forked.contains { if case .error = $0 { true } else { false } })
    #expect(session.model?.iteration == 3)
    // Losses are compared over the iterations that both lines have.
    let compared = session.run("fork main; train iterations=2; compare main slower")
    let kinds = compared.map { output in
      switch output {
      case .table: "table"
      case .plot: "plot"
      default: ""
      }
    }
    guard kinds.contains("table"), kinds.contains("plot") else {
      Issue.record("\(compared)")
      return
    }
  }
}
