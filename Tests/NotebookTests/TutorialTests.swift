import FileTesting
import Language
import Notebook
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `docs/tutorial.md`, as one who follows it types it.
@Suite struct TutorialTests {
  private static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/tutorial.md")

  /// The blocks of the page, in their order.
  private static func blocks() throws -> [String] {
    let text = try String(contentsOf: page, encoding: .utf8)
    return text.components(separatedBy: "```gan\n").dropFirst().map {
      String($0.prefix(upTo: $0.range(of: "```")?.lowerBound ?? $0.endIndex))
    }
  }

  @Test func everyBlockRuns() throws {
    let folder = TemporaryFolder()
    let environment = ProcessInfo.processInfo.environment
    let session = Session(environment: environment, folder: folder.path)
    session.isInteractive = true
    let hasMNIST = environment["GANBOOK_DATA"] != nil
    if !hasMNIST { print("the real MNIST is not there: the tutorial is run on drawn digits") }
    let blocks = try Self.blocks()
    #expect(blocks.count == 11)
    var outputs: [[Output]] = []
    for block in blocks {
      let text = hasMNIST ? block : block.replacing("load mnist", with: "load digits")
      outputs.append(session.run(text))
      for case .error(let diagnostic) in outputs[outputs.count - 1] {
        Issue.record("\(block)\n\(diagnostic.text)")
      }
    }
    // What the page says, as far as it does not go by the last bits.
    func shows(_ block: Int, _ isIt: (Output) -> Bool) -> Bool {
      outputs[block].contains(where: isIt)
    }
    #expect(
      shows(2) {
        if case .table(let table) = $0 { table.text.contains("dominance") } else { false }
      })
    #expect(
      shows(3) {
        if case .plot(let plot) = $0 { plot.marks.contains { $0.iteration == 46 } } else { false }
      })
    #expect(shows(4) { if case .heatMap(let map) = $0 { map.rows.count == 8 } else { false } })
    #expect(session.model?.iteration == 120)
    let told = outputs[8].contains {
      if case .text(let text) = $0 { text.hasPrefix("D wins at iteration ") } else { false }
    }
    #expect(told)
    for name in ["series.csv", "losses.svg", "run.checkpoint"] {
      #expect(FileManager.default.fileExists(atPath: folder.path + "/out/tutorial/" + name))
    }
  }
}
