import Files
import Formats
import TensorEngine

// The layout of a checkpoint: a safetensors file with the metadata `format`, `version`, `sha256`
// and `state` (JSON), and the tensors `G.NAME`, `G.NAME.SLOT` for each slot of the optimizer (`m` and
// `v` of Adam), the same with `D`,
// `pending.NAME` and `series.NAME`; of what was noted now and then the values `recorded.NAME` and
// their `iterations.NAME`, which files of version 1 do not have. Other programs read the weights
// without knowing more.

private let formatName = "ganbook-checkpoint"

extension Checkpoint {
  /// The file to be.
  public var contents: SafetensorsWriter {
    var writer = SafetensorsWriter()
    writer.hasChecksum = true
    for (prefix, network) in [("G", generator), ("D", discriminator)] {
      for (name, tensor) in network.parameters.sorted(by: { $0.key < $1.key }) {
        writer.add("\(prefix).\(name)", tensor)
        for (slot, tensors) in network.slots.sorted(by: { $0.key < $1.key }) {
          if let tensor = tensors[name] { writer.add("\(prefix).\(name).\(slot)", tensor) }
        }
      }
    }
    for (name, tensor) in pending.sorted(by: { $0.key < $1.key }) {
      writer.add("pending.\(name)", tensor)
    }
    for (name, values) in pendingIntegers.sorted(by: { $0.key < $1.key }) {
      writer.add("pending.\(name)", values.map { Int64($0) })
    }
    var starts = JSONObject()
    for (name, series) in series.sorted(by: { $0.key < $1.key }) {
      writer.add("series.\(name)", series.values)
      starts[name] = .integer(series.firstIteration)
    }
    for (name, recording) in recordings.sorted(by: { $0.key < $1.key }) {
      writer.add("recorded.\(name)", Tensor(recording.values))
      writer.add("iterations.\(name)", recording.iterations.map { Int64($0) })
    }
    var state: JSONObject = [
      "kind": .string(kind), "hyperparameters": .object(hyperparameters),
      "iteration": .integer(iteration), "phase": .string(phase),
      // As text, because half of the seeds do not fit the integers of JSON readers.
      "seed": .string(String(seed)),
      "steps": ["G": .integer(generator.steps), "D": .integer(discriminator.steps)],
      "series": .object(starts), "notes": .object(notes),
    ]
    if let dataset {
      state["dataset"] = [
        "name": .string(dataset.name), "count": .integer(dataset.count),
        "sha256": .string(dataset.digest),
      ]
    }
    writer.metadata = [
      "format": formatName, "version": recordings.isEmpty ? "1" : "2",
      "state": JSONValue.object(state).text,
    ]
    return writer
  }

  /// Reads a checkpoint from disk.
  ///
  /// - Throws: ``FileError``: it cannot be read, is no checkpoint, is of a later format, or
  ///   any of its bytes differs from what was written.
  public init(contentsOf path: String) throws(FileError) {
    try self.init(file: try SafetensorsFile(contentsOf: path))
  }

  /// Reads a checkpoint from a file that is open.
  public init(file: SafetensorsFile) throws(FileError) {
    do throws(FileError.Problem) {
      try self.init(checking: file)
    } catch {
      throw FileError(path: file.path, problem: error)
    }
  }

  private init(checking file: SafetensorsFile) throws(FileError.Problem) {
    guard file.metadata["format"] == formatName else { throw .checkpoint(.notACheckpoint) }
    let version = file.metadata["version"] ?? ""
    guard let number = Int(version), (1...Self.formatVersion).contains(number) else {
      throw .checkpoint(.version(version, known: Self.formatVersion))
    }
    guard file.isWhole == true else { throw .checkpoint(.checksum) }
    let state: JSONValue
    do throws(JSONProblem) {
      state = try JSONParser.parse(file.metadata["state"] ?? "")
    } catch {
      throw .json(error)
    }
    let reader = StateReader(state: state)
    let tensors = try Tensors(file)
    kind = try reader.text("kind")
    hyperparameters = try reader.object("hyperparameters")
    iteration = try reader.count("iteration")
    phase = try reader.text("phase")
    guard let seed = UInt64(try reader.text("seed")) else {
      throw .checkpoint(.value(name: "seed", why: "is no whole number of 64 bits"))
    }
    self.seed = seed
    let steps = StateReader(state: .object(try reader.object("steps")))
    generator = try tensors.network("G", steps: try steps.count("G"))
    discriminator = try tensors.network("D", steps: try steps.count("D"))
    pending = tensors.pending
    pendingIntegers = tensors.integers
    notes = try reader.object("notes")
    series = [:]
    let starts = try reader.object("series")
    guard Set(starts.keys) == Set(tensors.series.keys) else {
      throw .checkpoint(.value(name: "series", why: "are not those that the file holds"))
    }
    for (name, values) in tensors.series {
      series[name] = Series(
        firstIteration: try StateReader(state: .object(starts)).count(name), values: values)
    }
    guard Set(tensors.recorded.keys) == Set(tensors.iterations.keys) else {
      throw .checkpoint(.value(name: "recorded", why: "and iterations are not of the same names"))
    }
    recordings = tensors.recorded.reduce(into: [:]) { recordings, recorded in
      recordings[recorded.key] = Recording(
        iterations: tensors.iterations[recorded.key] ?? [], values: recorded.value.scalars)
    }
    if state["dataset"] != nil {
      let dataset = StateReader(state: .object(try reader.object("dataset")))
      self.dataset = Dataset(
        name: try dataset.text("name"), count: try dataset.count("count"),
        digest: try dataset.text("sha256"))
    }
  }

  /// The JSON part, value by value.
  private struct StateReader {
    let state: JSONValue

    private func failure(_ name: String, _ why: String) -> FileError.Problem {
      .checkpoint(.value(name: name, why: why))
    }

    func text(_ name: String) throws(FileError.Problem) -> String {
      guard let text = state[name]?.string else { throw failure(name, "is no text") }
      return text
    }

    func count(_ name: String) throws(FileError.Problem) -> Int {
      guard let count = state[name]?.integer, Checkpoint.counts ~= count else {
        throw failure(name, "is no whole number from 0 to \(Checkpoint.counts.upperBound)")
      }
      return count
    }

    func object(_ name: String) throws(FileError.Problem) -> JSONObject {
      guard let object = state[name]?.object else { throw failure(name, "is no object") }
      return object
    }
  }

  /// The tensors, sorted into what they belong to.
  private struct Tensors {
    var parameters: [String: [String: Tensor]] = ["G": [:], "D": [:]]
    var slots: [String: [String: [String: Tensor]]] = ["G": [:], "D": [:]]
    var pending: [String: Tensor] = [:]
    var integers: [String: [Int]] = [:]
    var series: [String: [Double]] = [:]
    var recorded: [String: Tensor] = [:]
    var iterations: [String: [Int]] = [:]

    init(_ file: SafetensorsFile) throws(FileError.Problem) {
      do throws(FileError) {
        for name in file.names { try add(name, file) }
      } catch {
        throw error.problem
      }
    }

    private mutating func add(_ name: String, _ file: SafetensorsFile) throws(FileError) {
      let dot = name.firstIndex(of: ".") ?? name.endIndex
      let prefix = String(name[..<dot])
      let rest = String(name[dot...].dropFirst())
      let type = try file.type(name)
      switch (prefix, type) {
      case ("G", .float32), ("D", .float32):
        let tensor = try file.tensor(name)
        // `conv1.weight` is a parameter, `conv1.weight.m` is in a slot of its.
        let parts = rest.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        if parts.count == 3 {
          slots[prefix, default: [:]][String(parts[2]), default: [:]][
            "\(parts[0]).\(parts[1])"] = tensor
        } else {
          parameters[prefix, default: [:]][rest] = tensor
        }
      case ("pending", .float32): pending[rest] = try file.tensor(name)
      case ("pending", .int64): integers[rest] = try file.integers(name)
      case ("series", .float64): series[rest] = try file.doubles(name)
      case ("recorded", .float32): recorded[rest] = try file.tensor(name)
      case ("iterations", .int64): iterations[rest] = try file.integers(name)
      default:
        throw file.failure(.badEntry(name: name, why: "does not belong into a checkpoint"))
      }
    }

    func network(_ prefix: String, steps: Int) throws(FileError.Problem) -> StoredNetwork {
      let network = StoredNetwork(
        parameters: parameters[prefix, default: [:]], slots: slots[prefix, default: [:]],
        steps: steps)
      guard Set(network.slots.values.map { Set($0.keys) }).count <= 1 else {
        throw .checkpoint(
          .value(name: prefix, why: "has something of its optimizer without the rest"))
      }
      for (slot, tensors) in network.slots {
        for (name, tensor) in tensors where network.parameters[name]?.shape != tensor.shape {
          throw .checkpoint(
            .value(
              name: "\(prefix).\(name).\(slot)",
              why: "has another shape than its parameter, or that is missing"))
        }
      }
      return network
    }
  }
}
