import Language
import Notebook
import Platform

/// The notebook behind the prompt and the script modes.
final class NotebookRunner: CellRunner {
  let session: Session
  /// Whether a script has ended the session with `exit`.
  private(set) var hasEnded = false
  private let renderer: OutputRenderer
  private let watcher: SignalWatcher
  private let parameters: [String: String]

  init(
    session: Session, renderer: OutputRenderer, watcher: SignalWatcher,
    parameters: [String: String]
  ) {
    self.session = session
    self.renderer = renderer
    self.watcher = watcher
    self.parameters = parameters
  }

  // MARK: - Scripts

  func check(file: String) -> Int32 {
    guard let diagnostic = session.check(file: file, parameters: parameters) else {
      renderer.show(.text("\(file): no errors"))
      return code(of: .done)
    }
    renderer.show(diagnostic)
    return diagnostic.exitCode.rawValue
  }

  func run(file: String) -> Int32 {
    runScript { session.runFile(file, parameters: parameters, emit: $0) }
  }

  func run(argument text: String) -> Int32 {
    runScript { session.run(text, source: .argument, parameters: parameters, emit: $0) }
  }

  func runStandardInput() -> Int32 {
    guard let bytes = readStandardInput() else { return Language.ExitCode.file.rawValue }
    let source = SourceText(bytes: bytes, name: .standardInput)
    return runScript { session.run(source, parameters: parameters, emit: $0) }
  }

  /// The start-up script of interactive sessions. - Returns: an exit code where it ends the
  /// session.
  func runInitialisation(_ path: String) -> Int32? {
    guard access(path, F_OK) == 0 else { return nil }
    let outcome = run { session.runFile(path, emit: $0) }
    return outcome.endsSession ? code(of: outcome.exitCode) : nil
  }

  private func runScript(_ body: ((Output) -> Void) -> Outcome) -> Int32 {
    let outcome = run(body)
    hasEnded = outcome.endsSession
    if watcher.ending != nil || outcome.exitCode != .done && !hasEnded { keepRun() }
    return code(of: outcome.exitCode)
  }

  /// Keeps a training that no file has, and says where.
  func keepRun() {
    if let message = session.keeping.saveBeforeEnding() { renderer.warn(message) }
  }

  /// Keeps the run as it is, as somebody outside asks, and says where.
  func keepNow() {
    if let message = session.keeping.keepNow() { renderer.warn(message) }
  }

  /// Takes up the last session, or the one of a journal. - Returns: an exit code where there is
  /// none to take up.
  func resume(in folder: SessionsFolder, journal: String?) -> Int32? {
    let outcome = run { session.resume(in: folder, journal: journal, emit: $0) }
    // Where only its run could not be opened, the session is there to help itself.
    return session.journal == nil || watcher.ending != nil ? code(of: outcome.exitCode) : nil
  }

  /// The session's word, unless something came from outside.
  private func code(of exitCode: Language.ExitCode) -> Int32 {
    if let ending = watcher.ending { return 128 + ending }
    if exitCode == .done, renderer.failure != nil { return Language.ExitCode.file.rawValue }
    return exitCode.rawValue
  }

  /// Longer than any script, shorter than the memory.
  private static let inputLimit = 64 << 20

  private func readStandardInput() -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= Self.inputLimit {
      let count = Platform.read(STDIN_FILENO, &buffer, buffer.count)
      if count > 0 {
        bytes += buffer[..<count]
      } else if count == 0 {
        if let line = CanonicalInput.firstCutLine(of: bytes, from: STDIN_FILENO) {
          FileOutput(descriptor: STDERR_FILENO).write(
            "error: line \(line): \(CanonicalInput.explanation)\n")
          return nil
        }
        return bytes
      } else if errno != EINTR {
        let reason = String(cString: strerror(errno))
        FileOutput(descriptor: STDERR_FILENO).write(
          "error: standard input cannot be read: \(reason)\n")
        return nil
      }
    }
    FileOutput(descriptor: STDERR_FILENO).write(
      "error: standard input is longer than \(Self.inputLimit >> 20) MB; give a script as a file\n")
    return nil
  }

  // MARK: - Cells

  var cell: Int { session.cell }
  var line: String? { session.lineBeside }
  var hasUnsavedModel: Bool { session.hasUnsavedTraining }
  var repeatedText: String? { session.repeatedText }

  func run(_ text: String) -> Int32? {
    let outcome = watcher.withoutEcho { run { session.run(text, emit: $0) } }
    return outcome.endsSession ? code(of: outcome.exitCode) : nil
  }

  func complete(_ text: String, cursor: Int) -> CompletionList {
    session.completions(of: text, cursor: cursor)
  }

  func isUnfinished(_ text: String) -> Bool? { session.isUnfinished(text) }

  private func run(_ body: ((Output) -> Void) -> Outcome) -> Outcome {
    session.interrupt.clear()
    watcher.beginRun()
    defer { renderer.finish() }
    return body { [renderer] in renderer.show($0) }
  }
}
