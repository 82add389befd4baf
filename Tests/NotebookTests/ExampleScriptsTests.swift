import Language
import Notebook
import Pictures
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The scripts of `examples`, as a user runs them, with small numbers.
@Suite struct ExampleScriptsTests {
  /// The package's own folder, wherever the tests are started from.
  private static let examples = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "examples").path

  @Test(arguments: ["-3", "0", "2"]) func tooFewIterationsAreRefused(iterations: String) {
    var errors: [String] = []
    let outcome = Session().runFile(
      "\(Self.examples)/first-digits.gan", parameters: ["iterations": iterations]
    ) { output in
      if case .error(let diagnostic) = output { errors.append(diagnostic.message) }
    }
    #expect(errors == ["iterations is at least 3, one for each grid, not \(iterations)"])
    #expect(outcome.exitCode == .assertionFailed)
  }

  @Test(arguments: [
    ("first-digits.gan", ["iterations": "3"], ["00001.png", "00002.png", "00003.png"]),
    ("acgan-mnist.gan", ["iterations": "3", "interval": "2"], ["00002.png", "00003.png"]),
    ("cgan-mnist.gan", ["iterations": "3", "interval": "2"], ["00002.png", "00003.png"]),
    ("dcgan-mnist.gan", ["iterations": "2", "interval": "1"], ["00001.png", "00002.png"]),
  ])
  func writesItsGrids(name: String, parameters: [String: String], grids: [String]) throws {
    let folder = try ScriptFolder()
    var errors: [String] = []
    let outcome = Session().runFile(
      "\(Self.examples)/\(name)",
      parameters: parameters.merging(["out": folder.path]) { given, _ in given }
    ) { output in
      if case .error(let diagnostic) = output { errors.append(diagnostic.text) }
    }
    #expect(errors == [])
    #expect(outcome.exitCode == .done)
    let written = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(written.filter { $0.hasSuffix(".png") }.sorted() == grids)
    for grid in grids {
      let image = try PNGFile.read(path: "\(folder.path)/\(grid)")
      // Ten images of 28 pixels with a gap of 2 pixels.
      #expect(image.width >= 10 * 28 && image.height == image.width)
    }
  }

  @Test func aCollapseIsChecked() {
    let (text, outcome) = transcript(ofExample: "collapse.gan", ["iterations": "101"])
    #expect(outcome.exitCode == .done)
    // Its steps are ten times as long as they should be from the beginning.
    #expect(text.contains("warning: iteration 100: check.updates fails"))
    #expect(text.contains(/updates +FAIL .* D\./))
    #expect(text.contains(/dominance +(pass|FAIL)/))
  }

  @Test func fiveQuestionsAreAnswered() {
    let (text, outcome) = transcript(
      ofExample: "five-questions.gan", ["iterations": "30", "again": "10"])
    #expect(outcome.exitCode == .done)
    #expect(text.contains("collapse: fakes of a class are alike"))
    #expect(text.contains("tensor 10x10  min 0  mean 10"))
    #expect(text.contains(/G\.rate +0\.0002 +0\.0002, 5e-05 from 11/))
  }

  @Test func aNumberThatIsNotFiniteIsTraced() {
    let (text, outcome) = transcript(ofExample: "nonfinite.gan", ["iterations": "3", "size": "4"])
    #expect(outcome.exitCode == .stopped)
    #expect(text.contains("d.fake.update: first not finite in D."))
    #expect(text.contains("`rewind 3` is before it"))
  }

  private func transcript(
    ofExample name: String, _ parameters: [String: String]
  ) -> (text: String, outcome: Outcome) {
    var outputs: [Output] = []
    let outcome = Session().runFile("\(Self.examples)/\(name)", parameters: parameters) {
      outputs.append($0)
    }
    return (plainText(of: outputs), outcome)
  }

  /// A script that is there and not above would go untested; `packages` has programs in
  /// Swift, which scripts/docs builds and runs.
  @Test func noneIsLeftOut() throws {
    let there = try FileManager.default.contentsOfDirectory(atPath: Self.examples).sorted()
    #expect(
      there == [
        "acgan-mnist.gan", "cgan-mnist.gan", "collapse.gan", "dcgan-mnist.gan", "first-digits.gan",
        "five-questions.gan", "nonfinite.gan", "packages",
      ])
  }
}
