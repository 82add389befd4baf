#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The notebook behind the prompt and the script modes.
final class NotebookRunner: CellRunner {
  private(set) var cell = 1
  let hasUnsavedModel = false
  private(set) var hasEnded = false
  private let watcher: SignalWatcher

  init(
    terminal: Terminal, talks: Bool, watcher: SignalWatcher, interrupt: Interrupt,
    environment: [String: String], parameters: [ProgramArguments.Parameter]
  ) {
    self.watcher = watcher
  }

  func showBanner() {
    writeToTerminal(
      """
      Ganbook \(ProgramArguments.version): labelled GANs, step by step
      `help` lists the commands, `demo` shows them at work, Ctrl-D leaves

      """)
  }

  func runInitialisation() -> Int32? { nil }
  func check(file: String) -> Int32 { refuse() }
  func run(file: String) -> Int32 { refuse() }
  func run(script: String, name: String) -> Int32 { refuse() }
  func runStandardInput() -> Int32 { refuse() }

  func run(_ text: String) -> Int32? {
    cell += 1
    if text == "exit" { return ExitCode.done }
    _ = refuse()
    return nil
  }

  func complete(_ text: String, cursor: Int) -> Completions { .none }

  private func refuse() -> Int32 {
    FileOutput(descriptor: STDERR_FILENO).write("error: this build knows no commands yet\n")
    return ExitCode.bug
  }
}
