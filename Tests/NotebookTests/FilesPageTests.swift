import Checkpoints
import GANs
import Language
import Notebook
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The page on files names what is in them.
@Suite struct FilesPageTests {
  private let page: String

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    page = String(
      decoding: try Data(contentsOf: root.appending(path: "docs/files.md")), as: UTF8.self)
  }

  /// Whether the page has a name in code marks, whole or as the end that stands for it.
  private func names(_ name: String) -> Bool {
    page.contains("`\(name)`") || page.contains("`.\(name)`")
  }

  @Test func everyPartOfACheckpointIsNamed() throws {
    let folder = try ScriptFolder()
    let session = Session(environment: [:], folder: folder.path)
    for text in [
      "load digits count=20", "build cgan batch=2 latent=4", "step d.fake.gradient",
      "save middle.checkpoint",
      "train iterations=1 checkpoint=\"runs\"",
    ] {
      for case .error(let diagnostic) in session.run(text) { Issue.record("\(diagnostic.text)") }
    }
    let path = try #require(CheckpointFolder(reading: folder.path + "/runs").entries.last?.name)
    let checkpoint = try Checkpoint(contentsOf: folder.path + "/runs/" + path)
    let middle = try Checkpoint(contentsOf: folder.path + "/middle.checkpoint")
    for note in checkpoint.notes.keys { #expect(names(note), "note \(note)") }
    for name in checkpoint.hyperparameters.keys where !name.hasPrefix("d.") {
      #expect(names(name), "hyperparameter \(name)")
    }
    for name in checkpoint.series.keys {
      let pass =
        name.hasPrefix("g.") ? "g" : name.split(separator: ".")[..<2].joined(separator: ".")
      #expect(names(pass) && names(String(name.dropFirst(pass.count + 1))), "series \(name)")
    }
    let pending = Array(middle.pending.keys) + Array(middle.pendingIntegers.keys)
    #expect(pending.contains { $0.hasPrefix("gradient.") })
    for name in pending {
      let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
      switch parts[0] {
      case "gradient", "moved": #expect(names("pending.\(parts[0]).NAME"))
      case "batch": #expect(names("pending.\(name)") || names(parts[1]), "\(name)")
      default: #expect(names("pending.\(name)"), "\(name)")
      }
    }
  }

  @Test func everySeriesAndCommandOfFilesIsNamed() {
    for (name, _) in Measurement.series { #expect(names(name), "\(name)") }
    for command in Registry.standard.signatures.commands where command.group == "files" {
      #expect(page.contains(command.name), "\(command.name)")
    }
  }
}
