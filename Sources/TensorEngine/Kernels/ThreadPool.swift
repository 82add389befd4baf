import CVectorKernels
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Threads that share out numbered chunks of work.
///
/// How work is cut into chunks must depend on its size alone. Then each chunk computes the same
/// bits whichever thread takes it, and a result does not depend on the number of threads.
public final class ThreadPool: Sendable {
  /// The pool that every operation uses: `GANBOOK_THREADS` threads, all cores without it.
  public static let shared = ThreadPool()

  /// The calling thread included.
  private let threadCount: Atomic<Int>
  /// How many helper threads have been started so far.
  private let started = Mutex(0)

  /// The open job: its number in the upper half, how many chunks are left to take in the lower.
  private let ticket = Atomic<UInt64>(0)
  /// The chunks of the open job that are computed.
  private let finished = Atomic<Int>(0)
  /// The address of the open job's ``Job``.
  private let job = Atomic<UInt>(0)

  private let sleepers = Atomic<Int>(0)
  private let wake = WakeSignal()

  /// Serialises callers from different threads.
  private let caller = Mutex(())

  private struct Job { let body: (Int) -> Void }

  private init() {
    let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let wanted = getenv("GANBOOK_THREADS").flatMap { Int(String(cString: $0)) }
    threadCount = Atomic(min(max(wanted ?? cores, 1), 256))
  }

  /// The number of threads in use, from 1 to 256. Results do not depend on it.
  public var threads: Int {
    get { threadCount.load(ordering: .relaxed) }
    set { threadCount.store(min(max(newValue, 1), 256), ordering: .relaxed) }
  }

  /// Calls `body` once for every chunk of 0 ..< `chunks`, in no particular order, and returns when
  /// all are done. `body` must not call `run` again.
  package func run(chunks: Int, _ body: (Int) -> Void) {
    guard chunks > 0 else { return }
    let helpers = min(threads, chunks) - 1
    guard helpers > 0 else {
      for chunk in 0..<chunks { body(chunk) }
      return
    }
    start(helpers)
    caller.withLock { _ in
      withoutActuallyEscaping(body) { body in
        withUnsafePointer(to: Job(body: body)) { address in
          finished.store(0, ordering: .relaxed)
          job.store(UInt(bitPattern: address), ordering: .relaxed)
          let number = (ticket.load(ordering: .relaxed) >> 32) &+ 1
          ticket.store(number << 32 | UInt64(chunks), ordering: .sequentiallyConsistent)
          if sleepers.load(ordering: .sequentiallyConsistent) > 0 { wake.all() }
          takeChunks(of: number & 0xFFFF_FFFF)
          while finished.load(ordering: .acquiring) < chunks { vk_pause() }
        }
      }
    }
  }

  /// Takes and computes chunks of one job until none is left.
  private func takeChunks(of number: UInt64) {
    var seen = ticket.load(ordering: .acquiring)
    while seen >> 32 == number, seen & 0xFFFF_FFFF > 0 {
      let (taken, current) = ticket.weakCompareExchange(
        expected: seen, desired: seen - 1, ordering: .acquiringAndReleasing)
      if taken {
        // The job cannot end before this chunk does, so its address is good.
        let address = UnsafePointer<Job>(bitPattern: job.load(ordering: .relaxed))
        address?.pointee.body(Int((seen & 0xFFFF_FFFF) - 1))
        finished.add(1, ordering: .releasing)
        seen = ticket.load(ordering: .acquiring)
      } else {
        seen = current
      }
    }
  }

  private func start(_ helpers: Int) {
    started.withLock { started in
      while started < helpers {
        let worker = Worker(pool: self, index: started)
        var thread = pthread_t(bitPattern: 0)
        guard
          pthread_create(
            &thread, nil,
            { argument in
              #if canImport(Darwin)
                Unmanaged<Worker>.fromOpaque(argument).takeRetainedValue().loop()
              #else
                if let argument {
                  Unmanaged<Worker>.fromOpaque(argument).takeRetainedValue().loop()
                }
              #endif
              return nil
            }, Unmanaged.passRetained(worker).toOpaque()) == 0
        else { return }  // Fewer threads compute the same.
        started += 1
      }
    }
  }

  private final class Worker: Sendable {
    let pool: ThreadPool
    let index: Int
    init(pool: ThreadPool, index: Int) {
      self.pool = pool
      self.index = index
    }

    func loop() {
      blockSignals()
      var last: UInt64 = 0
      while true {
        last = pool.waitForJob(after: last)
        if index < pool.threads - 1 { pool.takeChunks(of: last) }
      }
    }

    /// Signals belong to the main thread, which knows what to do with them.
    private func blockSignals() {
      var all = sigset_t()
      sigfillset(&all)
      pthread_sigmask(SIG_BLOCK, &all, nil)
    }
  }

  /// Spins for about a tenth of a millisecond, the usual gap between two operations, then sleeps.
  private func waitForJob(after last: UInt64) -> UInt64 {
    for _ in 0..<4000 {
      let number = ticket.load(ordering: .acquiring) >> 32
      if number != last { return number }
      vk_pause()
    }
    return wake.wait { [self] announce in
      if announce { sleepers.add(1, ordering: .sequentiallyConsistent) }
      let number = ticket.load(ordering: .sequentiallyConsistent) >> 32
      if number == last { return nil }
      sleepers.subtract(1, ordering: .relaxed)
      return number
    }
  }
}

/// A condition that threads sleep on.
private final class WakeSignal: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  func all() {
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }

  /// Sleeps until `check` has a value. Its argument is true in the first call.
  func wait(_ check: (Bool) -> UInt64?) -> UInt64 {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    var first = true
    while true {
      if let value = check(first) { return value }
      first = false
      pthread_cond_wait(condition, mutex)
    }
  }
}
