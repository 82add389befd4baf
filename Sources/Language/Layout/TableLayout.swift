/// How a table finds room in a window.
extension Table {
  /// The table in lines of no more than so many columns: whole if it can be; else without the columns that
  /// yield; else with each row as a heading and what belongs to it.
  ///
  /// - Parameters:
  ///   - columns: how wide a line may be.
  ///   - heading: makes of the line of names one that stands out, by sequences that take no room.
  package func text(
    fitting columns: Int, heading: (String) -> String = { $0 }
  ) -> String {
    if width <= columns { return text(heading: heading) }
    if let wrapped = wrapped(to: columns) { return wrapped.text(heading: heading) }
    var shown = Array(self.columns.indices)
    for order in Set(self.columns.compactMap(\.yields)).sorted() {
      shown.removeAll { self.columns[$0].yields == order }
      let narrow = selecting(shown)
      guard narrow.width > columns else {
        return narrow.text(heading: heading) + note(without: shown, columns)
      }
    }
    return records(columns)
  }

  /// The same with some of its columns only.
  private func selecting(_ indices: [Int]) -> Table {
    var table = Table(title: title, columns: indices.map { columns[$0] })
    for row in rows { table.append(indices.map { row[$0] }) }
    table.footer = footer.map { footer in indices.map { footer[$0] } }
    return table
  }

  /// What a wider window would show.
  private func note(without shown: [Int], _ columns: Int) -> String {
    let hidden = self.columns.indices.filter { !shown.contains($0) }.map { self.columns[$0].title }
      .filter { !$0.isEmpty }
    guard !hidden.isEmpty else { return "" }
    let note = "(\(hidden.joined(separator: ", ")): in a window of \(width + 1) columns)"
    return "\n" + WordWrap.text(note, columns: columns)
  }

  /// With the last column broken at words, if it is one of text and has room enough to be read.
  private func wrapped(to columns: Int) -> Table? {
    guard let last = self.columns.last, last.wraps, footer == nil else { return nil }
    let start = selecting(Array(self.columns.indices.dropLast())).width + 2
    guard columns - start >= max(16, columns / 3) else { return nil }
    var table = Table(title: title, columns: self.columns)
    for row in rows {
      // One that is broken has no line of its own, so that its words begin where the column does.
      let lines = WordWrap.lines(of: "  " + (row.last ?? ""), columns: columns - start + 2)
      for (index, line) in lines.enumerated() {
        table.append(
          (index == 0 ? row.dropLast() : row.dropLast().map { _ in "" })
            + [String(line.drop { $0 == " " })])
      }
    }
    return table
  }

  /// Each row on lines of its own: what it is about, then names and values.
  private func records(_ columns: Int) -> String {
    var lines = title.map { WordWrap.lines(of: $0, columns: columns) } ?? []
    for row in rows + (footer.map { [$0] } ?? []) {
      guard let head = row.firstIndex(where: { !$0.isEmpty }) else { continue }
      lines.append(row[head])
      let parts = row.indices.dropFirst(head + 1).filter { !row[$0].isEmpty }.map { index in
        let name = self.columns[index].title
        return name.isEmpty ? row[index] : "\(name) \(row[index])"
      }
      var line = ""
      for part in parts {
        if !line.isEmpty, line.count + 2 + part.count > columns {
          lines.append(line)
          line = ""
        }
        line += "  " + part
      }
      if !line.isEmpty { lines.append(line) }
    }
    return lines.joined(separator: "\n")
  }
}
