/// The scripts that a check comes by: each is read once, and none may run itself.
struct FileChecks {
  private var scripts: [String: Script] = [:]
  private var running: [String]
  private var finished: Set<String> = []

  /// The path for the system of one that a text names.
  let resolve: (_ path: String, _ from: SourceName) -> String

  init(running: [String], resolve: @escaping (String, SourceName) -> String) {
    self.running = running
    self.resolve = resolve
  }

  mutating func script(
    at path: String, registry: Registry
  ) throws(Checker.Finding) -> Script {
    guard !running.contains(path) else {
      throw .here(Fault(.runsItself(path: path), at: 0..<0))
    }
    if let script = scripts[path] { return script }
    let source: SourceText
    do {
      source = SourceText(bytes: try ScriptFile.read(path), name: .file(path))
    } catch {
      throw .here(Fault(error, at: 0..<0))
    }
    do {
      let script = try Parser.parse(source, registry: registry)
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
