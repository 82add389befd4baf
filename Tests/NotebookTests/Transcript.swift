import Formats
import Language
import Notebook
import Pictures
import TensorEngine
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
  var outputs: [Output] = []
  let outcome = session.run(text, source: source, parameters: parameters) { outputs.append($0) }
  let shown = plainText(of: outputs)
  return (shown.last == "\n" ? String(shown.dropLast()) : shown, outcome)
}

/// Outputs as plain text. Of a training only the last state is told, before a message or at the
/// end.
func plainText(of outputs: [Output]) -> String {
  var text = ""
  var untold = ""
  for output in outputs {
    switch output {
    case .text(let lines): text += lines + "\n"
    case .prose(let lines): text += WordWrap.text(lines, columns: WordWrap.widest) + "\n"
    case .table(let table): text += table.text + "\n"
    case .picture(let picture):
      let caption = picture.caption.map { ": " + $0 } ?? ""
      text += "picture \(picture.image.width)x\(picture.image.height)\(caption)\n"
    case .plot(let plot):
      text += plot.text(width: 78, height: 16, usesUnicode: false)
    case .heatMap(let map): text += map.text(width: 78, usesUnicode: false)
    case .progress(let progress): untold = progress.line + "\n"
    case .warning(let message):
      text += untold + "warning: \(message)\n"
      untold = ""
    case .error(let diagnostic):
      text += untold + diagnostic.text + "\n"
      untold = ""
    }
  }
  return text + untold
}

/// Runs a text that must have no error and no warning.
func run(_ text: String, in session: Session) {
  for output in session.run(text) {
    switch output {
    case .error(let diagnostic): Issue.record("\(diagnostic.text)")
    // What volumes lack is told once in a process, and other tests have such volumes.
    case .warning(let text) where !text.contains("the file system has no"):
      Issue.record("\(text)")
    default: break
    }
  }
}

/// A session in which a text was run that has no error and no warning.
func session(after text: String) -> Session {
  let session = Session()
  run(text, in: session)
  return session
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

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path + "/" + name, withDestinationPath: target)
  }

  func write(_ name: String, bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(filePath: path + "/" + name))
  }
}

extension ScriptFolder {
  /// Small data in the forms that the examples load.
  func writeData(_ form: String) throws {
    switch form {
    case "idx":
      try FileManager.default.createDirectory(
        atPath: path + "/fashion", withIntermediateDirectories: true)
      let count: UInt8 = 20
      let images = (0..<Int(count) * 784).map { UInt8($0 % 251) }
      try write(
        "fashion/train-images-idx3-ubyte.gz",
        bytes: [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 28, 0, 0, 0, 28] + images)
      try write(
        "fashion/train-labels-idx1-ubyte.gz",
        bytes: [0, 0, 8, 1, 0, 0, 0, count] + (0..<count).map { $0 % 10 })
    case "tensors":
      let noise = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
      try write("noise.npy", bytes: NumPyFile.encoded(noise))
      var writer = SafetensorsWriter()
      writer.add("noise", noise)
      writer.add("other", noise)
      try write("noise.safetensors", bytes: writer.encoded())
    default:
      for name in ["a", "b"] {
        let folder = "\(path)/letters/\(name)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try PNGFile.write(
          GrayImage(width: 8, height: 8, pixels: (0..<64).map { UInt8($0) }), to: "\(folder)/1.png")
      }
    }
  }
}

extension ScriptFolder {
  func read(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path + "/" + name)))
  }
}
