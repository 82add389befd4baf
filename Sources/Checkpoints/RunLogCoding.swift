import Formats
import GANs

// The log of a run in the notes of its checkpoint: `built`, `entries` and `proofs`.

extension RunLog {
  /// The name of the log in a checkpoint's notes.
  static let note = "log"

  /// Entries and proofs are lines of two texts: a schedule that sets a rate in each iteration makes
  /// more of them than a JSON text may have values.
  var json: JSONValue {
    var object: JSONObject = [
      "entries": .string(entries.map(\.json.text).joined(separator: "\n")),
      "proofs": .string(proofs.map(\.line).joined(separator: "\n")),
    ]
    object["built"] = built.map { .object($0.json) }
    return .object(object)
  }

  /// What tells the log apart by what was done, not by how the run was: a text.
  package var identity: String {
    RunLog(built: built, entries: Array(entries), proofs: []).json.text
  }

  /// - Parameters:
  ///   - json: nil in a checkpoint of a Ganbook that kept no log.
  ///   - end: where the run is; nothing in its log lies later.
  init(
    _ json: JSONValue?, of kind: GANKind, end: RunPosition
  ) throws(CheckpointProblem) {
    guard let json else {
      self.init(built: nil)
      return
    }
    guard let entries = json["entries"]?.string, let proofs = json["proofs"]?.string else {
      throw Self.problem("lacks its entries or proofs")
    }
    var built: Hyperparameters?
    if let stored = json["built"] {
      guard let object = stored.object else { throw Self.problem("has no hyperparameters") }
      built = try Hyperparameters(object, of: kind)
    }
    var found: (entries: [Entry], proofs: [Proof]) = ([], [])
    for line in entries.split(separator: "\n") {
      guard let entry = try? JSONParser.parse(String(line)) else {
        throw Self.problem("has an entry that is no JSON")
      }
      let change = try Self.change(entry, of: kind)
      found.entries.append(Entry(position: try Self.position(entry), change: change))
    }
    for line in proofs.split(separator: "\n") {
      guard let proof = Proof(line) else { throw Self.problem("has a proof that is none") }
      found.proofs.append(proof)
    }
    for positions in [found.entries.map(\.position), found.proofs.map(\.position)] {
      guard zip(positions, positions.dropFirst() + [end]).allSatisfy({ $0 <= $1 }) else {
        throw Self.problem("is not in order")
      }
    }
    self.init(built: built, entries: found.entries, proofs: found.proofs)
  }

  private static func problem(_ why: String) -> CheckpointProblem { .value(name: note, why: why) }

  private static func position(_ json: JSONValue) throws(CheckpointProblem) -> RunPosition {
    guard let completed = json["completed"]?.integer, completed >= 0,
      let phase = json["phase"]?.string.flatMap(Phase.init)
    else { throw problem("has a place that is none") }
    return RunPosition(completed: completed, phase: phase)
  }

  private static func change(
    _ json: JSONValue, of kind: GANKind
  ) throws(CheckpointProblem) -> Change {
    if let object = json["hyperparameters"]?.object {
      return .hyperparameters(try Hyperparameters(object, of: kind))
    }
    if let name = json["data"]?.string,
      let fingerprint = json["fingerprint"]?.string.flatMap({ UInt64($0, radix: 16) })
    {
      return .data(name: name, fingerprint: fingerprint)
    }
    if let name = json["fork"]?.string { return .fork(from: name) }
    guard json["opened"] == true else { throw problem("has a change of a kind that is not known") }
    return .opened
  }
}

extension RunLog.Entry {
  fileprivate var json: JSONValue {
    var object = position.json
    switch change {
    case .hyperparameters(let values): object["hyperparameters"] = .object(values.json)
    case .data(let name, let fingerprint):
      object["data"] = .string(name)
      object["fingerprint"] = .string(String(fingerprint, radix: 16))
    case .fork(let name): object["fork"] = .string(name)
    case .opened: object["opened"] = true
    }
    return .object(object)
  }
}

extension RunLog.Proof {
  /// `50 draw 1f2e…`: iterations that are complete, the next phase, the digest.
  fileprivate var line: String {
    "\(position.completed) \(position.phase.rawValue) \(String(digest, radix: 16))"
  }

  fileprivate init?(_ line: Substring) {
    let words = line.split(separator: " ")
    guard words.count == 3, let completed = Int(words[0]), completed >= 0,
      let phase = Phase(rawValue: String(words[1])), let digest = UInt64(words[2], radix: 16)
    else { return nil }
    self.init(position: RunPosition(completed: completed, phase: phase), digest: digest)
  }
}

extension RunPosition {
  fileprivate var json: JSONObject {
    ["completed": .integer(completed), "phase": .string(phase.rawValue)]
  }
}
