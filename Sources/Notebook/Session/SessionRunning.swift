import Language
import TensorEngine

/// From a text to what it gives: parsed and checked as a whole, then run statement by statement.
extension Session {
  /// Runs a text and collects what it gives.
  package func run(_ text: String, source: SourceName? = nil) -> [Output] {
    var outputs: [Output] = []
    run(text, source: source) { outputs.append($0) }
    return outputs
  }

  /// Runs a text and hands on what it gives as it comes.
  ///
  /// - Parameters:
  ///   - source: what the text is; nil makes it the next cell.
  ///   - parameters: values of the script's parameters, as on a command line.
  @discardableResult
  package func run(
    _ text: String, source: SourceName? = nil, parameters: [String: String] = [:],
    emit: (Output) -> Void
  ) -> Outcome {
    guard let source else {
      let number = cells.begin(text)
      workspace.hasKeptState = false
      cells.running = number
      defer { cells.running = nil }
      return run(SourceText(text, name: .cell(number)), parameters: parameters, emit: emit)
    }
    return run(SourceText(text, name: source), parameters: parameters, emit: emit)
  }

  /// Runs a script.
  @discardableResult
  package func runFile(
    _ path: String, parameters: [String: String] = [:], emit: (Output) -> Void
  ) -> Outcome {
    do {
      // Whoever writes into a pipe may never come to an end.
      let isWished = { [interrupt] in interrupt.isWishedNow() }
      let bytes = try Interruption.watching(isWished, { try ScriptFile.read(path) })
      let source = SourceText(bytes: bytes, name: .file(path))
      return run(source, parameters: parameters, emit: emit)
    } catch {
      let diagnostic = Self.commandLine(Problem(error), path)
      emit(.error(diagnostic))
      return Outcome(diagnostic.exitCode)
    }
  }

  /// Runs a text that may be no UTF-8, as from standard input.
  @discardableResult
  package func run(
    _ source: SourceText, parameters: [String: String] = [:], emit: (Output) -> Void
  ) -> Outcome {
    let isOutermost = output.receiver == nil
    if isOutermost {
      // What was wished of the cell before is over.
      interrupt.clear()
      output.forgetWarnings()
      journal?.beginCell(number: cells.running, source: source, iteration: model?.iteration)
    }
    return emitting(to: emit) {
      var outcome = outcome(of: source, parameters: parameters)
      guard isOutermost else { return outcome }
      // Nobody is there who has seen the warnings.
      if !isInteractive, outcome == .done, keeping.saved.lacksCheckpoint || keeping.saved.lacksFilm
      {
        outcome = Outcome(.file)
      }
      keeping.keep(outcome)
      return outcome
    }
  }

  /// Runs `body` while outputs go to `emit`, and to the journal.
  func emitting(to emit: (Output) -> Void, _ body: () -> Outcome) -> Outcome {
    let outer = output.receiver
    return withoutActuallyEscaping(emit) { emit in
      output.receiver = emit
      defer { output.receiver = outer }
      return Interruption.watching({ [interrupt] in interrupt.isWishedNow() }, body)
    }
  }

  private func outcome(of source: SourceText, parameters: [String: String]) -> Outcome {
    do {
      let script = try Parser.parse(source, signatures: signatures)
      text.scripts = source.name.path.map { [$0] } ?? []
      defer { text.scripts = [] }
      let given = try Self.values(parameters, of: script)
      try check(script)
      try execute(script, given: given)
      return .done
    } catch {
      return end(error, in: source)
    }
  }

  private func end(_ error: any Error, in source: SourceText) -> Outcome {
    let diagnostic: Diagnostic
    switch error {
    case Evaluator.Failure.exit(let code): return Outcome(code, endsSession: true)
    case let found as Diagnostic:
      if let text = stopText(of: found) {
        output.emit(.text(text))
        return Outcome(found.exitCode)
      }
      diagnostic = found
    case let fault as Fault:
      diagnostic = Diagnostic(fault, in: source, exitCode: fault.problem.exitCodeOfCheck)
    default:
      diagnostic = Diagnostic(
        Fault(Problem(error), at: 0..<0), in: source, exitCode: .runTimeError)
    }
    output.emit(.error(diagnostic))
    return Outcome(diagnostic.exitCode)
  }

  /// What is said of a stop that is no error, since somebody is there who wished it and may go on.
  private func stopText(of found: Diagnostic) -> String? {
    guard isInteractive else { return nil }
    switch found.problem.ofRun {
    case .stopped(let text): return text
    case .diverged:
      return [found.message, found.problem.advice].compactMap { $0 }.joined(separator: "; ")
    // Where the process is to end, nobody goes on.
    case _ where interrupt.isEnding: return nil
    case .interruptedTraining(let place, let canGoOn):
      return "stopped \(place)\(canGoOn ? "; `continue` goes on" : "")"
    case nil where found.problem == .interrupted:
      let place = "interrupted at \(found.source):\(found.line):\(found.column)"
      return found.state.map { "\(place); \($0)" } ?? place
    default: return nil
    }
  }

  /// What an error leaves.
  private var leftState: String {
    let isUnchanged = text.statementStart == workspace.position
    return "\(stateText); \(isUnchanged ? "state unchanged" : "state kept as it is")"
  }

  /// Runs a checked script; what goes wrong comes as a ``Diagnostic`` or as the wish to exit.
  package func execute(_ script: Script, given: [String: Value]) throws {
    for parameter in script.parameters {
      workspace.variables[parameter.name] = given[parameter.name] ?? parameter.value
    }
    let path = script.source.name.path
    if let path, text.scripts.last != path { text.scripts.append(path) }
    defer {
      if let path, text.scripts.count > 1, text.scripts.last == path { text.scripts.removeLast() }
    }
    do {
      _ = try Evaluator(host: self, source: script.source).run(script.body)
    } catch .here(let fault) {
      throw Diagnostic(
        fault, in: script.source, exitCode: fault.problem.exitCode, state: leftState)
    } catch .elsewhere(var diagnostic) {
      // What goes wrong in a definition has only its place.
      diagnostic.state = diagnostic.state ?? leftState
      throw diagnostic
    } catch {
      throw error
    }
  }
}
