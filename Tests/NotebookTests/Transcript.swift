import Notebook
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a text shows, results and messages together.
func transcript(
  of text: String, source: SourceName? = nil, in session: Session = Session(),
  parameters: [String: String] = [:]
) -> String {
  transcriptAndOutcome(of: text, source: source, in: session, parameters: parameters).text
}

func transcriptAndOutcome(
  of text: String, source: SourceName? = nil, in session: Session = Session(),
  parameters: [String: String] = [:]
) -> (text: String, outcome: Outcome) {
  var shown = ""
  let renderer = PlainTextRenderer(results: { shown += $0 }, messages: { shown += $0 })
  let outcome = session.run(text, source: source, parameters: parameters) { renderer.show($0) }
  return (shown.last == "\n" ? String(shown.dropLast()) : shown, outcome)
}

/// The one error that a text has.
func error(
  of text: String, source: SourceName = .file("t.gan"), in session: Session = Session()
) -> Diagnostic? {
  let errors = session.run(text, source: source).compactMap { output in
    if case .error(let diagnostic) = output { diagnostic } else { nil }
  }
  #expect(errors.count == 1, "\(text.prefix(80)): \(errors.map(\.text))")
  return errors.first
}

/// A folder for scripts, gone at the end.
struct ScriptFolder: ~Copyable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
    path = url.appending(path: "ganbook-scripts-\(UInt64.random(in: 0 ... .max))").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path + "/" + name))
  }

  func write(_ name: String, bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(filePath: path + "/" + name))
  }
}
