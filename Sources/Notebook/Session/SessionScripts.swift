import Language

extension Session {
  /// Scripts that run scripts: more levels are a loop through links.
  private static let deepestScripts = 20

  /// Parses and checks a script without running it.
  ///
  /// - Returns: what is wrong with it; nil where nothing is.
  package func check(file path: String, parameters: [String: String] = [:]) -> Diagnostic? {
    let source: SourceText
    do {
      source = SourceText(bytes: try ScriptFile.read(path), name: .file(path))
    } catch {
      return Self.commandLine(error, path)
    }
    do {
      let script = try Parser.parse(source, signatures: signatures)
      _ = try Self.values(parameters, of: script)
      try check(script)
      return nil
    } catch let diagnostic as Diagnostic {
      return diagnostic
    } catch let fault as Fault {
      return Diagnostic(fault, in: source, exitCode: fault.problem.exitCodeOfCheck)
    } catch {
      return Diagnostic(Fault(Problem(error), at: 0..<0), in: source, exitCode: .usage)
    }
  }

  func check(_ script: Script) throws(Diagnostic) {
    var scope = Scope(
      variables: workspace.variables.mapValues(\.kind), defined: workspace.definedKinds,
      definitions: workspace.definitions, objects: model?.kind.name)
    // What the commands of stops assign may come at any time.
    for name in workspace.stops.flatMap({ $0.assignedNames }) { scope.widen(name, .any) }
    try Checker.check(
      script, host: self, scope: scope,
      running: script.source.name.path.map { [$0] } ?? text.scripts)
  }

  /// The path of a script: one that a script names is relative to that script's folder.
  package func resolveScript(_ path: String, from name: SourceName) -> String {
    guard !path.hasPrefix("/"), !path.hasPrefix("~"), let outer = name.path else {
      return surroundings.resolve(path)
    }
    guard let slash = outer.lastIndex(of: "/") else { return path }
    return outer[...slash] + path
  }

  /// An error in what stands on the command line after `ganbook`.
  static func commandLine(_ problem: Problem, _ word: String) -> Diagnostic {
    Diagnostic(
      Fault(problem, at: 0..<word.utf8.count), in: SourceText(word, name: .commandLine),
      exitCode: problem.exitCodeOfCheck)
  }

  static func values(
    _ parameters: [String: String], of script: Script
  ) throws(Diagnostic) -> [String: Value] {
    var values: [String: Value] = [:]
    for (name, text) in parameters.sorted(by: { $0.key < $1.key }) {
      do {
        let parameter = try script.parameter(named: name, path: "\(script.source.name)")
        values[name] = try parameter.value(of: text)
      } catch {
        let isName = if case .unknownScriptParameter = error { true } else { false }
        let start = isName ? 0 : name.utf8.count + 1
        let range = isName ? 0..<name.utf8.count : start..<start + text.utf8.count
        throw Diagnostic(
          Fault(error, at: range), in: SourceText("\(name)=\(text)", name: .commandLine),
          exitCode: .usage)
      }
    }
    return values
  }

  /// Reads, parses and checks a script that is run from another text.
  package func loadScript(_ path: String) throws -> Script {
    guard !text.scripts.contains(path) else { throw Problem.runsItself(path: path) }
    guard text.scripts.count < Self.deepestScripts else {
      throw Problem.nestedTooDeeply(limit: Self.deepestScripts)
    }
    let source = SourceText(bytes: try ScriptFile.readAgain(path), name: .file(path))
    do {
      let script = try Parser.parse(source, signatures: signatures)
      try check(script)
      return script
    } catch let fault as Fault {
      throw Diagnostic(fault, in: source, exitCode: .runTimeError)
    }
  }
}
