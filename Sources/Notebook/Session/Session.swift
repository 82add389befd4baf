/// A notebook at work: what has been loaded, built and named, and the cells that did it.
///
/// It prints nothing and knows no terminal: whatever a statement gives is an ``Output``.
package final class Session {
  package let registry: Registry
  /// Set from outside to stop after the running statement or phase.
  package let interrupt: InterruptFlag
  package let environment: [String: String]
  /// The number of the cell that runs next.
  package private(set) var cell = 1

  package init(
    registry: Registry = .standard, environment: [String: String] = [:],
    interrupt: InterruptFlag = InterruptFlag()
  ) {
    self.registry = registry
    self.environment = environment
    self.interrupt = interrupt
  }

  /// Runs a text and collects what it gives.
  package func run(_ text: String, source: SourceName? = nil) -> [Output] {
    var outputs: [Output] = []
    _ = run(text, source: source) { outputs.append($0) }
    return outputs
  }

  /// Runs a text and hands on what it gives as it comes.
  ///
  /// - Parameter source: nil is the next cell.
  @discardableResult
  package func run(
    _ text: String, source: SourceName? = nil, parameters: [String: String] = [:],
    emit: (Output) -> Void
  ) -> Outcome {
    emit(.text("nothing runs yet"))
    return .done
  }

  /// Parses and checks a script without running it.
  package func check(file: String, parameters: [String: String] = [:]) -> Diagnostic? { nil }

  /// Runs a script.
  @discardableResult
  package func runFile(
    _ path: String, parameters: [String: String] = [:], emit: (Output) -> Void
  ) -> Outcome { .done }
}

extension Registry {
  package static let standard = Registry(commands: [], functions: [])
}
