/// The exponential moving average of a sequence, value by value.
///
/// It begins with the first value; each further one weighs 2 / (length + 1), so that about `length`
/// of them count: https://en.wikipedia.org/wiki/Exponential_smoothing
struct ExponentialAverage {
  private let weight: Double
  private var average: Double?

  init(length: Int) { weight = 2 / Double(length + 1) }

  /// Takes in a value, and gives the average up to it.
  mutating func add(_ value: Double) -> Double {
    let next = average.map { $0 + weight * (value - $0) } ?? value
    average = next
    return next
  }

  /// The average up to each of some values.
  static func of(_ values: [Float], length: Int) -> [Float] {
    var average = Self(length: length)
    return values.map { Float(average.add(Double($0))) }
  }
}
