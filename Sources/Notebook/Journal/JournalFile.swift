import ModelFiles

/// What a journal says about a session that has ended.
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
  }

  package let path: String
  /// When the session began, and in which folder; empty where it was ended before it could say so.
  package private(set) var started = ""
  package private(set) var folder = ""
  /// Oldest first; of a very long session the newest.
  package private(set) var cells: [Cell] = []
  /// Oldest first.
  package private(set) var states: [State] = []
  /// What else there is to take the session up again, as a ``SessionRecord`` has it.
  private(set) var record: JSONValue?
  /// The bytes of all whole lines. What comes behind is the half line of a process that was killed.
  package private(set) var wholeSize = 0

  /// More cells and states than a person remembers; a file that claims more must not fill the
  /// memory.
  private static let keptCells = 10_000
  private static let keptStates = 1000
  /// A journal ends before it is so large.
  private static let largestSize = Journal.sizeLimit + (16 << 20)

  /// Reads a journal. A last line that is not whole is left out.
  ///
  /// - Throws: ``Problem/file(_:advice:)`` where the file cannot be read, or any other line is
  ///   damaged.
  package init(path: String) throws(Problem) {
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.read(path, limit: Self.largestSize)
    } catch {
      throw .file("\(error)", advice: nil)
    }
    try self.init(bytes: bytes, path: path)
  }

  package init(bytes: [UInt8], path: String) throws(Problem) {
    self.path = path
    var number = 0
    while let end = bytes[wholeSize...].firstIndex(of: 10) {
      number += 1
      do throws(JSONProblem) {
        let json = try JSONParser.parse(bytes[wholeSize..<end])
        guard let entry = JournalEntry(json), number > 1 || entry.isHead else {
          throw .meaning("it is no entry of a journal")
        }
        try take(entry)
      } catch {
        throw .file(
          "\(path): line \(number) of the journal is damaged: \(error)", advice: advice)
      }
      wholeSize = end + 1
    }
  }

  /// What helps whoever cannot use the journal.
  private var advice: String {
    "the run may still be whole: `open \(SessionsFolder.checkpoint(of: path))`"
  }

  private mutating func take(_ entry: JournalEntry) throws(JSONProblem) {
    switch entry {
    case .head(let version, let started, _, let folder):
      guard version == JournalEntry.formatVersion else {
        throw .meaning("it is of format \(version), which this Ganbook does not know")
      }
      (self.started, self.folder) = (started, folder)
    case .cell(let number, let source, let text, _, _):
      cells.append(Cell(number: number, source: source, text: text))
      if cells.count > 2 * Self.keptCells { cells.removeFirst(Self.keptCells) }
    case .end:
      guard let last = cells.indices.last else { throw .meaning("a cell ends that did not begin") }
      cells[last].isFinished = true
    case .state(let path, let iteration, _, _):
      states.append(State(path: path, iteration: iteration))
      if states.count > 2 * Self.keptStates { states.removeFirst(Self.keptStates) }
    case .session(let record): self.record = record
    case .resumed, .output, .cut: break
    }
  }
}

extension JournalEntry {
  fileprivate var isHead: Bool { if case .head = self { true } else { false } }
}
