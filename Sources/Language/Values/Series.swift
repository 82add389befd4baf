/// A quantity with one value for each iteration of something.
package struct Series: Sendable {
  package let name: String
  /// The iteration of the first value.
  package let first: Int
  package let values: [Float]
  /// What gives it values, for an error as long as there is none.
  package let advice: String?

  package init(name: String, first: Int, values: [Float], advice: String? = nil) {
    self.name = name
    self.first = first
    self.values = values
    self.advice = advice
  }

  /// The latest value.
  package func last() throws(Problem) -> Float {
    guard let last = values.last else { throw lacksValues }
    return last
  }

  /// The error that there is no value.
  package var lacksValues: Problem { .noValueYet(name, advice: advice) }

  /// The value of an iteration, by its number.
  func value(at iteration: Number) throws(Problem) -> Float {
    guard !values.isEmpty else { throw lacksValues }
    let last = first + values.count - 1
    guard let number = iteration.int, (first...last).contains(number) else {
      throw .noSuchIteration(series: name, iteration: iteration, first: first, last: last)
    }
    return values[number - first]
  }
}
