import TensorEngine
import Testing

@Suite struct PhiloxTests {
  /// The lines `philox4x32 10` of Random123's kat_vectors,
  /// https://github.com/DEShawResearch/random123/blob/main/tests/kat_vectors
  @Test func knownAnswers() {
    #expect(
      Philox.block(counter: [0, 0, 0, 0], key: [0, 0])
        == [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8])
    #expect(
      Philox.block(counter: .init(repeating: ~0), key: .init(repeating: ~0))
        == [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd])
    #expect(
      Philox.block(
        counter: [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
        key: [0xa409_3822, 0x299f_31d0])
        == [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1])
  }

  /// What a seed means is a promise: a script gives the same run with every later version.
  @Test func aStreamIsThatOfItsCounterAndKey() {
    let seed: UInt64 = 0x0123_4567_89ab_cdef
    var random = RandomStream(seed: seed, purpose: .sampling, iteration: 5 << 32 | 6, stream: 9)
    for position in 0..<3 {
      let block = Philox.block(
        counter: [UInt32(position), 9 << 8 | 5, 6, 5], key: [0x89ab_cdef, 0x0123_4567])
      #expect(random.next() == UInt64(block[0]) | UInt64(block[1]) << 32)
      #expect(random.next() == UInt64(block[2]) | UInt64(block[3]) << 32)
    }
    #expect(RandomPurpose.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5, 6, 7, 8])
  }

  @Test func anotherSeedPurposeIterationOrStreamIsAnotherSequence() {
    var firsts: [UInt64] = []
    for seed in [0, 1, 1 << 32] as [UInt64] {
      for purpose in RandomPurpose.allCases {
        for iteration in [0, 1, 1 << 32] {
          for stream in [0, 1, 256, 1 << 16] {
            var random = RandomStream(
              seed: seed, purpose: purpose, iteration: iteration, stream: stream)
            firsts.append(random.next())
          }
        }
      }
    }
    #expect(Set(firsts).count == firsts.count)
  }

  /// Neighbouring streams share no more than chance: the correlation of n numbers has a standard
  /// deviation of 1 / √n.
  @Test func neighbouringSequencesAreUncorrelated() {
    func numbers(_ purpose: RandomPurpose, _ iteration: Int, _ stream: Int) -> [Double] {
      var random = RandomStream(seed: 3, purpose: purpose, iteration: iteration, stream: stream)
      return (0..<10_000).map { _ in Double(random.uniform()) - 0.5 }
    }
    let first = numbers(.noise, 7, 0)
    for other in [numbers(.labels, 7, 0), numbers(.noise, 8, 0), numbers(.noise, 7, 1)] {
      let correlation = zip(first, other).reduce(0) { $0 + $1.0 * $1.1 } * 12 / 10_000
      #expect(abs(correlation) < 0.04)
    }
  }

  @Test func uniformNumbersHaveTheMomentsOfTheirDistribution() {
    var random = RandomStream(seed: 11, purpose: .user)
    let values = random.uniform(-1, 3, shape: [100_000]).scalars.map(Double.init)
    #expect(values.allSatisfy { $0 >= -1 && $0 < 3 })
    let mean = values.reduce(0, +) / 100_000
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 100_000
    #expect(abs(mean - 1) < 0.02)  // five standard deviations
    #expect(abs(variance - 16.0 / 12) < 0.02)
  }

  @Test func wholeNumbersStayBelowTheirBoundAndAreEquallyOften() {
    var random = RandomStream(seed: 12, purpose: .data)
    var counts = Array(repeating: 0, count: 10)
    for _ in 0..<100_000 { counts[random.index(below: 10)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 500 })
    #expect((0..<100).allSatisfy { _ in random.index(below: 1) == 0 })
  }
}
