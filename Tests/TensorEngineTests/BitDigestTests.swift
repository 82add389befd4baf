import CVectorKernels
import TensorEngine
import Testing

/// Instruction sets and threads are of the whole process, so one after the other.
@Suite(.serialized) struct BitDigestTests {
  private func digest(_ tensor: Tensor) -> UInt64 {
    var digest = BitDigest()
    digest.add(tensor)
    return digest.value
  }

  private func tensor(_ count: Int) -> Tensor {
    var random = RandomStream(seed: 1, purpose: .user)
    return random.normal(shape: [count])
  }

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

  @Test func threadsAndInstructionSetsDoNotCount() {
    let large = tensor(100_003)
    let wanted = digest(large)
    // So that it stays readable in the checkpoints of another version and machine.
    #expect(digest(Tensor([1, 2, 3])) == 0x3c71_eb57_9ee9_4118)
    let threads = ThreadPool.shared.threads
    defer {
      ThreadPool.shared.threads = threads
      _ = vk_choose_instruction_set(nil)
    }
    for count in [1, 2, 3] {
      ThreadPool.shared.threads = count
      for name in ["baseline", "AVX2", "AVX-512", "NEON"] where vk_choose_instruction_set(name) != 0
      {
        #expect(digest(large) == wanted, "\(name), \(count) threads")
      }
    }
  }
}
