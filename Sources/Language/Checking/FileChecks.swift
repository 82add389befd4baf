/// The scripts that a check comes by: each is read once, and none may run itself.
struct FileChecks {
  private var scripts: [String: Script] = [:]
  private var running: [String]
  private var finished: Set<String> = []

  init(running: [String]) { self.running = running }

  mutating func script(
    at path: String, signatures: Signatures
  ) throws(Checker.Finding) -> Script {
    guard !running.contains(path) else {
      throw .here(Fault(.runsItself(path: path), at: 0..<0))
    }
    if let script = scripts[path] { return script }
    let source: SourceText
    do {
      source = SourceText(bytes: try ScriptFile.readAgain(path), name: .file(path))
    } catch {
      throw .here(Fault(error, at: 0..<0))
    }
    do {
      let script = try Parser.parse(source, signatures: signatures)
      scripts[path] = script
      return script
    } catch {
      throw .elsewhere(
        Diagnostic(error, in: source, exitCode: error.problem.exitCodeOfCheck))
    }
  }

  /// - Returns: false where the script has been checked before.
  mutating func begin(_ path: String) -> Bool {
    guard !finished.contains(path) else { return false }
    running.append(path)
    return true
  }

  mutating func end(_ path: String) {
    running.removeAll { $0 == path }
    finished.insert(path)
  }
}
