import ArgumentParser
import Platform

/// Times what the programs of this package do, and checks what it times.
package struct BenchmarkProgram: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "ganbook-benchmark",
    abstract: "Times training iterations, what they are made of, and how soon the program answers.",
    discussion: """
      Timings mean something on a machine that does nothing else, and in a release build: \
      swift run -c release ganbook-benchmark iteration

      Exit codes: 0 done, 1 error at run time, 2 wrong arguments.
      """,
    subcommands: [
      IterationCommand.self, KernelsCommand.self, GenerateCommand.self, StartCommand.self,
    ])

  package init() {}
}

@main
enum Main {
  static func main() {
    do {
      var command = try BenchmarkProgram.parseAsRoot()
      try command.run()
    } catch  where BenchmarkProgram.exitCode(for: error) == .validationFailure {
      // 2, as `ganbook` has it, not the parser's 64.
      let message = Array((BenchmarkProgram.fullMessage(for: error) + "\n").utf8)
      _ = write(STDERR_FILENO, message, message.count)
      exit(2)
    } catch {
      BenchmarkProgram.exit(withError: error)
    }
  }
}
