import Checkpoints
import Files
import Formats
import GANs
import Pictures
import TensorEngine

// What of a session is kept beside its journal, and how it comes back: the lines of the run in
// checkpoints, names and settings in the journal itself, tensors of names in a file.

/// What is in the files beside the journal.
struct KeptBeside {
  /// The lines as the newest checkpoint tells them.
  var lines: JSONValue?
  /// By the number of a line that is not the present one, which of its states is in its file.
  var lineStates: [Int: Int] = [:]
  var record: JSONValue?
  /// The tensors of names as they are in the file; held, so that their memory tells them apart.
  var tensors: [(key: String, tensor: Tensor)] = []
  var tensorFile: String?
  var tensorFileCount = 0
}

// MARK: - Lines

extension Session {
  /// The name of the lines in the notes of a checkpoint that lies beside a journal.
  private static let linesNote = "lines"

  /// Whether something about the lines is in no file.
  var hasUnkeptLines: Bool {
    !timeline.others.isEmpty
      && (beside.lines != lines || saved.place?.path != journal?.checkpointPath)
  }

  /// The lines of the run, as a checkpoint tells them.
  private var lines: JSONValue {
    let others = timeline.others.sorted { $0.key < $1.key }.map { name, line -> JSONValue in
      [
        "name": .string(name), "number": .integer(line.number), "unsaved": .bool(line.isUnsaved),
      ]
    }
    return [
      "present": .string(timeline.line), "number": .integer(timeline.lineNumber),
      "unsaved": .bool(hasUnsavedTraining), "others": .array(others),
    ]
  }

  /// Saves the run with its lines beside the journal. The checkpoint of the present line, which is
  /// written last, names those of the others, so that they are always of one moment.
  func saveBeside(_ run: Run, journal: Journal, to path: String) throws(FileError) {
    for line in timeline.others.values where beside.lineStates[line.number] != line.state {
      try checkpoint(of: line.run).save(to: journal.file("-\(line.number).checkpoint"))
      beside.lineStates[line.number] = line.state
    }
    let lines = lines
    var checkpoint = checkpoint(of: run)
    checkpoint.notes[Self.linesNote] = lines
    try checkpoint.save(to: path)
    beside.lines = lines
    let numbers = Set(timeline.others.values.map(\.number))
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
          found.append((name, number, try Run(stored), other["unsaved"] == true))
        } catch {
          throw FileError(path: path, problem: .checkpoint(error))
        }
      } catch {
        emit(.warning("the line \(name) is lost: \(error)"))
      }
    }
    hasUnsavedTraining = lines["unsaved"] == true
    let number = lines["number"]?.integer.flatMap { (0..<Int.largestExact).contains($0) ? $0 : nil }
    timeline.restore(line: present, number: number ?? 0, others: found)
    beside.lines = lines
    for line in timeline.others.values { beside.lineStates[line.number] = line.state }
  }
}

// MARK: - Names, settings, stops, the stopped training

extension Session {
  /// Writes down in the journal what of the session is in no checkpoint, where it has changed.
  func keepRecord() {
    guard let journal, journal.path != nil, journal.failure == nil else { return }
    let kept = KeptValues(variables)
    var record = SessionRecord()
    record.values = kept.json
    record.leftOut = kept.leftOut.map { "\($0.name) (\($0.why))" }
    let old = beside.tensorFile
    do {
      record.tensors = try keepTensors(kept.tensors, journal: journal)
    } catch {
      emit(.warning("the tensors of names are not kept beside the journal: \(error)"))
    }
    record.pictures = settings.pictures
    record.timelineMemory = settings.timelineMemory
    record.commands = stops.map(\.text) + watches.map(\.text)
    record.goal = (goal ?? runningGoal).flatMap(\.record)
    (record.pictureCount, record.randomUses) = (pictureCount, randomUses)
    let json = record.json
    guard json != beside.record else { return }
    beside.record = json
    journal.note(json)
    // Only now: until here the journal named the old one.
    if let old, old != beside.tensorFile { try? SystemFiles().unlink(journal.file(old)) }
  }

  /// - Returns: the ending of the name of the file that has the tensors; nil without any.
  private func keepTensors(
    _ tensors: [(key: String, tensor: Tensor)], journal: Journal
  ) throws(FileError) -> String? {
    let isSame =
      tensors.count == beside.tensors.count
      && zip(tensors, beside.tensors).allSatisfy {
        $0.key == $1.key && $0.tensor.shape == $1.tensor.shape
          && ($0.tensor.memory.block == $1.tensor.memory.block
            || $0.tensor.isIdentical(to: $1.tensor))
      }
    guard !isSame else { return beside.tensorFile }
    var ending: String?
    if !tensors.isEmpty {
      var writer = SafetensorsWriter()
      writer.hasChecksum = true
      for (key, tensor) in tensors { writer.add(key, tensor) }
      beside.tensorFileCount += 1
      let name = "-values-\(beside.tensorFileCount).safetensors"
      try writer.save(to: journal.file(name))
      ending = name
    }
    (beside.tensors, beside.tensorFile) = (tensors, ending)
    return ending
  }

  /// Brings back what the journal has of the session; what cannot be had is told.
  func restore(_ record: SessionRecord, json: JSONValue, journal: Journal) {
    beside.record = json
    if PictureProtocol.words.contains(record.pictures) { settings.pictures = record.pictures }
    settings.timelineMemory = record.timelineMemory
    pictureCount = record.pictureCount
    randomUses = record.randomUses
    restoreValues(record, journal: journal)
    for command in record.commands { restore(command) }
    if let stopped = record.goal {
      do {
        goal = try goal(of: stopped)
        emit(.text("`continue` goes on to iteration \(stopped.iteration)"))
      } catch {
        emit(.warning("`\(stopped.command)` cannot go on: \(problem(for: error).message)"))
      }
    }
  }

  private func restoreValues(_ record: SessionRecord, journal: Journal) {
    var file: SafetensorsFile?
    if let ending = record.tensors {
      do {
        file = try SafetensorsFile(contentsOf: journal.file(ending))
        if file?.isWhole != true {
          throw FileError(path: ending, problem: .checkpoint(.checksum))
        }
      } catch {
        file = nil
        emit(.warning("the tensors of names are lost: \(error)"))
      }
      beside.tensorFile = ending
      // `-values-12.safetensors`
      beside.tensorFileCount =
        ending.split { !$0.isNumber }.first.flatMap { Int($0) }.map { min($0, 1 << 40) } ?? 0
    }
    var lost: [String] = []
    for name in record.values.keys {
      let value = record.values[name].flatMap { json in
        KeptValues.value(json) { key in
          guard let tensor = try? file?.tensor(key) else { return nil }
          beside.tensors.append((key, tensor))
          return tensor
        }
      }
      if let value { variables[name] = value } else { lost.append(name) }
    }
    if !lost.isEmpty { emit(.warning("lost: \(lost.joined(separator: ", "))")) }
    emit(
      .text(
        (["not kept: results (`_`), earlier states and snapshots, what `undo` takes back"]
          + record.leftOut).joined(separator: ", ")))
  }

  /// A command that a journal holds. A file is not trusted: it is one of these, and no more.
  private func call(
    _ command: String, oneOf names: Set<String>
  ) throws -> (script: Script, call: CommandCall) {
    let script = try Parser.parse(SourceText(command, name: .keptSession), registry: registry)
    guard script.body.statements.count == 1,
      case .command(let call)? = script.body.statements.first?.kind,
      names.contains(call.command.name)
    else { throw Problem.failed("a journal holds no such command", advice: nil) }
    try check(script)
    return (script, call)
  }

  /// Runs a command that made a stop or a watch.
  private func restore(_ command: String) {
    do {
      let (script, _) = try call(command, oneOf: ["stop", "watch"])
      try execute(script, given: [:])
    } catch {
      let reason = (error as? Diagnostic)?.message ?? problem(for: error).message
      emit(.warning("`\(command)` is not kept: \(reason)"))
    }
  }

  /// The training that a record tells of, to be gone on with.
  private func goal(of record: SessionRecord.Goal) throws -> TrainingGoal {
    let (script, call) = try call(record.command, oneOf: ["train"])
    let invocation = try Evaluator(session: self, source: script.source).prepare(call)
    return try TrainingGoal(of: invocation, until: record.iteration)
  }
}

extension TrainingGoal {
  fileprivate var record: SessionRecord.Goal? {
    command.map { SessionRecord.Goal(command: $0, iteration: iteration) }
  }
}
