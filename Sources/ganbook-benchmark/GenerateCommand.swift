import ArgumentParser
import GANs
import TensorEngine

/// Times the generator in inference mode.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Times how fast a generator makes images.",
    discussion: "A few images are made before the clock starts. The last line is the summary.")

  @Option(help: "The kind of GAN: acgan, cgan or dcgan.")
  var model = "acgan"

  @Option(help: "Images to make.")
  var count = 10_000

  @Option(help: "How often to make them.")
  var rounds = 3

  @Option(help: "Threads to compute with, from 1 to 256; without it, GANBOOK_THREADS or all cores.")
  var threads: Int?

  func validate() throws {
    _ = try RunOptions.kind(named: model)
    try RunOptions.check(threads: threads)
    guard (1...1_000_000).contains(count) else {
      throw ValidationError("--count is \(count), but must be from 1 to 1000000")
    }
    guard (1...1000).contains(rounds) else {
      throw ValidationError("--rounds is \(rounds), but must be from 1 to 1000")
    }
  }

  func run() throws {
    let run = try RunOptions.makeRun(model: model, threads: threads)
    var random = RandomStream(seed: 1, purpose: .sampling)
    let noise = random.normal(shape: [count, run.hyperparameters.latentWidth])
    let labels = (0..<count).map { _ in random.index(below: run.images.classes) }
    func generate(_ images: Int) throws -> Duration {
      let start = ContinuousClock.now
      _ = try run.generate(
        noise: images == count ? noise : noise.rows(0..<images),
        labels: Array(labels[..<images]))
      return .now - start
    }
    _ = try generate(min(count, 256))
    var samples = TimeSamples()
    for _ in 0..<rounds { samples.add(try generate(count)) }
    let rate = (Double(count) / samples.median).text(decimals: 0)
    print(
      "generate \(model) count \(count) threads \(ThreadPool.shared.threads): "
        + "median \(samples.median.milliseconds) ms, minimum \(samples.minimum.milliseconds) ms, "
        + "\(rate) images/s")
  }
}
