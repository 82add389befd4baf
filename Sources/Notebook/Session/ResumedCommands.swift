import Formats
import Language

// Stops, what is watched and the stopped training, which a journal holds as commands.

extension Session {
  /// Brings back what the journal has of the session; what cannot be had is told.
  func restore(_ record: SessionRecord, json: JSONValue, journal: Journal) {
    keeping.restore(record, json: json, journal: journal)
    restoreDefinitions(record.definitions)
    for command in record.commands {
      restoring(command) { try restore(command) }
    }
    for stop in record.stops {
      restoring(stop.command) { try restore(stop) }
    }
    workspace.stops.countFrom(record.nextStop)
    guard let stopped = record.goal else { return }
    do {
      workspace.goal = try goal(of: stopped)
      output.emit(.text("`continue` goes on to iteration \(stopped.iteration)"))
    } catch {
      output.emit(.warning("`\(stopped.command)` cannot go on: \(Self.reason(of: error))"))
    }
  }

  /// Brings back functions of the user's own. They may call one another in any order, so that all
  /// are there before one is checked.
  private func restoreDefinitions(_ texts: [String]) {
    func drop(_ text: String, _ error: any Error) {
      let reason = Self.reason(of: error)
      output.emit(.warning("`\(text)` is not kept: \(reason)"))
    }
    var scripts: [(text: String, name: String, script: Script)] = []
    for text in texts {
      do {
        let script = try Parser.parse(SourceText(text, name: .keptSession), signatures: signatures)
        guard script.parameters.isEmpty, script.body.statements.count == 1,
          case .definition(let definition)? = script.body.statements.first?.kind
        else { throw Problem.failed("a journal holds no such definition", advice: nil) }
        define(definition)
        scripts.append((text, definition.name, script))
      } catch {
        drop(text, error)
      }
    }
    for (text, name, script) in scripts {
      do {
        try check(script)
      } catch {
        workspace.definitions[name] = nil
        drop(text, error)
      }
    }
  }

  /// A command that a journal holds. A file is not trusted: it is one of these, and no more.
  private func call(
    _ command: String, oneOf names: Set<String>
  ) throws -> (script: Script, call: CommandCall) {
    let script = try Parser.parse(SourceText(command, name: .keptSession), signatures: signatures)
    guard script.body.statements.count == 1,
      case .command(let call)? = script.body.statements.first?.kind,
      names.contains(call.command.name)
    else { throw Problem.failed("a journal holds no such command", advice: nil) }
    try check(script)
    return (script, call)
  }

  /// Runs a command that made a watch or statistics over time, or, in an older journal, a
  /// stop.
  private func restore(_ command: String) throws {
    let (script, _) = try call(command, oneOf: ["stop", "watch", "stats"])
    try execute(script, given: [:])
  }

  /// Makes a stop anew, with the number that it had. Its commands run when training comes there.
  private func restore(_ record: SessionRecord.KeptStop) throws {
    let (script, call) = try call(record.command, oneOf: ["stop", Stop.onceName])
    let isTaken =
      record.number < 1 || workspace.stops.contains { $0.number == record.number }
    var stop = try Stop(
      number: isTaken ? workspace.stops.next : record.number,
      of: try Evaluator(host: self, source: script.source).prepare(call))
    stop.hits = record.hits
    workspace.stops.append(stop)
  }

  /// Tells what cannot be had again.
  private func restoring(_ command: String, _ body: () throws -> Void) {
    do {
      try body()
    } catch {
      let reason = Self.reason(of: error)
      output.emit(.warning("`\(command)` is not kept: \(reason)"))
    }
  }

  /// The training that a record tells of, to be gone on with.
  private func goal(of record: SessionRecord.Goal) throws -> TrainingGoal {
    let (script, call) = try call(record.command, oneOf: ["train"])
    let invocation = try Evaluator(host: self, source: script.source).prepare(call)
    return try TrainingGoal(of: invocation, keeping, until: record.iteration)
  }

  /// What a check or a command says, without the place in a text that nobody has typed.
  private static func reason(of error: any Error) -> String {
    (error as? Diagnostic)?.message ?? Problem(error).message
  }
}
