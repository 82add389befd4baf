import Language
import Notebook
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct CommandReferenceTests {
  /// The file lies in the package, beside the tests; `GANBOOK_WRITE_REFERENCE=1` writes it.
  @Test func thePageIsWhatTheRegistrySays() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = root.appending(path: "docs/commands.md")
    let expected = CommandReference(
      signatures: Registry.standard.signatures, grammar: GrammarPage.text
    ).text
    if ProcessInfo.processInfo.environment["GANBOOK_WRITE_REFERENCE"] == "1" {
      try Data(expected.utf8).write(to: page)
    }
    let found = String(decoding: try Data(contentsOf: page), as: UTF8.self)
    #expect(
      found == expected,
      "stale: run `GANBOOK_WRITE_REFERENCE=1 swift test --filter CommandReferenceTests`")
  }
}
