import Language
import Platform

/// The exponential moving average of a sequence, value by value.
///
/// It begins with the first value; each further one weighs 2 / (length + 1), so that about `length`
/// of them count: https://en.wikipedia.org/wiki/Exponential_smoothing
struct ExponentialAverage {
  private let weight: Double
  private var average: Double?

  init(length: Int) { weight = 2 / Double(length + 1) }

  /// Takes in a value, and gives the average up to it.
  ///
  /// - Parameter distance: how many places behind the value before it stands; what was before counts
  ///   as though that had stood in all of them.
  mutating func add(_ value: Double, distance: Int = 1) -> Double {
    let weight = distance == 1 ? weight : 1 - pow(1 - weight, Double(distance))
    let next = average.map { $0 + weight * (value - $0) } ?? value
    average = next
    return next
  }

  /// The average up to each of some values.
  static func of(_ values: [Float], length: Int) -> [Float] {
    var average = Self(length: length)
    return values.map { Float(average.add(Double($0))) }
  }

  /// The average up to each value of a series, over about so many iterations, however many of them
  /// have a value.
  static func of(_ series: Series, length: Int) -> [Float] {
    var average = Self(length: length)
    var before: Int?
    return zip(series.iterations, series.values).map { iteration, value in
      defer { before = iteration }
      return Float(
        average.add(Double(value), distance: before.map { iteration - $0 } ?? 1))
    }
  }
}
