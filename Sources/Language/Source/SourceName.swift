/// Where a text comes from, as an error names it.
package enum SourceName: Hashable, Sendable, CustomStringConvertible {
  case cell(Int)
  /// A script, by the path that it was opened with.
  case file(String)
  /// The text after `-c`.
  case argument
  case standardInput
  /// A word of the command line.
  case commandLine
  /// What a session that is taken up again had set.
  case keptSession

  package var description: String {
    switch self {
    case .cell(let number): "cell \(number)"
    case .file(let path): path
    case .argument: "-c"
    case .standardInput: "standard input"
    case .commandLine: "command line"
    case .keptSession: "kept session"
    }
  }

  /// The path, where there is one.
  package var path: String? {
    if case .file(let path) = self { path } else { nil }
  }
}
