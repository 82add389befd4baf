import Language
import Notebook

/// How the prompt shows and takes what may stand at the cursor.
extension CompletionList {
  /// What Tab puts in place of `typed`: the only candidate, or as much as all have in common. nil
  /// where there is none.
  package func addition(to typed: String) -> (text: String, isFinal: Bool)? {
    guard let first = candidates.first else { return nil }
    if candidates.count == 1 { return (first.text + (first.isFinal ? " " : ""), true) }
    var common = Substring(first.text)
    for candidate in candidates.dropFirst() { common = common.commonPrefix(with: candidate.text) }
    // Candidates may differ from the typed text in their beginning (in case, say): that is left
    // alone.
    return (common.count >= typed.count ? String(common) : "", false)
  }

  /// Each candidate with its note, broken at words if there is room for that; long lists in columns of
  /// names, and never more than a screen.
  package func table(columns: Int, rows: Int = 20) -> [String] {
    let widest = candidates.map { ScreenLayout.width(of: $0.text) }.max() ?? 0
    // The last column stays free: a terminal wraps there, some at once.
    let width = max(columns - 1, 1)
    if candidates.count <= rows, candidates.contains(where: { !$0.note.isEmpty }) {
      let whole = lines(widest: widest, columns: min(width, WordWrap.widest))
      let isLong = whole.reduce(0) { $0 + $1.count } > rows
      let shown =
        isLong
        ? lines(widest: widest, columns: min(width, WordWrap.widest) - 2).map {
          [$0[0] + ($0.count > 1 ? " …" : "")]
        } : whole
      return shown.flatMap { $0 }.map { ScreenLayout.prefix(of: $0, columns: width) }
    }
    let perLine = max(width / (widest + 2), 1)
    var lines: [String] = []
    for start in stride(from: 0, to: candidates.count, by: perLine) {
      if lines.count == rows {
        lines.append("… and \(candidates.count - start) more")
        break
      }
      let cells = candidates[start..<min(start + perLine, candidates.count)].map {
        $0.text + String(repeating: " ", count: widest + 2 - ScreenLayout.width(of: $0.text))
      }
      lines.append(ScreenLayout.prefix(of: cells.joined().trimmingSpaces, columns: width))
    }
    return lines
  }
}

extension CompletionList {
  /// For each candidate its name and note, broken at words.
  private func lines(widest: Int, columns: Int) -> [[String]] {
    candidates.map { candidate in
      let padding = widest + 2 - ScreenLayout.width(of: candidate.text)
      let line = candidate.text + String(repeating: " ", count: padding) + candidate.note
      return WordWrap.lines(
        of: line.trimmingSpaces, columns: columns, width: ScreenLayout.width(of:))
    }
  }
}

extension Substring {
  fileprivate func commonPrefix(with other: String) -> Substring {
    var end = startIndex
    for (mine, theirs) in zip(self, other) {
      guard mine == theirs else { break }
      end = index(after: end)
    }
    return self[..<end]
  }
}

extension String {
  /// Without spaces at the end.
  fileprivate var trimmingSpaces: String {
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
