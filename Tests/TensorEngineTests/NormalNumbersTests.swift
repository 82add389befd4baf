import Platform
import TensorEngine
import Testing

@Suite struct NormalNumbersTests {
  @Test func theMomentsAreThoseOfTheNormalDistribution() {
    var random = RandomStream(seed: 4, purpose: .noise, iteration: 2)
    let values = random.normal(shape: [200_000]).scalars.map(Double.init)
    func moment(_ power: Int) -> Double {
      values.reduce(0) { sum, x in sum + (0..<power).reduce(1.0) { product, _ in product * x } }
        / Double(values.count)
    }
    // Five standard deviations of each estimate.
    #expect(abs(moment(1)) < 0.012)
    #expect(abs(moment(2) - 1) < 0.016)
    #expect(abs(moment(3)) < 0.044)
    #expect(abs(moment(4) - 3) < 0.11)
    let beyond = values.filter { abs($0) > 1.959964 }.count
    #expect(abs(Double(beyond) / Double(values.count) - 0.05) < 0.0025)
    #expect(values.allSatisfy { $0.isFinite })
  }

  @Test func neighboursAreUncorrelated() {
    var random = RandomStream(seed: 5, purpose: .noise)
    let values = random.normal(shape: [100_000]).scalars.map(Double.init)
    for distance in [1, 2, 3, 4, 100] {
      let sum = zip(values, values.dropFirst(distance)).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(sum / 100_000) < 0.016, "distance \(distance)")
    }
  }

  @Test func aTensorIsTheBeginningOfALongerOne() {
    var short = RandomStream(seed: 6, purpose: .noise)
    var long = short
    let values = long.normal(shape: [2, 5]).scalars
    #expect(short.normal(shape: [7]).scalars == Array(values.prefix(7)))
  }

  /// Threads share out the numbers; they are those of the sequence, wherever it stands, and it goes on behind them.
  @Test(arguments: [0, 1, 2, 3, 4, 5], [0, 1, 7, 512, 1030, 4099])
  func theyAreTheSequenceInOrder(before: Int, count: Int) {
    var random = RandomStream(seed: 8, purpose: .noise)
    for _ in 0..<before { _ = random.uniform() }
    var sequence = random
    var expected: [Float] = []
    while expected.count < count {
      let radius = (-2 * log(1 - Double(sequence.uniform()))).squareRoot()
      let angle = 2 * Double.pi * Double(sequence.uniform())
      expected += [Float(radius * cos(angle)), Float(radius * sin(angle))]
    }
    #expect(random.normal(shape: [count]).scalars == Array(expected.prefix(count)))
    #expect(random.uniform() == sequence.uniform())
  }
}
