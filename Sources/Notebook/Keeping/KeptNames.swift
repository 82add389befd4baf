import Checkpoints
import Files
import Formats
import Language
import Pictures
import TensorEngine

// Names and settings, in the journal itself; tensors of names in a file beside it.

extension Keeping {
  /// Writes down in the journal what of the session is in no checkpoint, where it has changed.
  func keepRecord() {
    guard let journal, journal.path != nil, journal.failure == nil else { return }
    let kept = KeptValues(workspace.variables)
    var record = SessionRecord()
    record.values = kept.json
    record.leftOut = kept.leftOut.map { "\($0.name) (\($0.why))" }
    let old = beside.tensorFile
    do {
      record.tensors = try keepTensors(kept.tensors, journal: journal)
    } catch {
      output.emit(.warning("the tensors of names are not kept beside the journal: \(error)"))
    }
    record.definitions = workspace.definitions.values.map(\.text).sorted()
    if record.definitions.reduce(0, { $0 + $1.utf8.count }) > KeptValues.textLimit {
      record.definitions = []
      record.leftOut.append("functions (too large)")
    }
    record.pictures = workspace.settings.pictures
    record.timelineMemory = workspace.settings.timelineMemory
    record.commands = workspace.watchCommands
    record.stops = workspace.stops.map { .init(command: $0.text, number: $0.number, hits: $0.hits) }
    record.nextStop = workspace.stops.next
    record.goal = (workspace.goal ?? workspace.runningGoal).flatMap(\.record)
    (record.pictureCount, record.randomUses) = (workspace.pictureCount, workspace.randomUses)
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

  /// Brings back settings and values that the journal has of the session; what cannot be had is told.
  func restore(_ record: SessionRecord, json: JSONValue, journal: Journal) {
    beside.record = json
    if PictureProtocol.words.contains(record.pictures) {
      workspace.settings.pictures = record.pictures
    }
    workspace.settings.timelineMemory = record.timelineMemory
    workspace.pictureCount = record.pictureCount
    workspace.randomUses = record.randomUses
    restoreValues(record, journal: journal)
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
        output.emit(.warning("the tensors of names are lost: \(error)"))
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
      if let value { workspace.variables[name] = value } else { lost.append(name) }
    }
    if !lost.isEmpty { output.emit(.warning("lost: \(lost.joined(separator: ", "))")) }
    output.emit(
      .text(
        (["not kept: results (`_`), earlier states and snapshots, what `undo` takes back"]
          + record.leftOut).joined(separator: ", ")))
  }
}

extension TrainingGoal {
  fileprivate var record: SessionRecord.Goal? {
    command.map { SessionRecord.Goal(command: $0, iteration: iteration) }
  }
}
