import Files
import Formats
import Language

/// What a journal says about a session.
package struct JournalFile: Sendable {
  /// A cell, or a script, that ran.
  package struct Cell: Equatable, Sendable {
    /// nil for a script.
    package let number: Int?
    package let source: String
    package let text: String
    package fileprivate(set) var isFinished = false
  }

  /// A file that the run was saved in.
  package struct State: Equatable, Sendable {
    package let path: String
    package let iteration: Int
    package let phase: String
  }

  /// A line that is not as it was written. Nothing from there on is used.
  package struct Damage: Equatable, Sendable {
    package let line: Int
    package let reason: String
  }

  package let path: String
  /// When the session began, and in which folder.
  package private(set) var started = ""
  package private(set) var folder = ""
  /// Oldest first; of a very long session the newest.
  package private(set) var cells: [Cell] = []
  /// Oldest first.
  package private(set) var states: [State] = []
  /// What else there is to take the session up again, as a ``SessionRecord`` has it.
  private(set) var record: JSONValue?
  package private(set) var damage: Damage?
  /// The bytes of all whole lines. What comes behind is the half line of a process that was killed,
  /// or damage.
  package private(set) var wholeSize = 0
  /// Whether the lines from here on must have checksums: a journal of version 1 has none.
  private var isChecked = false

  /// More cells and states than a person remembers; a file that claims more must not fill the
  /// memory.
  private static let keptCells = 10_000
  private static let keptStates = 1000
  /// A journal ends before it is so large.
  package static let largestSize = Journal.sizeLimit + (16 << 20)

  /// Reads a journal that may be written to meanwhile.
  ///
  /// - Throws: ``Problem/file(_:advice:)`` where the file cannot be read or is no journal.
  package init(path: String) throws(Problem) {
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.read(path, limit: Self.largestSize)
    } catch {
      throw .file("\(error)", advice: nil)
    }
    try self.init(bytes: bytes, path: path)
  }

  /// - Throws: ``Problem/file(_:advice:)`` where the first line is not that of a journal.
  package init(bytes: [UInt8], path: String) throws(Problem) {
    self.path = path
    var number = 0
    while let end = bytes[wholeSize...].firstIndex(of: UInt8(ascii: "\n")) {
      number += 1
      do throws(JSONProblem) {
        try take(bytes[wholeSize..<end], isFirst: number == 1)
      } catch {
        if number == 1 { throw Self.noJournal(path, "\(error)") }
        damage = Damage(line: number, reason: "\(error)")
        return
      }
      wholeSize = end + 1
    }
    guard number > 0 else { throw Self.noJournal(path, "its first line has no end") }
    // A whole line with something else than a newline behind it was not cut off, but changed.
    if let line = try? JournalLine.parse(bytes[wholeSize...].dropLast()), line.hasChecksum {
      damage = Damage(line: number + 1, reason: "it does not end as it was written")
    }
  }

  private static func noJournal(_ path: String, _ why: String) -> Problem {
    .file(
      "\(path): is no journal of a session: \(why)",
      advice: "`sessions` lists those that there are; nothing was changed")
  }

  private mutating func take(_ line: ArraySlice<UInt8>, isFirst: Bool) throws(JSONProblem) {
    let (json, hasChecksum) = try JournalLine.parse(line)
    guard let entry = JournalEntry(json), entry.isHead || !isFirst else {
      throw .meaning("it is no entry of a journal")
    }
    isChecked = isChecked || hasChecksum
    if case .head(let version, _, _, _) = entry {
      guard (1...JournalEntry.formatVersion).contains(version) else {
        throw .meaning("it is of format \(version), which this Ganbook does not know")
      }
      isChecked = isChecked || version > 1
    }
    guard hasChecksum || !isChecked else { throw .meaning("it has no checksum") }
    try take(entry)
  }

  private mutating func take(_ entry: JournalEntry) throws(JSONProblem) {
    switch entry {
    case .head(_, let started, _, let folder):
      (self.started, self.folder) = (started, folder)
    case .cell(let number, let source, let text, _, _):
      cells.append(Cell(number: number, source: source, text: text))
      if cells.count > 2 * Self.keptCells { cells.removeFirst(Self.keptCells) }
    case .end:
      guard let last = cells.indices.last else { throw .meaning("a cell ends that did not begin") }
      cells[last].isFinished = true
    case .state(let path, let iteration, let phase, _):
      states.append(State(path: path, iteration: iteration, phase: phase))
      if states.count > 2 * Self.keptStates { states.removeFirst(Self.keptStates) }
    case .session(let record): self.record = record
    case .resumed, .output, .cut: break
    }
  }
}

extension JournalEntry {
  fileprivate var isHead: Bool { if case .head = self { true } else { false } }
}
