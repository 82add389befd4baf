import ArgumentParser
import GANs
import TensorEngine

/// Times the phases of training iterations.
struct IterationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "iteration",
    abstract: "Times training iterations, phase by phase.",
    discussion: """
      Trains on random images, since the numbers in them do not change the time. The first iterations, in which \
      memory is still being asked for, are not counted. The last line is the summary.
      """)

  @OptionGroup var options: RunOptions

  @Option(help: "Iterations that are counted.")
  var iterations = 50

  func validate() throws {
    guard (1...100_000).contains(iterations) else {
      throw ValidationError("--iterations is \(iterations), but must be from 1 to 100000")
    }
  }

  func run() throws {
    for line in try IterationReport(options, iterations: iterations).lines { print(line) }
  }
}

/// What `iteration` prints: a table with a line per phase, and the summary as the last line.
package struct IterationReport {
  package let lines: [String]

  package init(_ options: RunOptions, iterations: Int) throws {
    let timing = try IterationTiming(
      of: options.makeRun(), iterations: iterations,
      on: RandomImages(count: max(1000, options.batch)))
    let total = timing.total
    let summary =
      "iteration \(options.model) batch \(options.batch) threads \(ThreadPool.shared.threads): "
      + "median \(total.median.milliseconds) ms, minimum \(total.minimum.milliseconds) ms"
    lines = timing.table.lines + [summary]
  }
}
