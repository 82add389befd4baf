import Foundation
import Testing

/// Keys as terminals send them.
enum Keys {
  static let up = "\u{1B}[A"
  static let down = "\u{1B}[B"
  static let left = "\u{1B}[D"
  static let right = "\u{1B}[C"
  static let enter = "\r"
  static let escape = "\u{1B}"
  static func control(_ letter: Character) -> String {
    String(UnicodeScalar((letter.asciiValue ?? 0) & 0x1F))
  }
  static func paste(_ text: String) -> String { "\u{1B}[200~\(text)\u{1B}[201~" }
}

/// Runs `body` at the prompt, leaves with Ctrl-D, and checks that the terminal's modes are the same
/// before and after.
func atPrompt(
  columns: Int = 80, home: String? = nil, editrc: String? = nil,
  environment: [String: String?] = [:], leave: Bool = true,
  location: SourceLocation = #_sourceLocation, _ body: (TerminalSession) throws -> Void
) throws {
  var home = home
  if let editrc {
    let folder = NSTemporaryDirectory() + "ganbook-home-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try editrc.write(toFile: folder + "/.editrc", atomically: true, encoding: .utf8)
    home = folder
  }
  let session = try TerminalSession(
    ["--no-init"], columns: columns, home: home, environment: environment)
  try session.expect("gan:1>", location: location)
  try body(session)
  if leave {
    session.send(Keys.control("d"))
    try session.expectEnd(0, location: location)
  }
  #expect(session.modes == session.modesBefore, sourceLocation: location)
  #expect(!session.screen.bracketedPaste, sourceLocation: location)
}

extension TerminalSession {
  func expectEnd(_ code: Int32, location: SourceLocation = #_sourceLocation) throws {
    let ended = try end(location: location)
    #expect(ended == code, sourceLocation: location)
  }

  var historyPath: String { home + "/.local/state/ganbook/history" }

  /// The entries of the history file, each as its line stands there.
  var history: [String] {
    let text = (try? String(contentsOfFile: historyPath, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }
}
