import CEditLine
import Language
import Notebook
import Platform

/// Reads blocks from the terminal through libedit, with its keys, the user's ~/.editrc, history and
/// completion.
///
/// Lives on the thread that reads. A block is edited as one: Enter puts a new line in while a
/// bracket is open, and a recalled block comes back with all its lines.
final class LineEditor {
  enum Result: Equatable {
    case block(String)
    /// Ctrl-C: the line is gone.
    case cancelled
    case endOfInput
    /// The process is asked to leave.
    case terminated
  }

  /// What the editor asks its host while a line is edited.
  struct Host {
    /// Completions of the text before the cursor.
    var complete: (_ text: String, _ cursor: Int) -> CompletionList = { _, _ in .none }
    /// Whether a block is finished, so that Enter runs it.
    var isComplete: (_ text: String) -> Bool = BlockCompleteness.isComplete
    /// Stops the process until it is continued; the terminal has its usual modes.
    var suspend: () -> Void = {}
    /// Keeps the run, and may say something; the terminal has its usual modes.
    var keep: () -> Void = {}
    /// The number of columns of the terminal now.
    var columns: () -> Int = { 80 }
  }

  var history: HistoryNavigation
  var killed = KillBuffer()
  var undoList = UndoList()
  var lastWords = LastWords()
  let reader: InputReader
  var columns: Int
  var host: Host
  var promptWidth = 0
  /// Where the cursor goes back to when the completions have been listed.
  var listing: (lines: [String], cursor: Int)?
  private(set) var editor: OpaquePointer?
  private var outcome = Result.endOfInput
  private var isCancelled = false
  private var cancelKeys = 0

  /// nil where libedit cannot drive this terminal or ~/.editrc says `edit off`.
  init?(events: Int32, history: HistoryNavigation, editrc: String?, host: Host) {
    let source = editrc.flatMap(Self.contents) ?? ""
    reader = InputReader(
      input: STDIN_FILENO, events: events,
      decoder: KeySequenceDecoder(reserved: KeySequenceDecoder.sequences(boundIn: source)))
    self.history = history
    self.host = host
    columns = host.columns()
    editor = ceditor_create(
      Unmanaged.passUnretained(self).toOpaque(), readForEditor, runForEditor)
    guard let editor else { return nil }
    for command in Command.allCases { add(command) }
    // Twice: the first time for `bind -v` and the other settings, the second for the user's keys,
    // which go over ours.
    if let editrc, !source.isEmpty { _ = ceditor_source(editor, editrc) }
    guard ceditor_is_enabled(editor) else { return nil }
    bindKeys(vi: ceditor_uses_vi(editor))
    if let editrc, !source.isEmpty { _ = ceditor_source_bindings(editor, editrc) }
    bindOwnKeys()
    ceditor_history_limit(editor, 10_000)
    for entry in history.entries { enter(entry) }
  }

  deinit { ceditor_destroy(editor) }

  private static func contents(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&buffer, 1, buffer.count, file)
    return String(decoding: buffer[..<count], as: UTF8.self)
  }

  /// - Parameter emphasis: control sequences that switch the prompt's style on and off; both empty
  ///   for none.
  func read(prompt: String, emphasis: (on: String, off: String)) -> Result {
    guard let editor else { return .endOfInput }
    // The last character stays outside: libedit loses a sequence at the very end of a prompt.
    var drawn = prompt
    if !emphasis.on.isEmpty {
      let body = prompt.dropLast()
      let last = prompt.suffix(1)
      drawn = "\u{1}\(emphasis.on)\u{1}\(body)\u{1}\(emphasis.off)\u{1}\(last)"
    }
    promptWidth = ScreenLayout.width(of: prompt)
    guard ceditor_set_prompt(editor, WideText.terminated(drawn), 1) else { return .endOfInput }
    outcome = .endOfInput
    isCancelled = false
    cancelKeys = 0
    undoList = UndoList()
    takeSizeOver()
    // libedit itself would first draw the prompt: what is typed at once would be echoed by the
    // terminal.
    ceditor_prepare_terminal(editor, true)
    reader.beginLine()
    setBracketedPaste(true)
    var count: Int32 = 0
    let line = ceditor_read_line(editor, &count)
    setBracketedPaste(false)
    guard let line, count > 0 else {
      if outcome == .endOfInput || outcome == .terminated { writeToTerminal("\n") }
      return outcome
    }
    if isCancelled { return .cancelled }
    let text = UnsafeBufferPointer(start: line, count: Int(count))
    return .block(PastedText.cleaned(WideText.string(text).trimmingLastNewline))
  }

  /// Adds a block to what Up and the searches find. - Returns: false for a repetition.
  func remember(_ block: String) -> Bool {
    guard history.append(block) else { return false }
    enter(block)
    return true
  }

  private func enter(_ entry: String) {
    guard let editor else { return }
    ceditor_history_enter(editor, WideText.terminated(entry))
  }

  // MARK: - Called by libedit

  fileprivate func readCharacter(_ character: UnsafeMutablePointer<wchar_t>) -> Int32 {
    withLine { undoList.note($0, cursor: $1) }
    while true {
      if isCancelled {
        // Enter, whatever is going on: a search ends with the first, a quoted character is the
        // first. A bound, in case the keys mean something else altogether.
        cancelKeys += 1
        guard cancelKeys < 8 else {
          outcome = .cancelled
          errno = EINTR
          return -1
        }
        character.pointee = Key.accept.character
        return 1
      }
      switch reader.next() {
      case .character(let next):
        character.pointee = next
        return 1
      case .endOfInput:
        // No key does this while lines are edited: the terminal has gone.
        outcome = .terminated
        return 0
      case .event(.interrupt):
        reader.discard()
        isCancelled = true
      case .event(.resize):
        reader.push(.resize)
      case .event(.suspend):
        leaveTerminal(host.suspend)
      case .event(.keep):
        leaveTerminal(host.keep)
      case .event(.resume):
        resume()
      case .event(.terminate):
        outcome = .terminated
        errno = EINTR
        return -1
      }
    }
  }

  /// Gives the terminal up while `body` runs, below the line, and draws the line again after it.
  private func leaveTerminal(_ body: () -> Void) {
    guard let editor else { return }
    setBracketedPaste(false)
    ceditor_prepare_terminal(editor, false)
    writeToTerminal("\r\n")
    body()
    resume()
  }

  /// Takes the terminal again, after someone else had it.
  private func resume() {
    guard let editor else { return }
    // libedit does nothing where it believes the modes to be in force already.
    ceditor_prepare_terminal(editor, false)
    ceditor_prepare_terminal(editor, true)
    setBracketedPaste(true)
    takeSizeOver()
    writeToTerminal("\r")
    ceditor_redraw(editor)
  }

  func takeSizeOver() {
    guard let editor else { return }
    columns = host.columns()
    ceditor_resize(editor)
  }
}

extension String {
  /// Without one newline at the end.
  fileprivate var trimmingLastNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}

private func readForEditor(
  _ context: UnsafeMutableRawPointer?, _ character: UnsafeMutablePointer<wchar_t>?
) -> Int32 {
  guard let context, let character else { return 0 }
  return Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue().readCharacter(character)
}

private func runForEditor(
  _ context: UnsafeMutableRawPointer?, _ number: Int32, _ key: wchar_t
) -> Int32 {
  guard let context, let command = LineEditor.Command(rawValue: Int(number)) else { return 0 }
  return Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue().run(command)
}
