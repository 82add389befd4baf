import Datasets
import Formats
import Foundation
import GANs
import TensorEngine
import Testing

/// Ten iterations of each kind from given weights, noise, labels and image indices, against Keras in
/// double precision, element by element. What float32 can hold is in the table beside the numbers.
@Suite(.enabled(if: GoldenFiles.isAvailable && GoldenMNIST.isAvailable), .serialized)
struct GoldenTrajectoryTests {
  @Test(arguments: ["acgan", "cgan", "dcgan"])
  func tenIterationsAreKeras(_ name: String) throws {
    let kind = try #require(GANKind.named(name))
    let golden = try GoldenFiles.open(name)
    let tolerance = name == "cgan" ? Tolerance.dense : .convolutional
    let data = try GoldenMNIST.load()
    var hyperparameters = Hyperparameters(for: kind)
    hyperparameters.dropout = 0
    var run = try Run(
      kind: kind, images: try ImageSpecification(side: 28, classes: 10),
      hyperparameters: hyperparameters, seed: 1)
    try assign(&run.generator, "G", from: golden)
    try assign(&run.discriminator, "D", from: golden)

    let (indices, noise) = (try golden.integers("image_index"), try golden.tensor("noise"))
    let fakeLabels = try golden.integers("fake_label")
    let generatorLabels = try golden.integers("g_label")
    for iteration in 0..<10 {
      let slice = iteration * 32..<(iteration + 1) * 32
      let chosen = Array(indices[slice])
      let labels = data.trainingLabels(at: chosen)
      let fake =
        switch name {
        case "acgan": Array(fakeLabels[slice])
        case "cgan": labels
        default: [Int]()
        }
      let generator = name == "cgan" ? Array(generatorLabels[slice]) : fake
      run.draw(
        Batch(
          indices: chosen, images: data.trainingImages(at: chosen), labels: labels,
          noise: noise.rows(iteration..<iteration + 1).reshaped(to: [32, 100]),
          fakeLabels: fake, generatorLabels: generator))
      while run.phase != .draw {
        let done = run.phase
        try run.advance(on: NoData())
        if iteration == 0 { try expectFirst(done, of: run, golden, tolerance) }
      }
      let measurement = try #require(run.history.last)
      for (row, pass) in [
        ("d_real", measurement.real), ("d_fake", measurement.fake), ("g", measurement.generator),
      ] {
        let wanted = try golden.tensor("rows.\(row)").rows(iteration..<iteration + 1).scalars
        let got = [pass.loss, pass.validityLoss, pass.labelLoss]
        for column in 0..<3 {
          let error = abs(got[column] - wanted[column]) / max(abs(wanted[column]), 1e-6)
          #expect(
            error <= tolerance.loss(iteration) || wanted[column] == got[column],
            "\(name) iteration \(iteration) \(row) column \(column): \(got[column]), \(wanted[column])"
          )
        }
        if iteration == 0 {
          #expect(abs(pass.validityAccuracy - wanted[3]) < 1e-6)
          #expect(abs(pass.labelAccuracy - wanted[4]) < 1e-6)
        }
      }
    }
    try expectFinal(run.generator, "G", golden, tolerance)
    try expectFinal(run.discriminator, "D", golden, tolerance)
    let fakes = try run.generate(
      noise: noise.rows(0..<1).reshaped(to: [32, 100]), labels: Array(fakeLabels[0..<32]))
    expectClose(fakes, try golden.tensor("final_fake"), tolerance.finalFake, "final_fake")
  }

  // MARK: - Parts

  /// The name of one of our parameters in the golden files.
  private func goldenName(_ name: String, heads: Int) -> String {
    var parts = name.split(separator: ".").map(String.init)
    let suffixes = [
      "weight": parts[0] == "embedding" ? "embeddings" : "kernel", "mean": "moving_mean",
      "variance": "moving_variance",
    ]
    parts[1] = suffixes[parts[1]] ?? parts[1]
    switch parts[0] {
    case "embedding": parts[0] = "embedding1"
    case "validity": parts[0] = "dense\(heads)"
    case "label": parts[0] = "dense\(heads + 1)"
    default: break
    }
    return parts.joined(separator: ".")
  }

  /// The number of the first head among the dense layers.
  private func firstHead(_ network: Network) -> Int {
    network.plan.layers.filter { $0.name?.hasPrefix("dense") == true }.count + 1
  }

  private func assign(_ network: inout Network, _ side: String, from golden: SafetensorsFile) throws
  {
    for name in network.parameters.names {
      let source = "init.\(side).\(goldenName(name, heads: firstHead(network)))"
      let tensor = try golden.tensor(source)
      #expect(tensor.shape == network.parameters[name]?.shape, "\(source)")
      network.parameters[name] = tensor
    }
  }

  /// A golden tensor, which may hold every n-th element only: its name then ends in @n.
  private func sampled(
    _ name: String, _ golden: SafetensorsFile
  ) throws -> (wanted: [Float], stride: Int) {
    if golden.contains(name) { return (try golden.tensor(name).scalars, 1) }
    let full = try #require(golden.names.first { $0.hasPrefix(name + "@") }, "\(name)")
    let stride = try #require(Int(full.dropFirst(name.count + 1)))
    return (try golden.tensor(full).scalars, stride)
  }

  private func expectFirst(
    _ phase: Phase, of run: Run, _ golden: SafetensorsFile, _ tolerance: Tolerance
  ) throws {
    switch phase {
    case .generate:
      expectClose(try #require(run.fakes), try golden.tensor("first_fake"), 1e-5, "first_fake")
    case .discriminatorRealGradient:
      try expectGradients(run.pending, "d_real.D", run.discriminator, golden, tolerance)
    case .discriminatorFakeGradient:
      try expectGradients(run.pending, "d_fake.D", run.discriminator, golden, tolerance)
    case .generatorGradient:
      try expectGradients(run.pending, "g.G", run.generator, golden, tolerance)
    default: break
    }
  }

  private func expectGradients(
    _ pending: Run.PendingUpdate?, _ prefix: String, _ network: Network,
    _ golden: SafetensorsFile, _ tolerance: Tolerance
  ) throws {
    let gradients = try #require(pending).gradients
    #expect(gradients.names == network.plan.trainableNames)
    for (name, gradient) in gradients {
      let goldenName = goldenName(name, heads: firstHead(network))
      let (wanted, stride) = try sampled("grad.\(prefix).\(goldenName)", golden)
      let got = Swift.stride(from: 0, to: gradient.count, by: stride).map { gradient.scalars[$0] }
      #expect(got.count == wanted.count, "\(prefix) \(name)")
      let largest = wanted.map(abs).max() ?? 0
      let error = zip(got, wanted).map { abs($0 - $1) }.max() ?? 0
      let followsNothing = tolerance.zeroBiases(prefix).contains(name)
      #expect(
        error <= (followsNothing ? 1e-5 : tolerance.gradient * largest),
        "gradient \(prefix) \(name): off by \(error), largest \(largest)")
    }
  }

  private func expectFinal(
    _ network: Network, _ side: String, _ golden: SafetensorsFile, _ tolerance: Tolerance
  ) throws {
    for (name, tensor) in network.parameters {
      let goldenName = goldenName(name, heads: firstHead(network))
      let (wanted, stride) = try sampled("final.\(side).\(goldenName)", golden)
      let scalars = tensor.scalars
      let got = Swift.stride(from: 0, to: tensor.count, by: stride).map { scalars[$0] }
      #expect(got.count == wanted.count, "final \(side).\(name)")
      if name.hasSuffix(".mean") || name.hasSuffix(".variance") {
        let error = zip(got, wanted).map { abs($0 - $1) / (abs($1) + 1e-3) }.max() ?? 0
        #expect(error <= tolerance.statistics, "final \(side).\(name): relative \(error)")
      } else {
        let errors = zip(got, wanted).map { abs($0 - $1) }
        let share = Double(errors.filter { $0 > 1e-4 }.count) / Double(errors.count)
        #expect(share <= tolerance.share, "final \(side).\(name): share off \(share)")
        #expect(
          errors.max() ?? 0 <= tolerance.largest,
          "final \(side).\(name): off by \(errors.max() ?? 0)")
      }
    }
  }

  private func expectClose(_ got: Tensor, _ wanted: Tensor, _ tolerance: Float, _ name: String) {
    #expect(got.shape == wanted.shape, "\(name)")
    let error = zip(got.scalars, wanted.scalars).map { abs($0 - $1) }.max() ?? 0
    #expect(error <= tolerance, "\(name): off by \(error)")
  }

  /// The table of the golden numbers' README.
  private struct Tolerance {
    let gradient: Float
    let losses: (first: Float, early: Float, late: Float)
    let share: Double
    let largest: Float
    let statistics: Float
    let finalFake: Float

    static let convolutional = Tolerance(
      gradient: 5e-3, losses: (1e-4, 2e-3, 3e-2), share: 0.2, largest: 2e-3, statistics: 0.3,
      finalFake: 0.15)
    static let dense = Tolerance(
      gradient: 1e-4, losses: (1e-4, 1e-4, 1e-4), share: 1e-3, largest: 5e-4, statistics: 1e-4,
      finalFake: 1e-4)

    func loss(_ iteration: Int) -> Float {
      iteration == 0 ? losses.first : iteration < 4 ? losses.early : losses.late
    }

    /// Biases of the convolutions that a batch normalisation follows: their gradient is zero in
    /// exact arithmetic.
    func zeroBiases(_ prefix: String) -> Set<String> {
      prefix == "g.G"
        ? ["conv1.bias", "conv2.bias"] : ["conv2.bias", "conv3.bias", "conv4.bias"]
    }
  }

  /// Every batch is given; nothing may be drawn.
  private struct NoData: TrainingData {
    let imageCount = 0
    let imageSide = 28
    let classCount = 10
    func images(at indices: [Int]) -> Tensor { Tensor(zeros: [indices.count, 28, 28, 1]) }
    func labels(at indices: [Int]) -> [Int] { [] }
  }
}

/// The real MNIST: `$GANBOOK_DATA`, else `../shared/mnist` beside the package.
enum GoldenMNIST {
  static let folder: String? = {
    let folder = ProcessInfo.processInfo.environment["GANBOOK_DATA"] ?? "../shared/mnist"
    let file = folder + "/train-images-idx3-ubyte.gz"
    return FileManager.default.fileExists(atPath: file) ? folder : nil
  }()

  static let isAvailable: Bool = {
    if folder == nil { print("SKIPPED: no MNIST; name its folder in GANBOOK_DATA") }
    return folder != nil
  }()

  static func load() throws -> ImageDataset {
    try MNIST.load(from: folder, environment: [:], progress: { _ in })
  }
}
