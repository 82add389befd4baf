import ArgumentParser
import GANs
import TensorEngine

/// Which run is timed, and on how many threads.
package struct RunOptions: ParsableArguments {
  @Option(help: "The kind of GAN: acgan, cgan or dcgan.")
  var model = "acgan"

  @Option(help: "Images per step, from 1 to 65536.")
  var batch = 32

  @Option(
    help:
      "Threads to compute with, from 1 to 256; without it, GANBOOK_THREADS or as many as the process may use."
  )
  var threads: Int?

  package init() {}

  package func validate() throws {
    _ = try Self.kind(named: model)
    try Self.check(threads: threads)
    guard (1...65536).contains(batch) else {
      throw ValidationError("--batch is \(batch), but must be from 1 to 65536")
    }
  }

  /// A new run as asked for. Sets the number of threads.
  func makeRun() throws -> Run {
    try Self.makeRun(model: model, batch: batch, threads: threads)
  }

  static func kind(named name: String) throws -> GANKind {
    if let kind = GANKind.named(name) { return kind }
    let names = GANKind.all.map(\.name).joined(separator: ", ")
    throw ValidationError("--model is '\(name)', but must be one of \(names)")
  }

  static func check(threads: Int?) throws {
    do {
      _ = try ThreadBudget.requested()
    } catch {
      throw ValidationError("\(error)")
    }
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads is \(threads), but must be from 1 to 256")
    }
  }

  /// A new run, always of the same seed. Sets the number of threads.
  static func makeRun(model: String, batch: Int = 32, threads: Int?) throws -> Run {
    if let threads { ThreadPool.shared.threads = threads }
    let kind = try kind(named: model)
    var hyperparameters = Hyperparameters(for: kind)
    hyperparameters.batch = batch
    return try Run(
      kind: kind, images: ImageSpecification(side: 28, classes: 10),
      hyperparameters: hyperparameters, seed: 1)
  }
}
