import CEditLine
import Platform
import Synchronization

/// Receives the signals of the process on a thread of its own, through a pipe.
///
/// While a prompt waits, they become events for it; otherwise an interrupt asks the session to
/// stop.
final class SignalWatcher: Sendable {
  /// How the session is asked to stop what it runs.
  enum Stop: Sendable {
    case afterPhase
    /// A second interrupt soon after the first: the phase is given up.
    case now
    /// The process was asked to end.
    case ending
    /// Not at all: the run is to be kept, and to go on.
    case notButKeep
  }

  private struct State: Sendable {
    var promptIsWaiting = false
    var firstInterrupt: Int64?
    var ending: Int32?
    var wasInterrupted = false
    var echoIsOff = false
    /// The prompt has stopped the process and goes on by itself.
    var expectsContinue = false
  }

  /// The prompt's end of the pipe that events come through.
  let events: Int32
  private let eventSource: Int32
  private let signals: Int32
  private let state = Mutex(State())
  private let stop: @Sendable (Stop) -> Void

  /// Two interrupts within this time count as one demand, in nanoseconds.
  private static let secondInterrupt: Int64 = 2_000_000_000
  /// A process that was asked to end gives its phase up after the first time, and is ended after
  /// the second one, in tenths of a second.
  private static let phasePatience = 15
  private static let endingPatience = 100

  /// One at most in a process. nil where the system has no pipe left.
  init?(stop: @escaping @Sendable (Stop) -> Void) {
    signals = signal_pipe_open()
    var ends: [Int32] = [-1, -1]
    guard signals >= 0, pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    (events, eventSource) = (ends[0], ends[1])
    self.stop = stop
    // A file that reaches the limit of `ulimit -f` is seen by the write that fails.
    signal(SIGXFSZ, SIG_IGN)
    // The second line is what batch systems send before a limit: Grid Engine USR1 (`s_rt`, and
    // before a suspension) and XCPU (`s_cpu`), LSF and Grid Engine's `-notify` USR2, Slurm whatever
    // `--signal` says, https://manpages.ubuntu.com/manpages/noble/man5/sge_queue_conf.5.html,
    // https://www.ibm.com/docs/en/spectrum-lsf/10.1.0, https://slurm.schedmd.com/sbatch.html .
    for number in [
      SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH, SIGALRM,
      SIGUSR1, SIGXCPU, SIGUSR2,
    ] {
      _ = signal_pipe_watch(number)
    }
    startThread { [self] in watch() }
  }

  // MARK: - For the main thread

  /// The signal that asks the process to end, once one has come.
  var ending: Int32? { state.withLock { $0.ending } }

  /// Whether an interrupt came since the last `beginRun`.
  var wasInterrupted: Bool { state.withLock { $0.wasInterrupted } }

  func beginRun() {
    state.withLock {
      $0.firstInterrupt = nil
      $0.wasInterrupted = false
    }
  }

  /// Runs `body` while signals become events for the prompt.
  func whilePrompting<Result>(_ body: () -> Result) -> Result {
    let ending = state.withLock { state -> Int32? in
      state.promptIsWaiting = true
      return state.ending
    }
    if ending != nil { send(.terminate) }
    defer {
      state.withLock { $0.promptIsWaiting = false }
      dropEvents()
    }
    return body()
  }

  /// Runs `body` without showing what is typed meanwhile, which would break the live line.
  func withoutEcho<Result>(_ body: () -> Result) -> Result {
    state.withLock { $0.echoIsOff = true }
    terminal_guard_set_echo(false)
    defer {
      state.withLock { $0.echoIsOff = false }
      terminal_guard_set_echo(true)
    }
    return body()
  }

  /// Stops the process, as Ctrl-Z without Ganbook would, until it is continued.
  func stopProcess() {
    state.withLock { $0.expectsContinue = true }
    signal_pipe_deliver(SIGTSTP)
  }

  private func dropEvents() {
    var waited = pollfd(fd: events, events: Int16(POLLIN), revents: 0)
    var byte: UInt8 = 0
    while poll(&waited, 1, 0) == 1, read(events, &byte, 1) == 1 {}
  }

  // MARK: - On the watcher's thread

  private func watch() {
    while true {
      var byte: UInt8 = 0
      if read(signals, &byte, 1) == 1 { receive(Int32(byte)) }
    }
  }

  private func receive(_ number: Int32) {
    let prompting = state.withLock { $0.promptIsWaiting }
    switch number {
    case SIGINT:
      if prompting { send(.interrupt) } else { interrupt() }
    case SIGTSTP:
      if prompting { send(.suspend) } else { suspendRun() }
    case SIGWINCH:
      if prompting { send(.resize) }
    case SIGCONT:
      // Stopped from outside: the shell has given the terminal its own modes meanwhile.
      let (expected, isQuiet) = state.withLock { state in
        defer { state.expectsContinue = false }
        return (state.expectsContinue, state.echoIsOff)
      }
      if prompting, !expected { send(.resume) }
      if isQuiet { terminal_guard_set_echo(false) }
    case SIGUSR2:
      if prompting { send(.keep) } else { stop(.notButKeep) }
    case SIGQUIT where ending != nil:
      // Whoever does not want to wait.
      Self.quit()
    default:
      end(by: number)
    }
  }

  private func interrupt() {
    let now = Self.now()
    let stop = state.withLock { state -> Stop in
      state.wasInterrupted = true
      if let first = state.firstInterrupt, now - first < Self.secondInterrupt { return .now }
      state.firstInterrupt = now
      return .afterPhase
    }
    self.stop(stop)
  }

  /// Ends the process as the signal does where nobody catches it, with a core dump where those are
  /// on.
  static func quit() {
    terminal_guard_restore()
    signal_pipe_deliver(SIGQUIT)
  }

  private func suspendRun() {
    if state.withLock({ $0.echoIsOff }) { terminal_guard_set_echo(true) }
    signal_pipe_deliver(SIGTSTP)
  }

  private func end(by number: Int32) {
    let prompting = state.withLock { state in
      state.ending = state.ending ?? number
      return state.promptIsWaiting
    }
    if prompting { send(.terminate) }
    stop(.ending)
    startThread { [self] in
      for tenth in 0..<Self.endingPatience {
        usleep(100_000)
        if tenth == Self.phasePatience { stop(.now) }
      }
      terminal_guard_restore()
      FileOutput(descriptor: STDERR_FILENO).write(
        "error: what was running did not stop in time; the run was not kept\n")
      _exit(128 + number)
    }
  }

  private func send(_ event: PromptEvent) {
    var byte = event.rawValue
    _ = Platform.write(eventSource, &byte, 1)
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

/// A detached thread; plain, since Foundation's takes longer to load than the prompt may take to
/// appear.
private func startThread(_ body: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  let box = Unmanaged.passRetained(Box(body))
  #if os(Linux)
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, box.toOpaque())
    if status == 0 { pthread_detach(thread) } else { box.release() }
  #else
    var thread: pthread_t?
    let status = pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, box.toOpaque())
    if status == 0, let thread { pthread_detach(thread) } else { box.release() }
  #endif
}
