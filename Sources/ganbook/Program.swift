import CEditLine

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// From arguments to exit code.
enum Program {
  static func run(_ words: [String]) -> Int32 {
    let arguments: ProgramArguments
    let mode: ProgramArguments.Mode
    let parameters: [ProgramArguments.Parameter]
    do {
      arguments = try ProgramArguments.parse(words)
      (mode, parameters) = try arguments.resolved()
    } catch {
      return explain(error)
    }
    Locale.adopt()
    let environment = self.environment
    let terminal = Terminal(environment: environment)
    terminal_guard_install(terminal.inputIsTerminal ? STDIN_FILENO : -1)
    let interrupt = Interrupt()
    guard let watcher = SignalWatcher(stop: { interrupt.request($0) }) else {
      FileOutput(descriptor: STDERR_FILENO).write(
        "error: the system has no pipe left for signals\n")
      return ExitCode.bug
    }
    let talks = terminal.isInteractive && !arguments.quiet
    let runner = NotebookRunner(
      terminal: terminal, talks: talks, watcher: watcher, interrupt: interrupt,
      environment: environment, parameters: parameters)
    func prompt() -> Int32 {
      PromptLoop(runner: runner, watcher: watcher, terminal: terminal, environment: environment)
        .run()
    }
    switch mode {
    case .check(let file): return runner.check(file: file)
    case .file(let file): return runner.run(file: file)
    case .text(let text): return runner.run(script: text, name: "-c")
    case .standardInput: return runner.runStandardInput()
    case .prompt:
      guard talks else { return runner.runStandardInput() }
      runner.showBanner()
      if !arguments.noInit, let code = runner.runInitialisation() { return code }
      return prompt()
    case .stay(let file):
      if talks, !arguments.noInit, let code = runner.runInitialisation() { return code }
      let code = runner.run(file: file)
      // An error leaves the session as it is, to be looked into.
      guard talks, !runner.hasEnded else { return code }
      return prompt()
    }
  }

  private static var environment: [String: String] {
    var values: [String: String] = [:]
    for name in [
      "HOME", "TERM", "NO_COLOR", "EDITRC", "COLORTERM", "TERM_PROGRAM", "LC_ALL", "LC_CTYPE",
      "LANG",
      "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME",
    ] {
      if let value = getenv(name) { values[name] = String(cString: value) }
    }
    return values
  }

  /// The help that was asked for, or what is wrong with the arguments.
  private static func explain(_ error: any Error) -> Int32 {
    guard ProgramArguments.exitCode(for: error).rawValue != 0 else {
      FileOutput(descriptor: STDOUT_FILENO).write(ProgramArguments.fullMessage(for: error) + "\n")
      return ExitCode.done
    }
    FileOutput(descriptor: STDERR_FILENO).write(
      """
      error: \(ProgramArguments.message(for: error))
      usage: ganbook [--quiet] [--no-init] [FILE | -c TEXT | - | -i FILE | check FILE] [name=value ...]      \
      (ganbook --help)

      """)
    return ExitCode.usage
  }
}
