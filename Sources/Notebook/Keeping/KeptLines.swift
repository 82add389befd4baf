import Checkpoints
import Files
import Formats
import GANs
import Language

// The lines of the run, in checkpoints beside the journal.

extension Keeping {
  /// The name of the lines in the notes of a checkpoint that lies beside a journal.
  private static let linesNote = "lines"

  /// Whether something about the lines is in no file.
  var hasUnkeptLines: Bool {
    !workspace.timeline.others.isEmpty
      && (beside.lines != lines || saved.place?.path != journal?.checkpointPath)
  }

  /// The lines of the run, as a checkpoint tells them.
  private var lines: JSONValue {
    let others = workspace.timeline.others.sorted { $0.key < $1.key }.map {
      name, line -> JSONValue in
      [
        "name": .string(name), "number": .integer(line.number), "unsaved": .bool(line.isUnsaved),
      ]
    }
    return [
      "present": .string(workspace.timeline.line),
      "number": .integer(workspace.timeline.lineNumber),
      "unsaved": .bool(workspace.hasUnsavedTraining), "others": .array(others),
    ]
  }

  /// Saves the run with its lines beside the journal. The checkpoint of the present line, which is
  /// written last, names those of the others, so that they are always of one moment.
  func saveBeside(_ run: Run, journal: Journal, to path: String) throws(FileError) {
    for line in workspace.timeline.others.values where beside.lineStates[line.number] != line.state
    {
      try checkpoint(of: line.run).save(to: journal.file("-\(line.number).checkpoint"))
      beside.lineStates[line.number] = line.state
    }
    let lines = lines
    var checkpoint = checkpoint(of: run)
    checkpoint.notes[Self.linesNote] = lines
    try checkpoint.save(to: path)
    beside.lines = lines
    let numbers = Set(workspace.timeline.others.values.map(\.number))
    for number in beside.lineStates.keys where !numbers.contains(number) {
      beside.lineStates[number] = nil
      try? SystemFiles().unlink(journal.file("-\(number).checkpoint"))
    }
  }

  /// Brings back the lines that the checkpoint beside the journal tells of.
  func restoreLines(of checkpoint: Checkpoint, journal: Journal) {
    guard let lines = checkpoint.notes[Self.linesNote], let present = lines["present"]?.string,
      let others = lines["others"]?.array
    else { return }
    var found: [(name: String, number: Int, run: Run, isUnsaved: Bool)] = []
    for other in others {
      guard let name = other["name"]?.string, let number = other["number"]?.integer,
        (0..<Int.largestExact).contains(number)
      else { continue }
      let path = journal.file("-\(number).checkpoint")
      do {
        let stored = try Checkpoint(contentsOf: path)
        do throws(CheckpointProblem) {
          let run = try Run(stored, kinds: workspace.kinds)
          found.append((name, number, run, other["unsaved"] == true))
        } catch {
          throw FileError(path: path, problem: .checkpoint(error))
        }
      } catch {
        output.emit(.warning("the line \(name) is lost: \(error)"))
      }
    }
    workspace.hasUnsavedTraining = lines["unsaved"] == true
    let number = lines["number"]?.integer.flatMap { (0..<Int.largestExact).contains($0) ? $0 : nil }
    workspace.timeline.restore(line: present, number: number ?? 0, others: found)
    beside.lines = lines
    for line in workspace.timeline.others.values { beside.lineStates[line.number] = line.state }
  }
}
