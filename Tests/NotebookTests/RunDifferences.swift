import Datasets
import GANs
import TensorEngine

/// What two runs differ in, bit for bit, by name; empty where they are the same run.
func differences(_ a: Run?, _ b: Run?) -> [String] {
  guard let a, let b else { return ["there is no run"] }
  var names: [String] = []
  func same(_ name: String, _ isSame: Bool) { if !isSame { names.append(name) } }
  func same(_ name: String, _ a: Parameters?, _ b: Parameters?) {
    same("\(name) names", a?.names == b?.names)
    for (part, tensor) in a ?? Parameters() {
      same("\(name).\(part)", b?[part].map { $0.isIdentical(to: tensor) } ?? false)
    }
  }
  func same(_ name: String, _ a: Tensor?, _ b: Tensor?) {
    if let a, let b { same(name, a.isIdentical(to: b)) } else { same(name, a == nil && b == nil) }
  }
  same("kind", a.kind.name == b.kind.name)
  same("images", a.images == b.images)
  same("seed", a.seed == b.seed)
  same("hyperparameters", a.hyperparameters == b.hyperparameters)
  same("iteration", a.iteration == b.iteration)
  same("phase", a.phase == b.phase)
  same("history", a.history == b.history)
  same("first measured", a.firstMeasured == b.firstMeasured)
  same("measurement", a.measurement == b.measurement)
  for (name, x, y) in [
    ("G", a.generator, b.generator), ("D", a.discriminator, b.discriminator),
  ] { same(name, x.parameters, y.parameters) }
  for (name, x, y) in [
    ("G", a.generatorOptimizer.state, b.generatorOptimizer.state),
    ("D", a.discriminatorOptimizer.state, b.discriminatorOptimizer.state),
  ] {
    same("\(name) steps", x.step == y.step)
    for slot in x.slotNames { same("\(name) \(slot)", x[slot], y[slot]) }
  }
  same("fakes", a.fakes, b.fakes)
  same("images of the batch", a.batch?.images, b.batch?.images)
  same("noise of the batch", a.batch?.noise, b.batch?.noise)
  same("indices", a.batch?.indices == b.batch?.indices)
  same("labels", a.batch?.labels == b.batch?.labels)
  same("fake labels", a.batch?.fakeLabels == b.batch?.fakeLabels)
  same("generator labels", a.batch?.generatorLabels == b.batch?.generatorLabels)
  same("gradients", a.pending?.gradients, b.pending?.gradients)
  same("moved statistics", a.pending?.movedStatistics, b.pending?.movedStatistics)
  return names
}

/// Tiny images of random pixels, so that even a convolutional model trains in no time.
func tinyImages(side: Int = 8, seed: UInt64 = 1) -> ImageDataset {
  let (count, classes) = (24, 3)
  var random = RandomStream(seed: seed, purpose: .data)
  let pixels = (0..<count * side * side).map { _ in UInt8(random.index(below: 256)) }
  return ImageDataset(
    name: "tiny", height: side, width: side, classes: classes,
    training: LabelledImages(pixels: pixels, labels: (0..<count).map { UInt16($0 % classes) }))
}
