/// Rows and columns, to be laid out as text in one place.
package struct Table: Equatable, Sendable {
  package enum Alignment: Sendable { case left, right }

  package struct Column: Equatable, Sendable {
    package let title: String
    package let alignment: Alignment
    /// When it goes where a window is too narrow, the smallest first; nil for one that stays.
    package let yields: Int?
    /// Whether it is text that may be broken at words; for the last column.
    package let wraps: Bool

    package init(
      _ title: String, _ alignment: Alignment = .left, yields: Int? = nil, wraps: Bool = false
    ) {
      self.title = title
      self.alignment = alignment
      self.yields = yields
      self.wraps = wraps
    }
  }

  package let title: String?
  package let columns: [Column]
  package private(set) var rows: [[String]] = []
  /// A row under a rule: totals.
  package var footer: [String]?

  package init(title: String? = nil, columns: [Column]) {
    self.title = title
    self.columns = columns
  }

  package mutating func append(_ row: [String]) {
    precondition(row.count == columns.count, "Table: \(row.count) cells, \(columns.count) columns")
    rows.append(row)
  }

  private var cells: [[String]] { [columns.map(\.title)] + rows + (footer.map { [$0] } ?? []) }
  private var widths: [Int] {
    columns.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
  }

  /// The columns that its longest line takes, if no cell of the last column is empty.
  package var width: Int {
    max(title?.count ?? 0, widths.reduce(0, +) + 2 * max(widths.count - 1, 0))
  }

  /// The table as lines: title, names of the columns, rows, footer.
  package var text: String { text { $0 } }

  /// The same with the line of names set apart.
  ///
  /// - Parameter heading: makes of a line one that stands out, by sequences that take no room.
  package func text(heading: (String) -> String) -> String {
    let widths = widths
    func line(_ cells: [String]) -> String {
      var line = ""
      for (index, cell) in cells.enumerated() {
        let padding = String(repeating: " ", count: widths[index] - cell.count)
        if index > 0 { line += "  " }
        line += columns[index].alignment == .left ? cell + padding : padding + cell
      }
      while line.last == " " { line.removeLast() }
      return line
    }
    var lines = title.map { [$0] } ?? []
    if columns.contains(where: { !$0.title.isEmpty }) {
      lines.append(heading(line(columns.map(\.title))))
    }
    lines += rows.map(line)
    if let footer { lines.append(line(footer)) }
    return lines.joined(separator: "\n")
  }
}
