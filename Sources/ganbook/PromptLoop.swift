import Language
import Notebook
import Platform

/// What the prompt needs of a notebook.
protocol CellRunner: AnyObject {
  /// The number of the cell that runs next.
  var cell: Int { get }
  /// The line of the run, where it is not the one that a run begins with.
  var line: String? { get }
  /// Whether leaving now would lose a trained model.
  var hasUnsavedModel: Bool { get }
  /// Runs a cell and shows what it gives. - Returns: the exit code where the cell ends the session.
  func run(_ text: String) -> Int32?
  /// What an empty line does again; nil for nothing.
  var repeatedText: String? { get }
  /// Keeps the run as it is now, and says where.
  func keepNow()
  func complete(_ text: String, cursor: Int) -> CompletionList
  /// Whether a block that is being typed goes on; nil where something else is wrong with it.
  func isUnfinished(_ text: String) -> Bool?
}

/// The conversation at a terminal: prompt, cell, outputs, and again.
final class PromptLoop {
  private let runner: any CellRunner
  private let watcher: SignalWatcher
  private let terminal: Terminal
  private let environment: [String: String]
  /// What was typed while something else read the terminal.
  private let typedAhead: () -> [UInt8]
  private var historyFile: HistoryFile?
  /// Whether lines are edited here, once that is known.
  private(set) var editsLines: Bool?

  init(
    runner: any CellRunner, watcher: SignalWatcher, terminal: Terminal,
    environment: [String: String], typedAhead: @escaping () -> [UInt8]
  ) {
    self.typedAhead = typedAhead
    self.runner = runner
    self.watcher = watcher
    self.terminal = terminal
    self.environment = environment
    historyFile = HistoryFile.standard(environment: environment)
  }

  /// - Returns: the exit code of the process.
  func run() -> Int32 {
    let entries = loadHistory()
    let editor = makeEditor(entries: entries)
    editsLines = editor != nil
    let plain = PlainLineReader(
      events: watcher.events, isComplete: { [self] in isComplete($0) },
      suspend: { [watcher] in watcher.stopProcess() }, keep: { [runner] in runner.keepNow() })
    while true {
      let prompt = "gan:\(runner.cell)\(runner.line.map { " \($0)" } ?? "")> "
      let ahead = typedAhead()
      if let editor { editor.reader.push(bytes: ahead) } else { plain.push(bytes: ahead) }
      let result = watcher.whilePrompting {
        editor?.read(prompt: prompt, emphasis: emphasis)
          ?? plain.read(prompt: prompt, continuation: String(repeating: " ", count: prompt.count))
      }
      switch result {
      case .cancelled:
        continue
      case .terminated:
        return 128 + (watcher.ending ?? SIGHUP)
      case .endOfInput:
        if let ending = watcher.ending { return 128 + ending }
        if mayLeave(plain) { return 0 }
      case .block(let typed):
        let isEmpty = typed.allSatisfy(\.isWhitespace)
        guard let block = isEmpty ? runner.repeatedText : typed else { continue }
        if !isEmpty { remember(block, in: editor) }
        let code = runner.run(block)
        if let ending = watcher.ending { return 128 + ending }
        // `exit` asks as Ctrl-D does; after a no the session goes on.
        if let code, mayLeave(plain) { return code }
      }
    }
  }

  private var emphasis: (on: String, off: String) {
    terminal.hasColour ? ("\u{1B}[1m", "\u{1B}[0m") : ("", "")
  }

  private func makeEditor(entries: [String]) -> LineEditor? {
    guard !terminal.isDumb else { return nil }
    let editrc = environment["EDITRC"] ?? environment["HOME"].map { $0 + "/.editrc" }
    let host = LineEditor.Host(
      complete: { [runner] in runner.complete($0, cursor: $1) },
      isComplete: { [self] in isComplete($0) },
      suspend: { [watcher] in watcher.stopProcess() },
      keep: { [runner] in runner.keepNow() },
      columns: { Terminal.columns })
    return LineEditor(
      events: watcher.events, history: HistoryNavigation(entries: entries), editrc: editrc,
      host: host)
  }

  private func isComplete(_ text: String) -> Bool {
    runner.isUnfinished(text).map(!) ?? BlockCompleteness.isComplete(text)
  }

  private func mayLeave(_ plain: PlainLineReader) -> Bool {
    guard runner.hasUnsavedModel else { return true }
    let question = "The model is not saved (`save FILE` does). Leave all the same? [y/N] "
    switch watcher.whilePrompting({ plain.readLine(prompt: question) }) {
    case .block(let answer): return answer.lowercased().hasPrefix("y")
    case .endOfInput, .terminated: return true
    case .cancelled: return false
    }
  }

  // MARK: - History

  private func loadHistory() -> [String] {
    do {
      return try historyFile?.load() ?? []
    } catch {
      giveUpHistory(error)
      return []
    }
  }

  /// One entry for the block; none for a block that begins with a space.
  private func remember(_ block: String, in editor: LineEditor?) {
    guard !block.hasPrefix(" "), editor?.remember(block) ?? true else { return }
    do {
      try historyFile?.append(block)
    } catch {
      giveUpHistory(error)
    }
  }

  private func giveUpHistory(_ failure: HistoryFile.Failure) {
    historyFile = nil
    guard case .unavailable(let path, let reason) = failure else { return }
    FileOutput(descriptor: STDERR_FILENO).write(
      "warning: no history is kept: \(path): \(reason)\n")
  }
}
