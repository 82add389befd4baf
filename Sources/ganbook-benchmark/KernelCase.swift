import TensorEngine

/// One kernel on a shape that it meets in training, with its slow twin.
package struct KernelCase {
  /// The name in the header of the kernels.
  package let kernel: String
  /// What it is run on, for people.
  package let shape: String
  /// Floating-point operations of one ``call``; 0 where it only moves numbers.
  package let operations: Int
  /// Bytes that one ``call`` has to read and write, each counted once.
  package let bytes: Int
  /// How much ``error()`` may be: by default the rounding of a thousand additions in single
  /// precision.
  package var tolerance = 2e-5
  /// Numbers that the kernel changes, put back before it is checked.
  let operands: [Floats]
  /// Calls the kernel once, or, where it does a part of an image, once for each part.
  let call: () -> Void
  /// What the kernel left behind.
  let found: () -> [Double]
  /// What the definition says it should, in double precision.
  let wanted: () -> [Double]

  /// The largest difference from the slow twin, over the largest number that it expects; infinite
  /// where anything is not a number, or too much or too little.
  package func error() -> Double {
    for operand in operands { operand.reset() }
    let expected = wanted()
    call()
    let results = found()
    for operand in operands { operand.reset() }
    guard results.count == expected.count else { return .infinity }
    let largest = expected.reduce(0) { max($0, $1.magnitude) }
    let difference = zip(results, expected).reduce(0.0) { worst, pair in
      let difference = (pair.0 - pair.1).magnitude
      return difference.isNaN ? .infinity : max(worst, difference)
    }
    return difference == 0 ? 0 : difference / largest
  }

  /// The time of one call in seconds: the median of several stretches.
  func time() -> Double {
    var calls = 1
    func stretch() -> Duration {
      let start = ContinuousClock.now
      for _ in 0..<calls { call() }
      return .now - start
    }
    while stretch() < .milliseconds(2), calls < 1 << 20 { calls *= 2 }
    var samples = TimeSamples()
    for _ in 0..<9 { samples.add(stretch()) }
    for operand in operands { operand.reset() }
    return samples.median / Double(calls)
  }
}

/// Numbers in memory of their own, aligned to 64 bytes, that can be put back to what they were.
final class Floats {
  let pointer: UnsafeMutablePointer<Float>
  let initial: [Float]

  init(_ numbers: [Float]) {
    initial = numbers
    pointer = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, numbers.count) * MemoryLayout<Float>.stride, alignment: 64
    ).bindMemory(to: Float.self, capacity: max(1, numbers.count))
    pointer.initialize(from: numbers, count: numbers.count)
  }

  /// Random numbers of -1 ..< 1, always the same for the same stream.
  convenience init(random count: Int, stream: Int) {
    var random = RandomStream(seed: 1, purpose: .user, stream: stream)
    self.init((0..<count).map { _ in random.uniform(-1, 1) })
  }

  convenience init(zeros count: Int) { self.init([Float](repeating: 0, count: count)) }

  deinit { UnsafeMutableRawPointer(pointer).deallocate() }

  var count: Int { initial.count }
  func reset() { pointer.update(from: initial, count: initial.count) }
  var doubles: [Double] { (0..<count).map { Double(pointer[$0]) } }
  /// What was there at the beginning.
  func original(_ index: Int) -> Double { Double(initial[index]) }
}

/// The same in double precision, never put back: kernels only read them, or write all of them.
final class Doubles {
  let pointer: UnsafeMutablePointer<Double>

  init(zeros count: Int) {
    pointer = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Double>.stride, alignment: 64
    ).bindMemory(to: Double.self, capacity: max(1, count))
    pointer.initialize(repeating: 0, count: count)
  }

  /// Random numbers of -1 ..< 1, always the same for the same stream.
  convenience init(random count: Int, stream: Int) {
    self.init(zeros: count)
    var random = RandomStream(seed: 1, purpose: .user, stream: stream)
    for index in 0..<count { pointer[index] = Double(random.uniform(-1, 1)) }
  }

  deinit { UnsafeMutableRawPointer(pointer).deallocate() }
}
