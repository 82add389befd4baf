/// What a terminal shows: enough of its control sequences for a line editor and a live line.
struct Screen {
  let columns: Int
  let rows: Int
  private var cells: [[Character]]
  private(set) var row = 0
  private(set) var column = 0
  private var sequence = ""
  private(set) var bracketedPaste = false
  private(set) var bells = 0
  private var inserts = false

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  /// The rows without the spaces at their ends and the empty rows at the bottom.
  var text: String {
    var lines = cells.map { line in
      var line = String(line.filter { $0 != Self.secondHalf })[...]
      while line.last == " " { line.removeLast() }
      return String(line)
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// The right half of a wide character.
  private static let secondHalf: Character = "\u{0}"

  mutating func show(_ text: String) {
    for scalar in text.unicodeScalars { show(scalar) }
  }

  private mutating func show(_ scalar: Unicode.Scalar) {
    if !sequence.isEmpty {
      sequence.unicodeScalars.append(scalar)
      // A question for a colour, which ends with BEL or `ESC \`.
      if sequence.hasPrefix("\u{1B}]") {
        if scalar == "\u{7}" || sequence.hasSuffix("\u{1B}\\") { sequence = "" }
        return
      }
      let isControlSequence = sequence.hasPrefix("\u{1B}[")
      if isControlSequence ? (scalar.value >= 0x40 && sequence.count > 2) : scalar != "[" {
        if isControlSequence { run(sequence.dropFirst(2)) }
        sequence = ""
      }
      return
    }
    switch scalar {
    case "\u{1B}": sequence = "\u{1B}"
    case "\r": column = 0
    case "\n": lineFeed()
    case "\u{8}": column = max(column - 1, 0)
    case "\u{7}": bells += 1
    case "\t": column = min((column / 8 + 1) * 8, columns - 1)
    default: put(scalar)
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width =
      (0x1100...0x115F).contains(scalar.value) || (0x2E80...0x9FFF).contains(scalar.value) ? 2 : 1
    if column + width > columns {
      column = 0
      lineFeed()
    }
    if inserts {
      cells[row].insert(contentsOf: Array(repeating: " ", count: width), at: column)
      cells[row].removeLast(width)
    }
    cells[row][column] = Character(scalar)
    if width == 2 { cells[row][column + 1] = Self.secondHalf }
    column += width
  }

  private mutating func lineFeed() {
    row += 1
    guard row == rows else { return }
    row -= 1
    cells.removeFirst()
    cells.append(Array(repeating: " ", count: columns))
  }

  private mutating func run(_ body: Substring) {
    let numbers = body.dropLast().split(separator: ";").map { Int($0) ?? 0 }
    let first = max(numbers.first ?? 1, 1)
    switch body.last {
    case "A": row = max(row - first, 0)
    case "B": row = min(row + first, rows - 1)
    case "C": column = min(column + first, columns - 1)
    case "D": column = max(min(column, columns - 1) - first, 0)
    case "G": column = min(first, columns) - 1
    case "X": for index in column..<min(column + first, columns) { cells[row][index] = " " }
    case "H":
      row = min(max(numbers.first ?? 1, 1), rows) - 1
      column = min(max(numbers.dropFirst().first ?? 1, 1), columns) - 1
    case "J":
      if numbers.first == 2 {
        for row in 0..<rows { clear(row, from: 0) }
      } else {
        clear(row, from: column)
        for below in (row + 1)..<max(rows, row + 1) { clear(below, from: 0) }
      }
    case "K": clear(row, from: numbers.first == 2 ? 0 : column)
    case "P":
      let removed = min(first, columns - column)
      guard removed > 0 else { return }
      cells[row].removeSubrange(column..<(column + removed))
      cells[row] += Array(repeating: " ", count: removed)
    case "@":
      guard column < columns else { return }
      cells[row].insert(contentsOf: Array(repeating: " ", count: first), at: column)
      cells[row].removeLast(cells[row].count - columns)
    case "h":
      if body == "?2004h" { bracketedPaste = true }
      if body == "4h" { inserts = true }
    case "l":
      if body == "?2004l" { bracketedPaste = false }
      if body == "4l" { inserts = false }
    default: break
    }
  }

  private mutating func clear(_ row: Int, from column: Int) {
    for index in min(column, columns)..<columns { cells[row][index] = " " }
  }
}
