import Foundation
import Synchronization
import TensorEngine
import Testing

/// In processes of their own: the number of threads is one for all.
@Suite struct ThreadPoolTests {
  @Test func everyChunkIsComputedOnce() async {
    await #expect(processExitsWith: .success) {
      for threads in [1, 2, 3, 8] {
        ThreadPool.shared.threads = threads
        for chunks in [0, 1, 2, 3, 7, 100, 1000] {
          let counts = (0..<chunks).map { _ in Counter() }
          ThreadPool.shared.run(chunks: chunks) { counts[$0].value.add(1, ordering: .relaxed) }
          try #require(counts.allSatisfy { $0.value.load(ordering: .relaxed) == 1 })
        }
      }
    }
  }

  @Test func theNumberOfThreadsIsHeldInItsRange() async {
    await #expect(processExitsWith: .success) {
      ThreadPool.shared.threads = 0
      try #require(ThreadPool.shared.threads == 1)
      ThreadPool.shared.threads = 1_000_000
      try #require(ThreadPool.shared.threads == 256)
    }
  }

  /// A thread without work sleeps: a processor that it spins on is one that others wait for.
  @Test(.timeLimit(.minutes(2))) func threadsWithoutWorkSleep() async {
    await #expect(processExitsWith: .success) {
      for threads in [2, 5, 16] {
        ThreadPool.shared.threads = threads
        for _ in 0..<100 { ThreadPool.shared.run(chunks: 64) { _ in } }
        while ThreadPool.shared.sleepers.load(ordering: .relaxed) < threads - 1 { sched_yield() }
      }
    }
  }

  /// The caller sleeps, too, while others compute what they took; it is woken by the last of them.
  @Test(.timeLimit(.minutes(2))) func theCallerIsWoken() async {
    await #expect(processExitsWith: .success) {
      ThreadPool.shared.threads = 4
      for _ in 0..<20 {
        let finished = Counter()
        ThreadPool.shared.run(chunks: 4) { chunk in
          if chunk == 3 { usleep(3000) }
          finished.value.add(1, ordering: .relaxed)
        }
        try #require(finished.value.load(ordering: .relaxed) == 4)
      }
    }
  }

  @Test func callersFromSeveralTasksDoNotDisturbEachOther() async {
    let sums = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let counter = Counter()
          for _ in 0..<50 {
            ThreadPool.shared.run(chunks: 20) { counter.value.add($0, ordering: .relaxed) }
          }
          return counter.value.load(ordering: .relaxed)
        }
      }
      return await group.reduce(into: [Int]()) { $0.append($1) }
    }
    #expect(sums == Array(repeating: 50 * 190, count: 8))
  }

  /// Forward passes and gradients of every operation on shapes that are cut into many chunks.
  @Test func everyOperationHasTheSameBitsWithAnyNumberOfThreads() async {
    await #expect(processExitsWith: .success) {
      ThreadPool.shared.threads = 1
      let wanted = try resultsOfLargeOperations()
      try #require(Set(wanted.map(\.operation)) == Set(operationTable.map(\.operation)))
      for threads in [2, 3, 1, 5] {
        ThreadPool.shared.threads = threads
        for (a, b) in zip(wanted, try resultsOfLargeOperations()) {
          try #require(
            zip(a.tensors, b.tensors).allSatisfy { $0.isIdentical(to: $1) },
            "\(a.operation), \(threads) threads")
        }
      }
    }
  }
}

private final class Counter: Sendable { let value = Atomic<Int>(0) }

private func resultsOfLargeOperations() throws -> [(operation: String, tensors: [Tensor])] {
  try largeOperations.map { operation in
    let tape = Tape()
    let variables = operation.operands.map(tape.variable)
    let y = operation.fast(tape, variables)
    let gradients = try tape.gradients(of: y, seed: randomTensor(y.shape, 99))
    return (operation.operation, [y.value] + variables.compactMap { gradients[$0] })
  }
}
