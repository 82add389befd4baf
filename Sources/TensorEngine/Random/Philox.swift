/// Philox 4x32-10: 128 random bits as a pure function of a counter and a key.
///
/// Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011,
/// https://doi.org/10.1145/2063384.2063405
public enum Philox {
  /// The block of four 32-bit words that belongs to a counter under a key.
  ///
  ///     Philox.block(counter: .zero, key: .zero).x  // 0x6627E8D5
  public static func block(
    counter: SIMD4<UInt32>, key: SIMD2<UInt32>
  ) -> SIMD4<UInt32> {
    var c = counter
    var k = key
    for round in 0..<10 {
      if round > 0 { k = k &+ SIMD2(0x9E37_79B9, 0xBB67_AE85) }
      let p0 = c.x.multipliedFullWidth(by: 0xD251_1F53)
      let p1 = c.z.multipliedFullWidth(by: 0xCD9E_8D57)
      c = SIMD4(p1.high ^ c.y ^ k.x, p1.low, p0.high ^ c.w ^ k.y, p0.low)
    }
    return c
  }
}

/// What random numbers are for. Each purpose has numbers of its own, so that drawing for one never
/// shifts another's. The raw values are part of what a seed means: they never change.
public enum RandomPurpose: UInt8, Sendable, CaseIterable {
  /// The initial parameters of a network.
  case weights = 0
  /// Which images make up a batch.
  case data = 1
  /// What a generator starts from in training.
  case noise = 2
  /// The labels that images are generated for in training.
  case labels = 3
  /// Which elements are dropped.
  case dropout = 4
  /// Noise and labels of pictures that are drawn to be looked at.
  case sampling = 5
  /// Drawn digits, a data set of their own.
  case digits = 6
  /// Whatever a program of yours draws.
  case user = 7
  /// What is looked at to judge a training.
  case health = 8
}

/// A sequence of random numbers that is fully given by seed, purpose, iteration and stream: there is
/// no state to save, and the same four numbers always start the same sequence.
///
///     var random = RandomStream(seed: 7, purpose: .noise, iteration: 120)
///     let z = random.normal(shape: [32, 100])
public struct RandomStream: RandomNumberGenerator, Sendable {
  /// The key: the seed.
  let key: SIMD2<UInt32>
  /// The counter: position, stream and purpose, iteration (two words).
  var counter: SIMD4<UInt32>
  private var words: SIMD4<UInt32> = .zero
  private var used = 4

  /// The sequence that belongs to these numbers, from its beginning.
  ///
  /// - Parameters:
  ///   - seed: of the run.
  ///   - purpose: what the numbers are for.
  ///   - iteration: the training iteration that the numbers are drawn for.
  ///   - stream: tells apart the users of one purpose, as the layers that drop out; below 2^24.
  public init(seed: UInt64, purpose: RandomPurpose, iteration: Int = 0, stream: Int = 0) {
    key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    let iteration = UInt64(bitPattern: Int64(iteration))
    counter = SIMD4(
      0, UInt32(truncatingIfNeeded: stream) << 8 | UInt32(purpose.rawValue),
      UInt32(truncatingIfNeeded: iteration), UInt32(truncatingIfNeeded: iteration >> 32))
  }

  private mutating func nextWord() -> UInt32 {
    if used == 4 {
      words = Philox.block(counter: counter, key: key)
      counter.x &+= 1
      used = 0
    }
    used += 1
    return words[used - 1]
  }

  /// Leaves out the next `count` words.
  mutating func skip(_ count: Int) {
    // `words` are those of the block before the counter, of which `used` are gone.
    let position = used + count
    counter.x &+= UInt32(truncatingIfNeeded: position / 4 &- 1)
    used = 4
    guard position % 4 > 0 else { return }
    _ = nextWord()
    used = position % 4
  }

  /// The next two words as one number, for the generators of the standard library.
  public mutating func next() -> UInt64 { UInt64(nextWord()) | UInt64(nextWord()) << 32 }

  /// A number of [0, 1), in steps of 2^-24.
  public mutating func uniform() -> Float { Float(nextWord() >> 8) * 0x1p-24 }

  /// A number of [lower, upper).
  public mutating func uniform(_ lower: Float, _ upper: Float) -> Float {
    lower + (upper - lower) * uniform()
  }

  /// A whole number of 0 ..< bound, without bias worth speaking of (2^-32 times the bound). The process
  /// stops unless the bound is from 1 to 2^32.
  public mutating func index(below bound: Int) -> Int {
    require(
      bound > 0 && bound <= 1 << 32, "RandomStream.index: the bound \(bound) is not in 1 ... 2^32")
    return Int((UInt64(nextWord()) * UInt64(bound)) >> 32)
  }

  /// A tensor of numbers from [lower, upper).
  public mutating func uniform(_ lower: Float, _ upper: Float, shape: Shape) -> Tensor {
    Tensor((0..<shape.count).map { _ in uniform(lower, upper) }, shape: shape)
  }
}
