import Language
import TensorEngine

extension FunctionCall {
  /// An argument as a tensor: numbers of a list, a range or a series become a vector.
  func tensor(_ index: Int) throws(Problem) -> Tensor { try elements(index).tensor }

  /// The same, which may be truth values.
  func elements(_ index: Int) throws(Problem) -> Elements {
    if case .series(let series) = arguments[index] {
      return Elements(Tensor(series.values), areTruths: series.areTruths)
    }
    return try host.elements(of: arguments[index], for: function.name)
  }

  /// A number; nil for what has several elements.
  func singleNumber(_ index: Int) -> Double? {
    if case .number(let number) = arguments[index] { number.double } else { nil }
  }

  /// All elements of an argument, at the precision that they have.
  func numbers(_ index: Int) throws(Problem) -> NumberSequence {
    switch arguments[index] {
    case .number(let number): return NumberSequence(number)
    case .series(let series):
      guard !series.values.isEmpty else { throw series.lacksValues }
      return NumberSequence(series.values)
    case .range(let range):
      try checkCount(range.count, 1)
      return NumberSequence(range)
    case .list(let items):
      if let numbers = NumberSequence(items) { return numbers }
      return NumberSequence(try tensor(index))
    default: return NumberSequence(try tensor(index))
    }
  }

  /// All values of a series, a list or a tensor; never none.
  func sequence(_ index: Int) throws(Problem) -> NumberSequence {
    let values = try numbers(index)
    guard !values.isEmpty else { throw bad("there are no values") }
    return values
  }

  func whole(_ index: Int, in range: ClosedRange<Int>) throws(Problem) -> Int {
    guard case .number(let number) = arguments[index] else { throw bad("takes a number") }
    let name = function.parameter(at: index)?.name ?? "it"
    guard let whole = number.int, range.contains(whole) else {
      throw bad("`\(name)` is \(ParameterType.int(range).text), not \(number)")
    }
    return whole
  }

  /// An axis of a tensor; a negative one counts from the last.
  func axis(_ index: Int, of tensor: Tensor) throws(Problem) -> Int {
    let rank = tensor.shape.rank
    guard rank > 0 else { throw bad("a single number has no axes") }
    let axis = try whole(index, in: -rank...rank - 1)
    return axis < 0 ? axis + rank : axis
  }

  func checkAxes(_ count: Int) throws(Problem) {
    guard count <= TensorArithmetic.mostAxes else {
      throw bad("a tensor has at most \(TensorArithmetic.mostAxes) axes, not \(count)")
    }
  }

  /// The product of two counts, unless no tensor may be so large.
  @discardableResult
  func checkCount(_ a: Int, _ b: Int) throws(Problem) -> Int {
    let (count, overflow) = a.multipliedReportingOverflow(by: b)
    guard !overflow, count <= TensorArithmetic.mostElements else {
      throw .tooLarge(
        what: "the result of `\(function.name)`", limit: TensorArithmetic.mostElements)
    }
    return count
  }
}
