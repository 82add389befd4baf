import GANs
import TensorEngine
import Testing

@Suite struct MemoryTests {
  /// One thread, as the number of chunks that are at work at once is then always the same. A process
  /// of its own, as other tests would use the same pool.
  @Test func iterationsAfterTheSecondAskTheSystemForNoMemory() async {
    await #expect(processExitsWith: .success) {
      ThreadPool.shared.threads = 1
      let data = RandomImages()
      for kind in GANKind.all {
        var run = try smallRun(kind, seed: 1)
        for _ in 0..<2 { try run.iterate(on: data) }
        let before = StoragePool.shared.systemAllocations
        try #require(before > 0)
        for _ in 0..<4 { try run.iterate(on: data) }
        let after = StoragePool.shared.systemAllocations
        try #require(after == before, "\(kind.name): \(after - before) more blocks")
      }
    }
  }
}
