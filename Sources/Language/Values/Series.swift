/// A quantity with values of iterations of something: of each, or of some.
package struct Series: Sendable {
  package let name: String
  /// The iterations of the values, in ascending order.
  package let iterations: SeriesIterations
  package let values: [Float]
  /// Whether the values are truth values, as 0 and 1: what a comparison of each gives.
  package let areTruths: Bool
  /// What gives it values, for an error as long as there is none.
  package let advice: String?

  /// - Parameters:
  ///   - iterations: as many as values, ascending.
  ///   - areTruths: whether the values are 0 and 1 and stand for false and true.
  package init(
    name: String, iterations: SeriesIterations, values: [Float], areTruths: Bool = false,
    advice: String? = nil
  ) {
    self.name = name
    self.iterations = iterations
    self.values = values
    self.areTruths = areTruths
    self.advice = advice
  }

  /// One with a value for each iteration from the first.
  package init(name: String, first: Int, values: [Float], advice: String? = nil) {
    self.init(
      name: name, iterations: .consecutive(first..<first + values.count), values: values,
      advice: advice)
  }

  /// The same under another name.
  package func named(_ name: String) -> Series {
    Series(
      name: name, iterations: iterations, values: values, areTruths: areTruths, advice: advice)
  }

  /// One with other values at the same iterations.
  package func with(_ values: [Float], areTruths: Bool = false) -> Series {
    Series(
      name: name, iterations: iterations, values: values, areTruths: areTruths, advice: advice)
  }

  /// The latest value.
  package func last() throws(Problem) -> Value {
    guard let last = values.last else { throw lacksValues }
    return areTruths ? .bool(last != 0) : .number(.single(last))
  }

  /// The error that there is no value.
  package var lacksValues: Problem { .noValueYet(name, advice: advice) }

  /// The value of an iteration, by its number.
  func value(at iteration: Number) throws(Problem) -> Float {
    guard let first = iterations.first, let last = iterations.last else { throw lacksValues }
    guard let number = iteration.int, let position = iterations.position(of: number) else {
      throw .noSuchIteration(
        series: name, iteration: iteration, first: first, last: last,
        isWhole: iterations.isConsecutive)
    }
    return values[position]
  }
}

/// The iterations that a series has values of, ascending.
package enum SeriesIterations: Sendable, RandomAccessCollection {
  /// Each of a range.
  case consecutive(Range<Int>)
  /// Some, in ascending order.
  case listed([Int])

  package var startIndex: Int { 0 }
  package var endIndex: Int {
    switch self {
    case .consecutive(let range): range.count
    case .listed(let iterations): iterations.count
    }
  }

  package subscript(position: Int) -> Int {
    switch self {
    case .consecutive(let range): range.lowerBound + position
    case .listed(let iterations): iterations[position]
    }
  }

  /// Where an iteration stands; nil where it has no value.
  package func position(of iteration: Int) -> Int? {
    if case .consecutive(let range) = self {
      return range.contains(iteration) ? iteration - range.lowerBound : nil
    }
    let position = partitioned { $0 < iteration }
    return position < count && self[position] == iteration ? position : nil
  }

  /// The position of the first iteration of which the condition does not hold; it holds of all
  /// before and of none behind.
  private func partitioned(_ isBefore: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether no iteration between the first and the last lacks a value.
  var isConsecutive: Bool {
    guard let first, let last else { return true }
    return last - first == count - 1
  }

  /// How far each is from the one before; nil where that differs, and for fewer than two.
  package var step: Int? {
    guard count > 1 else { return nil }
    let step = self[1] - self[0]
    return indices.dropFirst().allSatisfy { self[$0] - self[$0 - 1] == step } ? step : nil
  }

  /// Without the first.
  package var fromSecond: SeriesIterations {
    switch self {
    case .consecutive(let range): .consecutive(range.dropFirst())
    case .listed(let iterations): .listed(Array(iterations.dropFirst()))
    }
  }

  /// Those that both have.
  func common(with other: SeriesIterations) -> SeriesIterations {
    if case .consecutive(let a) = self, case .consecutive(let b) = other {
      return .consecutive(a.clamped(to: b))
    }
    return .listed(filter { other.position(of: $0) != nil })
  }
}
