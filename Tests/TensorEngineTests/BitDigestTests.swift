import CVectorKernels
import TensorEngine
import Testing

private func digest(_ tensor: Tensor) -> UInt64 {
  var digest = BitDigest()
  digest.add(tensor)
  return digest.value
}

private func tensor(_ count: Int) -> Tensor {
  var random = RandomStream(seed: 1, purpose: .user)
  return random.normal(shape: [count])
}

@Suite struct BitDigestTests {
  @Test func everyBitCounts() {
    for count in [1, 63, 64, 65, 9000] {
      let whole = tensor(count)
      let wanted = digest(whole)
      for index in [0, count / 2, count - 1] {
        for bit in 0..<32 {
          var changed = whole
          changed.withUnsafeMutableBuffer {
            $0[index] = Float(bitPattern: $0[index].bitPattern ^ (1 << UInt32(bit)))
          }
          #expect(digest(changed) != wanted, "bit \(bit) of \(index) of \(count)")
        }
      }
    }
    #expect(digest(Tensor([0])) != digest(Tensor([-0.0])))
    #expect(digest(Tensor([0])) != digest(Tensor([0, 0])))
    #expect(digest(Tensor([1, 2])) != digest(Tensor([2, 1])))
    #expect(
      digest(Tensor([1, 2, 3, 4], shape: [2, 2])) != digest(Tensor([1, 2, 3, 4], shape: [4, 1])))
  }

  /// So that it stays readable in the checkpoints of another version and machine.
  @Test func itIsThatOfEarlierVersions() {
    #expect(digest(Tensor([1, 2, 3])) == 0x3c71_eb57_9ee9_4118)
  }

  /// In a process of its own: instruction set and threads are of the whole process, and with another
  /// set a training beside this test would have other bits.
  @Test func threadsAndInstructionSetsDoNotCount() async {
    await #expect(processExitsWith: .success) {
      let large = tensor(100_003)
      let wanted = digest(large)
      for count in [1, 2, 3] {
        ThreadPool.shared.threads = count
        for name in ["baseline", "AVX2", "AVX-512", "NEON"]
        where vk_choose_instruction_set(name) != 0 {
          try #require(digest(large) == wanted, "\(name), \(count) threads")
        }
      }
    }
  }
}
