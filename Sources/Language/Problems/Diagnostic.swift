/// Where a script was run, or a function of one's own was called.
package enum Caller: Equatable, Sendable {
  /// At `outer.gan:5:1`.
  case script(at: String)
  case function(String, at: String)

  package var text: String {
    switch self {
    case .script(let place): "run by \(place)"
    case .function(let name, let place): "in `\(name)`, called at \(place)"
    }
  }
}

/// An error as a user sees it: what, where, what to do.
///
/// The place and its line are worked out once, here, so that a diagnostic needs no source text.
package struct Diagnostic: Error, Equatable, Sendable {
  package let problem: Problem
  package let exitCode: ExitCode
  package let source: SourceName
  /// From 1.
  package let line: Int
  /// From 1, in characters.
  package let column: Int
  /// The line of the source, cut around the place where it is very long.
  package let excerpt: String
  /// Where the marks begin under the excerpt, and how many there are, in characters.
  package let marks: Range<Int>
  /// How the command is used.
  package let usage: String?
  /// How the place was come to, innermost first.
  package var chain: [Caller]
  /// What an error at run time leaves: where the host's work stands, and `state unchanged`.
  package var state: String?

  package var message: String { problem.message }

  /// The longest excerpt, in characters.
  private static let longestExcerpt = 160

  package init(
    _ fault: Fault, in source: SourceText, exitCode: ExitCode, chain: [Caller] = [],
    state: String? = nil
  ) {
    problem = fault.problem
    self.exitCode = exitCode
    self.source = source.name
    usage = fault.usage
    self.chain = chain
    self.state = state
    (line, column) = source.position(of: fault.range.lowerBound)
    let whole = source.line(around: fault.range.lowerBound)
    let before = source[whole.lowerBound..<max(whole.lowerBound, fault.range.lowerBound)]
    let end = min(max(fault.range.upperBound, fault.range.lowerBound), whole.upperBound)
    let marked = source[min(fault.range.lowerBound, end)..<end]
    let after = source[end..<max(end, min(whole.upperBound, end + 4 * Self.longestExcerpt))]
    // A long line is shown around the place, with marks for what is left out.
    let lead = before.count > 80 ? "…" + before.suffix(60) : before
    let middle = marked.count > 80 ? marked.prefix(60) + "…" : Substring(marked)
    let tail = after.count > 80 ? after.prefix(60) + "…" : Substring(after)
    excerpt = String((lead + middle + tail).map(Self.visible))
    marks = lead.count..<lead.count + max(1, middle.count)
  }

  /// A character that takes one column in place of one that takes none or many.
  private static func visible(_ character: Character) -> Character {
    if character == "\t" { return " " }
    guard let scalar = character.unicodeScalars.first else { return character }
    if case .invisibleCharacter? = StrangeCharacters.problem(of: scalar) { return "?" }
    return scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0xFFFD ? "?" : character
  }

  /// The error as it is printed, without a newline at the end.
  package var text: String { text { $0 } }

  /// The same in a window of so many columns: what is said is broken at words, what is shown stays as it is.
  package func text(fitting columns: Int) -> String {
    text { WordWrap.text($0, columns: columns) }
  }

  private func text(_ wrapped: (String) -> String) -> String {
    let number = String(line)
    let gutter = String(repeating: " ", count: number.count)
    let padding = String(repeating: " ", count: marks.lowerBound)
    let carets = String(repeating: "^", count: marks.count)
    var lines = [
      wrapped("error: \(message)"),
      "\(gutter)--> \(source):\(line):\(column)",
      "\(gutter) |",
      "\(number) | \(excerpt)",
      "\(gutter) | \(padding)\(carets)\(problem.advice.map { " " + $0 } ?? "")",
    ]
    lines += chain.map { "\(gutter)... \($0.text)" }
    if let state { lines.append(wrapped(state)) }
    if let usage { lines.append(wrapped("usage: \(usage)")) }
    return lines.joined(separator: "\n")
  }
}
