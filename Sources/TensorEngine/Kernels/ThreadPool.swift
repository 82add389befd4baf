import CVectorKernels
import Platform
import Synchronization

/// Threads that share out numbered chunks of work.
///
/// How work is cut into chunks must depend on its size alone. Then each chunk computes the same
/// bits whichever thread takes it, and a result does not depend on the number of threads.
public final class ThreadPool: Sendable {
  /// The pool that every operation uses: `GANBOOK_THREADS` threads, without it as many as the process
  /// may use processors, see ``ThreadBudget``.
  public static let shared = ThreadPool()

  /// The calling thread included.
  private let threadCount: Atomic<Int>
  /// How many helper threads have been started so far.
  private let started = Mutex(0)

  /// The open job: its number in the upper half, how many threads share it in the lower.
  private let announcement = Atomic<UInt64>(0)
  /// For each thread the chunks of its share that are left to take: the job's number in the upper
  /// half, how many in the lower.
  private let shares = (0..<ThreadPool.mostThreads).map { _ in Share() }
  /// The chunks of the open job that are computed.
  private let finished = Atomic<Int>(0)
  /// The address of the open job's ``Job``.
  private let job = Atomic<UInt>(0)

  private static let mostThreads = ThreadBudget.mostThreads
  private final class Share: Sendable { let left = Atomic<UInt64>(0) }

  /// How many helpers sleep until there is a job.
  package let sleepers = Atomic<Int>(0)
  private let wake = WakeSignal()
  /// Whether the caller sleeps until all chunks of its job are computed.
  private let callerSleeps = Atomic<Bool>(false)
  private let completion = WakeSignal()

  /// Serialises callers from different threads.
  private let caller = Mutex(())

  private struct Job {
    let chunks: Int
    let threads: Int
    let body: (Int) -> Void

    /// Where a thread's share begins.
    func start(ofShare thread: Int) -> Int { chunks * thread / threads }
  }

  private init() {
    // What is no number is for the program to refuse, before anything is computed.
    let wanted = try? ThreadBudget.requested()
    threadCount = Atomic(wanted ?? ThreadBudget.ofProcess.threads)
  }

  /// The instruction set that the kernels use: `AVX-512`, `AVX2`, `NEON` or `baseline`.
  public static var instructionSet: String { String(cString: vk_instruction_set()) }

  /// The number of threads in use, from 1 to 256. Results do not depend on it.
  public var threads: Int {
    get { threadCount.load(ordering: .relaxed) }
    set { threadCount.store(min(max(newValue, 1), Self.mostThreads), ordering: .relaxed) }
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
        withUnsafePointer(to: Job(chunks: chunks, threads: helpers + 1, body: body)) { address in
          finished.store(0, ordering: .relaxed)
          job.store(UInt(bitPattern: address), ordering: .relaxed)
          let number = (announcement.load(ordering: .relaxed) >> 32 &+ 1) & 0xFFFF_FFFF
          for thread in 0...helpers {
            let count =
              address.pointee.start(ofShare: thread + 1) - address.pointee.start(ofShare: thread)
            shares[thread].left.store(number << 32 | UInt64(count), ordering: .releasing)
          }
          announcement.store(
            number << 32 | UInt64(helpers + 1), ordering: .sequentiallyConsistent)
          if sleepers.load(ordering: .sequentiallyConsistent) > 0 { wake.all() }
          takeChunks(of: number, threads: helpers + 1, as: 0)
          waitUntilFinished(chunks)
        }
      }
    }
  }

  /// Takes and computes chunks of one job until none is left: those of the thread's own share, then
  /// those of others.
  ///
  /// The share of a thread is the same part of the images in operation after operation, gone through
  /// forward and backward in turns: it begins with what it computed last, which its cache still has.
  private func takeChunks(of number: UInt64, threads: Int, as thread: Int) {
    for offset in 0..<threads {
      let owner = (thread + offset) % threads
      let share = shares[owner]
      var seen = share.left.load(ordering: .acquiring)
      while seen >> 32 == number, seen & 0xFFFF_FFFF > 0 {
        let (taken, current) = share.left.weakCompareExchange(
          expected: seen, desired: seen - 1, ordering: .acquiringAndReleasing)
        guard taken else {
          seen = current
          continue
        }
        // The job cannot end before this chunk does, so its address is good.
        var chunks = Int.max
        if let job = UnsafePointer<Job>(bitPattern: job.load(ordering: .relaxed)) {
          chunks = job.pointee.chunks
          let rest = Int(seen & 0xFFFF_FFFF)
          job.pointee.body(
            number & 1 == 0
              ? job.pointee.start(ofShare: owner) + rest - 1
              : job.pointee.start(ofShare: owner + 1) - rest)
        }
        let count = finished.add(1, ordering: .sequentiallyConsistent).newValue
        if count == chunks, callerSleeps.load(ordering: .sequentiallyConsistent) {
          completion.all()
        }
        seen = share.left.load(ordering: .acquiring)
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
              #if os(macOS)
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
        let announcement = pool.waitForJob(after: last)
        last = announcement >> 32
        let threads = Int(announcement & 0xFFFF_FFFF)
        if index + 1 < threads { pool.takeChunks(of: last, threads: threads, as: index + 1) }
      }
    }

    /// Signals belong to the main thread, which knows what to do with them.
    private func blockSignals() {
      var all = sigset_t()
      sigfillset(&all)
      pthread_sigmask(SIG_BLOCK, &all, nil)
    }
  }

  // MARK: - Waiting

  /// How often a thread looks before it sleeps: a quarter of a millisecond, longer than what one
  /// thread does alone between two operations of a training (drawing a batch takes half of that).
  ///
  /// A thread that spins holds a processor that another one may wait for. With more threads than
  /// processors it is sure to be one of this pool that has work to do, so nobody spins then.
  private var looks: Int { threads > ThreadBudget.ofProcess.threads ? 1 : Self.looksWithRoom }
  private static let looksWithRoom = 5000

  /// The next announcement.
  private func waitForJob(after last: UInt64) -> UInt64 {
    for _ in 0..<looks {
      let announced = announcement.load(ordering: .acquiring)
      if announced >> 32 != last { return announced }
      vk_pause()
    }
    return wake.wait { [self] isFirst in
      if isFirst { sleepers.add(1, ordering: .sequentiallyConsistent) }
      let announced = announcement.load(ordering: .sequentiallyConsistent)
      if announced >> 32 == last { return nil }
      sleepers.subtract(1, ordering: .relaxed)
      return announced
    }
  }

  /// Until the helpers have computed what they took of the caller's job.
  private func waitUntilFinished(_ chunks: Int) {
    for _ in 0..<looks {
      if finished.load(ordering: .acquiring) >= chunks { return }
      vk_pause()
    }
    completion.wait { [self] isFirst in
      if isFirst { callerSleeps.store(true, ordering: .sequentiallyConsistent) }
      return finished.load(ordering: .sequentiallyConsistent) >= chunks ? () : nil
    }
    callerSleeps.store(false, ordering: .relaxed)
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
  func wait<Result>(_ check: (Bool) -> Result?) -> Result {
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
