import GANs
import TensorEngine
import Testing

/// Everything follows from the seed. Each test runs in a process of its own, because the number of
/// threads is one for a whole process.
@Suite struct DeterminismTests {
  @Test func acgansHaveTheSameBitsWithAnyNumberOfThreads() async {
    await #expect(processExitsWith: .success) { try expectSameBits(.acgan) }
  }

  @Test func cgansHaveTheSameBitsWithAnyNumberOfThreads() async {
    await #expect(processExitsWith: .success) { try expectSameBits(.cgan) }
  }

  @Test func dcgansHaveTheSameBitsWithAnyNumberOfThreads() async {
    await #expect(processExitsWith: .success) { try expectSameBits(.dcgan) }
  }

  @Test(arguments: ["acgan", "cgan", "dcgan"])
  func anotherSeedIsAnotherRun(name: String) throws {
    let kind = try #require(GANKind.named(name))
    var (run, other) = (try smallRun(kind, seed: 1), try smallRun(kind, seed: 2))
    let data = RandomImages()
    try run.iterate(on: data)
    try other.iterate(on: data)
    let (bits, otherBits) = (state(of: run), state(of: other))
    for name in bits.keys where name.hasSuffix("weight") {
      #expect(bits[name] != otherBits[name], "\(name)")
    }
    #expect(run.batch?.indices != other.batch?.indices)
  }

  @Test(arguments: ["acgan", "cgan", "dcgan"])
  func drawingPicturesChangesNothing(name: String) throws {
    let kind = try #require(GANKind.named(name))
    let data = RandomImages()
    var (run, drawn) = (try smallRun(kind, seed: 3), try smallRun(kind, seed: 3))
    var random = RandomStream(seed: 3, purpose: .sampling)
    for _ in 0..<3 * Phase.allCases.count {
      try run.advance(on: data)
      try drawn.advance(on: data)
      let images = try drawn.generate(
        noise: random.normal(shape: [3, drawn.hyperparameters.latentWidth]), labels: [0, 1, 2])
      _ = try drawn.discriminate(images: images, labels: [0, 1, 2])
      _ = try drawn.classify(images: images)
    }
    #expect(state(of: run) == state(of: drawn))
  }

  @Test(arguments: ["acgan", "cgan", "dcgan"])
  func aBatchHasImagesOfAllTheDataAndLabelsOfAllClasses(name: String) throws {
    let kind = try #require(GANKind.named(name))
    var hyperparameters = Hyperparameters(for: kind)
    hyperparameters.batch = 100
    var run = try Run(
      kind: kind, images: try ImageSpecification(side: 8, classes: 10),
      hyperparameters: hyperparameters, seed: 4)
    try run.advance(on: RandomImages())
    let batch = try #require(run.batch)
    #expect(Set(batch.indices).count > 50 && batch.indices.allSatisfy { (0..<128).contains($0) })
    #expect(batch.labels == batch.indices.map { $0 % 10 })
    for labels in [batch.fakeLabels, batch.generatorLabels] {
      #expect(kind.generatorTakesLabels ? Set(labels) == Set(0..<10) : labels == [])
    }
  }
}

#if DEBUG
  /// The kernels of a debug build are many times slower.
  private let iterations = 3
#else
  private let iterations = 20
#endif

/// Twenty iterations with 1, 2 and 3 threads, and with 2 once more.
private func expectSameBits(_ kind: GANKind) throws {
  let data = RandomImages()
  var first: [String: [UInt32]]?
  for threads in [1, 2, 3, 2] {
    ThreadPool.shared.threads = threads
    var run = try smallRun(kind, seed: 5)
    for _ in 0..<iterations { try run.iterate(on: data) }
    let bits = state(of: run)
    if let first {
      for (name, values) in first { try #require(bits[name] == values, "\(name), \(threads)") }
    }
    first = first ?? bits
  }
}
