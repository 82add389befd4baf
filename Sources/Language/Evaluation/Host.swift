/// A program that speaks the language: it has names with values, and does what commands and
/// functions stand for.
package protocol Host: CheckHost, RoundingObserver {
  // MARK: - Names

  func variable(_ name: String) -> Value?
  /// - Parameter value: nil takes the name away.
  func assign(_ name: String, _ value: Value?)
  /// A function of one's own.
  func definition(_ name: String) -> Definition?
  func define(_ definition: Definition)
  /// The value of a name that is always there.
  func value(ofName path: String) throws -> Value
  /// The same for one that is a tensor of many rows, of which an index asks only for some; nil where
  /// the whole is to be had.
  func rows(ofName path: String) throws -> TensorRows?
  /// What stands behind a value's name with dots.
  func member(_ path: [String], of value: Value) throws -> Value
  /// The value that a cell showed, or the last one that was shown.
  func result(ofCell cell: Int?) throws -> Value

  // MARK: - What is done

  func run(_ invocation: Invocation) throws -> Value
  func call(_ function: FunctionCall) throws -> Value
  /// Shows the value of a statement that is an expression.
  func show(_ value: Value)
  /// Shows what the dotted names that begin so have: `place` stands for `place.x` and `place.y`.
  func list(_ path: String) throws
  /// Explains a topic: `WORD?`.
  func explain(_ topic: String) throws(Problem)
  /// Before a statement and before each round of a loop: stops here if that is wished.
  func pause(at range: Range<Int>) throws(Evaluator.Failure)

  // MARK: - Scripts

  /// Reads, parses and checks a script that is run from another text.
  func loadScript(_ path: String) throws -> Script
  /// Runs a checked script; what goes wrong comes as a ``Diagnostic`` or as the wish to exit.
  func execute(_ script: Script, given: [String: Value]) throws

  // MARK: - Errors

  /// An error of a command's or a function's body as one of the language.
  func problem(for error: any Error) -> Problem
  /// Where the host's work stands, as an error tells it.
  var stateText: String { get }
}

extension Host {
  package func rows(ofName path: String) throws -> TensorRows? { nil }

  /// Evaluates what an earlier statement left to be looked at again.
  ///
  /// Its places belong to its own text: an error is told there, in full, and not at the same place
  /// of whatever text runs now, which may be shorter.
  package func evaluate<Result>(
    _ source: SourceText, _ body: (Evaluator) throws(Evaluator.Failure) -> Result
  ) throws(Evaluator.Failure) -> Result {
    do {
      return try body(Evaluator(host: self, source: source))
    } catch {
      guard case .here(let fault) = error else { throw error }
      throw .elsewhere(
        Diagnostic(
          fault, in: source, exitCode: fault.problem.exitCode,
          state: "\(stateText); state kept as it is"))
    }
  }
}
