import GANs
import TensorEngine

/// Images of noise, the label of each the last digit of its number.
struct RandomImages: TrainingData {
  let imageCount = 128
  let imageSide = 8
  let classCount = 10
  private let pixels: Tensor

  init() {
    var random = RandomStream(seed: 0, purpose: .user)
    pixels = random.uniform(-1, 1, shape: [128, 8, 8, 1])
  }

  func images(at indices: [Int]) -> Tensor {
    Tensor(concatenating: indices.map { pixels.rows($0..<$0 + 1) })
  }

  func labels(at indices: [Int]) -> [Int] { indices.map { $0 % 10 } }
}

/// A run on small images, with a batch that two and three threads do not divide.
func smallRun(_ kind: GANKind, seed: UInt64) throws -> Run {
  var hyperparameters = Hyperparameters(for: kind)
  hyperparameters.batch = 7
  return try Run(
    kind: kind, images: try ImageSpecification(side: 8, classes: 10),
    hyperparameters: hyperparameters, seed: seed)
}

/// The bits of everything that training reads or has shown.
func state(of run: Run) -> [String: [UInt32]] {
  var state: [String: [UInt32]] = [:]
  func add(_ name: String, _ tensor: Tensor?) {
    state[name] = tensor.map { $0.scalars.map(\.bitPattern) }
  }
  func add(_ prefix: String, _ parameters: Parameters) {
    for (name, tensor) in parameters { add("\(prefix).\(name)", tensor) }
  }
  add("G", run.generator.parameters)
  add("D", run.discriminator.parameters)
  for (name, optimizer) in [
    ("G", run.generatorOptimizer.state), ("D", run.discriminatorOptimizer.state),
  ] {
    for slot in optimizer.slotNames { add("\(name).\(slot)", optimizer[slot]) }
    state["\(name).step"] = [UInt32(optimizer.step)]
  }
  add("fakes", run.fakes)
  add("noise", run.batch?.noise)
  add("images", run.batch?.images)
  let labels = (run.batch?.labels ?? []) + (run.batch?.fakeLabels ?? [])
  state["labels"] = (labels + (run.batch?.generatorLabels ?? [])).map(UInt32.init)
  state["indices"] = run.batch?.indices.map(UInt32.init)
  if let pending = run.pending {
    add("pending", pending.gradients)
    add("moved", pending.movedStatistics)
  }
  let measurements = run.history + [run.measurement]
  state["measured"] = measurements.flatMap { measurement in
    Measurement.series.map { $0.value(measurement).bitPattern }
  }
  state["place"] = [UInt32(run.iteration), UInt32(Phase.allCases.firstIndex(of: run.phase) ?? 99)]
  return state
}
