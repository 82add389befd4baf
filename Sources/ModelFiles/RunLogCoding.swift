import GANs

// The log of a run in the notes of its checkpoint, as JSON: `built`, `entries` and `proofs`.

extension RunLog {
  /// The name of the log in a checkpoint's notes.
  static let note = "log"
  /// More than a person does to a run, so that a file that claims more cannot fill the memory.
  private static let mostEntries = 1 << 20

  var json: JSONValue {
    var object: JSONObject = [
      "entries": .array(entries.map(\.json)), "proofs": .array(proofs.map(\.json)),
    ]
    object["built"] = built.map { .object($0.json) }
    return .object(object)
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
    guard let entries = json["entries"]?.array, let proofs = json["proofs"]?.array,
      max(entries.count, proofs.count) <= Self.mostEntries
    else { throw Self.problem("lacks its entries or proofs") }
    var built: Hyperparameters?
    if let stored = json["built"] {
      guard let object = stored.object else { throw Self.problem("has no hyperparameters") }
      built = try Hyperparameters(object, of: kind)
    }
    var found: (entries: [Entry], proofs: [Proof]) = ([], [])
    for entry in entries {
      let change = try Self.change(entry, of: kind)
      found.entries.append(Entry(position: try Self.position(entry), change: change))
    }
    for proof in proofs {
      guard let digest = proof["digest"]?.string.flatMap({ UInt64($0, radix: 16) }) else {
        throw Self.problem("has a proof without a digest")
      }
      found.proofs.append(Proof(position: try Self.position(proof), digest: digest))
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
  fileprivate var json: JSONValue {
    var object = position.json
    // As text, because half of all digests do not fit the integers of JSON readers.
    object["digest"] = .string(String(digest, radix: 16))
    return .object(object)
  }
}

extension RunPosition {
  fileprivate var json: JSONObject {
    ["completed": .integer(completed), "phase": .string(phase.rawValue)]
  }
}
