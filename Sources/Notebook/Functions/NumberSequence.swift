import Language
import TensorEngine

/// A sequence of numbers, read where it lies: nothing is copied for a sum over a whole data set.
struct NumberSequence: RandomAccessCollection {
  private enum Storage {
    case exact([Double])
    case single([Float])
    case whole(from: Double)
    case elements(Tensor, start: Int, step: Int)
  }

  private var storage: Storage
  let endIndex: Int
  var startIndex: Int { 0 }

  /// A single number.
  init(_ number: Number) {
    if case .single(let value) = number { self.init([value]) } else { self.init([number.double]) }
  }

  init(_ values: [Double]) {
    storage = .exact(values)
    endIndex = values.count
  }

  init(_ values: [Float]) {
    storage = .single(values)
    endIndex = values.count
  }

  init(_ range: NumberRange) {
    storage = .whole(from: range.lower)
    endIndex = range.count
  }

  /// All elements of a tensor, in row-major order.
  init(_ tensor: Tensor) { self.init(tensor, start: 0, step: 1, count: tensor.count) }

  /// Some elements of a tensor: `count` of them, `step` apart.
  init(_ tensor: Tensor, start: Int, step: Int, count: Int) {
    storage = .elements(tensor, start: start, step: step)
    endIndex = count
  }

  /// The numbers of a list; nil where there is anything else in it.
  init?(_ items: [Value]) {
    var values: [Double] = []
    for item in items {
      guard case .number(let value) = item else { return nil }
      values.append(value.double)
    }
    self.init(values)
  }

  /// Goes through all of them, or through those at some positions, in order.
  ///
  /// - Throws: ``Problem/interrupted`` where there is the wish to stop.
  func folded<Result>(
    in positions: Range<Int>? = nil, _ initial: Result,
    _ body: (inout Result, _ position: Int, Double) -> Void
  ) throws(Problem) -> Result {
    var result = initial
    let positions = positions ?? 0..<count
    try Stretches.forEach(of: positions.count) { range in
      for place in range {
        let position = positions.lowerBound + place
        body(&result, position, self[position])
      }
    }
    return result
  }

  /// The sum of what is made of each.
  func sum(
    in positions: Range<Int>? = nil, _ value: (Double) -> Double = { $0 }
  ) throws(Problem) -> Double {
    try folded(in: positions, 0) { $0 += value($2) }
  }

  /// As single-precision numbers in a vector.
  func tensor() throws(Problem) -> Tensor {
    var scalars: [Float] = []
    scalars.reserveCapacity(count)
    return Tensor(try folded(scalars) { scalars, _, value in scalars.append(Float(value)) })
  }

  /// The same stretch of the tensor begun somewhere else; does nothing to other numbers.
  mutating func move(to start: Int) {
    if case .elements(let tensor, _, let step) = storage {
      storage = .elements(tensor, start: start, step: step)
    }
  }

  /// Whether they are 32-bit floats.
  var isSingle: Bool {
    switch storage {
    case .exact, .whole: false
    case .single, .elements: true
    }
  }

  /// An element as a value: a 32-bit one stays one.
  func number(at position: Int) -> Number {
    isSingle ? .single(Float(self[position])) : .double(self[position])
  }

  subscript(position: Int) -> Double {
    switch storage {
    case .exact(let values): values[position]
    case .single(let values): Double(values[position])
    case .whole(let first): first + Double(position)
    case .elements(let tensor, let start, let step):
      Double(tensor.withUnsafeBuffer { $0[start + position * step] })
    }
  }
}
