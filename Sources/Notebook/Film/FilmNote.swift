import Checkpoints
import Formats
import GANs
import Language

/// What a film keeps with each frame: which moment of which run it shows.
struct FilmNote: Equatable {
  /// The iteration that was complete.
  let iteration: Int
  /// How much had been done to the run from outside.
  let entries: Int
  /// Tells runs apart by what they are and what had been done to them.
  let history: String
  /// The same of the run as it was built.
  let origin: String

  init(of run: Run) {
    iteration = run.iteration
    entries = run.log.entries.count
    history = run.history(ofFirst: entries)
    origin = run.history(ofFirst: 0)
  }

  /// Nil where the bytes are of another form.
  init?(_ bytes: [UInt8]) {
    guard let json = try? JSONParser.parse(String(decoding: bytes, as: UTF8.self)),
      let iteration = json["iteration"]?.integer, let entries = json["entries"]?.integer,
      let history = json["history"]?.string, let origin = json["origin"]?.string, iteration >= 0,
      entries >= 0
    else { return nil }
    (self.iteration, self.entries) = (iteration, entries)
    (self.history, self.origin) = (history, origin)
  }

  var bytes: [UInt8] {
    let json: JSONValue = [
      "iteration": .integer(iteration), "entries": .integer(entries), "history": .string(history),
      "origin": .string(origin),
    ]
    return Array(json.text.utf8)
  }

  /// Whether it is of the run, on whichever line and however far it came.
  func isOrigin(of run: Run) -> Bool { origin == run.history(ofFirst: 0) }

  /// Whether a run has passed that moment on its line, or is there.
  func isPast(of run: Run) -> Bool {
    let log = run.log.entries
    guard iteration <= run.iteration, entries <= log.count,
      run.history(ofFirst: entries) == history
    else { return false }
    return entries == log.count || log[entries].position >= RunPosition(completed: iteration)
  }
}

extension Run {
  /// What tells the run apart, with the first changes of its log: hexadecimal digits.
  fileprivate func history(ofFirst count: Int) -> String {
    let entries = log.first(count).identity
    let text = "\(kind.name) \(seed) \(images.side) \(images.classes)\n\(entries)"
    return String(Checksum.hexadecimal(of: [ArraySlice(text.utf8)]).prefix(16))
  }
}
