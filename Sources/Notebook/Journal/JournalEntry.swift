import Formats
import Language

/// A line of a journal.
package enum JournalEntry: Equatable, Sendable {
  /// The first line: which format it is, and who began it.
  case head(version: Int, started: String, process: Int, folder: String)
  /// A later process that took the session up again.
  case resumed(time: String, process: Int)
  /// A cell, or a script, that begins to run. `number` is that of a cell; `source` tells what it
  /// was.
  case cell(number: Int?, source: String, text: String, time: String, iteration: Int?)
  /// Something it gave, so many seconds after it began.
  case output(kind: String, text: String, seconds: Double, iteration: Int?)
  /// There were more outputs than a journal keeps.
  case cut
  /// It has ended, with the code that a script would exit with.
  case end(code: Int, seconds: Double, iteration: Int?, phase: String?)
  /// The whole state of the run is in this file.
  case state(path: String, iteration: Int, phase: String, time: String)
  /// What else there is to take the session up again, as a ``SessionRecord`` has it.
  case session(JSONValue)

  package static let formatName = "ganbook-journal"
  /// Since 2 each line has a checksum; those of 1 have none and are read all the same.
  package static let formatVersion = 2
}

// MARK: - As JSON

extension JournalEntry {
  package var json: JSONValue {
    var object: JSONObject
    switch self {
    case .head(let version, let started, let process, let folder):
      object = [
        "format": .string(Self.formatName), "version": .integer(version),
        "started": .string(started), "process": .integer(process), "folder": .string(folder),
      ]
    case .resumed(let time, let process):
      object = ["resumed": .string(time), "process": .integer(process)]
    case .cell(let number, let source, let text, let time, let iteration):
      object = ["text": .string(text), "source": .string(source), "time": .string(time)]
      object["cell"] = number.map(JSONValue.integer)
      object["iteration"] = iteration.map(JSONValue.integer)
    case .output(let kind, let text, let seconds, let iteration):
      object = [
        "output": .string(kind), "value": .string(text), "seconds": Self.rounded(seconds),
      ]
      object["iteration"] = iteration.map(JSONValue.integer)
    case .cut: object = ["output": "cut"]
    case .end(let code, let seconds, let iteration, let phase):
      object = ["end": .integer(code), "seconds": Self.rounded(seconds)]
      object["iteration"] = iteration.map(JSONValue.integer)
      object["phase"] = phase.map(JSONValue.string)
    case .state(let path, let iteration, let phase, let time):
      object = [
        "checkpoint": .string(path), "iteration": .integer(iteration), "phase": .string(phase),
        "time": .string(time),
      ]
    case .session(let record): object = ["session": record]
    }
    return .object(object)
  }

  /// To a millisecond: more is noise.
  private static func rounded(_ seconds: Double) -> JSONValue {
    .number((seconds * 1000).rounded() / 1000)
  }

  /// The entry that a line holds; nil where it holds none.
  package init?(_ json: JSONValue) {
    guard let object = json.object else { return nil }
    func text(_ name: String) -> String? { object[name]?.string }
    /// Bounded, so that it can be counted on from there.
    func count(_ name: String) -> Int? {
      object[name]?.integer.flatMap { 0..<Int.largestExact ~= $0 ? $0 : nil }
    }
    /// A number that may be missing, but not something else.
    func isCountOrMissing(_ name: String) -> Bool { object[name] == nil || count(name) != nil }
    guard isCountOrMissing("iteration"), isCountOrMissing("cell") else { return nil }
    if text("format") == Self.formatName {
      guard let version = count("version"), let started = text("started"),
        let process = count("process"), let folder = text("folder")
      else { return nil }
      self = .head(version: version, started: started, process: process, folder: folder)
    } else if let time = text("resumed"), let process = count("process") {
      self = .resumed(time: time, process: process)
    } else if let written = text("text"), let source = text("source"), let time = text("time") {
      self = .cell(
        number: count("cell"), source: source, text: written, time: time,
        iteration: count("iteration"))
    } else if text("output") == "cut" {
      self = .cut
    } else if let kind = text("output"), let value = text("value"),
      let seconds = object["seconds"]?.number
    {
      self = .output(kind: kind, text: value, seconds: seconds, iteration: count("iteration"))
    } else if let code = count("end"), let seconds = object["seconds"]?.number {
      self = .end(
        code: code, seconds: seconds, iteration: count("iteration"), phase: text("phase"))
    } else if let path = text("checkpoint"), let iteration = count("iteration"),
      let phase = text("phase"), let time = text("time")
    {
      self = .state(path: path, iteration: iteration, phase: phase, time: time)
    } else if let record = object["session"] {
      self = .session(record)
    } else {
      return nil
    }
  }
}

// MARK: - Outputs

extension Output {
  /// What a journal keeps of it; nil for what the next one takes the place of.
  var forJournal: (kind: String, text: String)? {
    switch self {
    case .text(let text): ("text", text)
    case .prose(let text): ("text", WordWrap.text(text, columns: WordWrap.widest))
    case .table(let table): ("table", table.text)
    case .picture(let picture):
      (
        "picture",
        "\(picture.image.width)x\(picture.image.height)"
          + "\(picture.caption.map { ": " + $0 } ?? "")"
      )
    case .plot(let plot): ("plot", plot.series.map(\.name).joined(separator: ", "))
    case .heatMap(let map): ("plot", map.rows.map(\.name).joined(separator: ", "))
    case .progress(let progress): progress.isLast ? ("progress", progress.line) : nil
    case .warning(let text): ("warning", text)
    case .error(let diagnostic): ("error", diagnostic.text)
    }
  }
}
