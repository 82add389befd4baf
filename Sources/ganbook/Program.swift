import CEditLine
import Language
import Notebook
import Platform
import TensorEngine

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// From arguments to exit code.
enum Program {
  static func run(_ words: [String]) -> Int32 {
    // A reader that has gone is seen by the write that fails.
    signal(SIGPIPE, SIG_IGN)
    let arguments: ProgramArguments
    let mode: ProgramArguments.Mode
    let parameters: [String: String]
    do {
      arguments = try ProgramArguments.parse(words)
      (mode, parameters) = try arguments.resolved()
    } catch {
      return explain(error)
    }
    Locale.adopt()
    let environment = ProcessInfo.processInfo.environment
    do {
      _ = try ThreadBudget.requested()
    } catch {
      return fail("\(error)", .usage)
    }
    let terminal = Terminal(environment: environment)
    terminal_guard_install(terminal.inputIsTerminal ? STDIN_FILENO : -1)
    let interrupt = InterruptFlag()
    guard
      let watcher = SignalWatcher(stop: { stop in
        switch stop {
        case .afterPhase: interrupt.set()
        case .now: interrupt.abandon()
        case .ending: interrupt.end()
        case .notButKeep: interrupt.askForCheckpoint()
        }
      })
    else {
      return fail("the system has no pipe left for signals")
    }
    let dialogue = TerminalDialogue(terminal: terminal, environment: environment)
    let channel = PictureChannel(environment: environment, dialogue: dialogue)
    let renderer = OutputRenderer(
      terminal: terminal, environment: environment, isQuiet: arguments.quiet, channel: channel)
    let session = Session(environment: environment, interrupt: interrupt)
    renderer.pictures = { session.workspace.settings.pictures }
    if terminal.outputIsTerminal, !arguments.quiet {
      session.surroundings.pictureDelivery = { channel.askAgain($0) }
    }
    let runner = NotebookRunner(
      session: session, renderer: renderer, watcher: watcher, parameters: parameters)
    let isConversation = terminal.isInteractive && !arguments.quiet
    dialogue.hasReader = isConversation && mode.hasPrompt

    let loop = PromptLoop(
      runner: runner, watcher: watcher, terminal: terminal, environment: environment,
      typedAhead: dialogue.takeTypedAhead)
    session.surroundings.report = {
      TerminalFacts.rows(terminal: terminal, environment: environment, canEdit: loop.editsLines)
    }

    let sessions = UserFolders(environment: environment).state.map {
      SessionsFolder(path: $0 + "/sessions")
    }
    session.keeping.sessions = sessions
    /// A conversation is written down from its first cell on, a script from its first run on.
    func writeDown(fromTheFirstCell: Bool) {
      guard session.journal == nil else { return }
      session.journal = sessions.map { Journal(in: $0, isWorthItAtOnce: fromTheFirstCell) }
    }
    func converse() -> Int32 {
      session.isInteractive = true
      writeDown(fromTheFirstCell: true)
      let code = loop.run()
      if watcher.ending != nil { runner.keepRun() }
      return code
    }
    func script(_ run: () -> Int32) -> Int32 {
      writeDown(fromTheFirstCell: false)
      return run()
    }
    func initialise() -> Int32? {
      guard !arguments.noInit, let folder = UserFolders(environment: environment).configuration
      else { return nil }
      return runner.runInitialisation(folder + "/init.gan")
    }

    func perform() -> Int32 {
      switch mode {
      case .check(let file): return runner.check(file: file)
      case .file(let file): return script { runner.run(file: file) }
      case .text(let text): return script { runner.run(argument: text) }
      case .standardInput: return script { runner.runStandardInput() }
      case .prompt:
        guard isConversation else { return script { runner.runStandardInput() } }
        greet()
        return initialise() ?? converse()
      case .resume(let journal):
        guard let sessions else { return fail("HOME is not set, so there are no sessions", .file) }
        if isConversation {
          greet()
          if let code = initialise() { return code }
        }
        if let code = runner.resume(in: sessions, journal: journal) { return code }
        return isConversation ? converse() : runner.runStandardInput()
      case .stay(let file):
        if isConversation, let code = initialise() { return code }
        writeDown(fromTheFirstCell: isConversation)
        let code = runner.run(file: file)
        // An error leaves the session as it is, to be looked into.
        guard isConversation, !runner.hasEnded, watcher.ending == nil else { return code }
        return converse()
      }
    }

    let code = perform()
    // Only now that everything is kept.
    if watcher.ending == SIGQUIT { SignalWatcher.quit() }
    return code
  }

  private static let banner = """
    Ganbook \(ProgramArguments.version): labelled GANs, step by step
    `demo` shows digits being learned, `help` lists the commands, Ctrl-D leaves

    """

  private static func greet() {
    writeToTerminal(WordWrap.text(banner, columns: max(Terminal.columns - 1, 1)))
  }

  private static func fail(_ message: String, _ code: Language.ExitCode = .bug) -> Int32 {
    FileOutput(descriptor: STDERR_FILENO).write("error: \(message)\n")
    return code.rawValue
  }

  /// The help that was asked for, or what is wrong with the arguments.
  private static func explain(_ error: any Error) -> Int32 {
    guard ProgramArguments.exitCode(for: error).rawValue != 0 else {
      FileOutput(descriptor: STDOUT_FILENO).write(ProgramArguments.fullMessage(for: error) + "\n")
      return ExitCode.done.rawValue
    }
    FileOutput(descriptor: STDERR_FILENO).write(
      """
      error: \(ProgramArguments.message(for: error))
      usage: ganbook [--quiet] [--no-init] [FILE | -c TEXT | - | -i FILE | check FILE | resume] [name=value ...]\
            (ganbook --help)

      """)
    return ExitCode.usage.rawValue
  }
}
