import Datasets
import Pictures
import TensorEngine

/// A value of the command language.
package enum Value: Sendable {
  case number(Number)
  case string(String)
  case bool(Bool)
  case list([Value])
  case range(NumberRange)
  case tensor(Tensor)
  case mask(Mask)
  case series(Series)
  case image(GrayImage)
  case model(ModelReference)
  case dataset(ImageDataset)
  case none

  package static func number(_ value: Double) -> Value { .number(.double(value)) }
  package static func number(_ value: Int) -> Value { .number(Number(whole: Int128(value))) }

  package var kind: ValueKinds {
    switch self {
    case .number: .number
    case .string: .string
    case .bool: .bool
    case .list: .list
    case .range: .range
    case .tensor: .tensor
    case .mask: .mask
    case .series: .series
    case .image: .image
    case .model: .model
    case .dataset: .dataset
    case .none: .none
    }
  }
}

extension Value {
  /// How many elements of a tensor it holds.
  var elementCount: Int {
    switch self {
    case .tensor(let tensor): tensor.count
    case .mask(let mask): mask.tensor.count
    default: 0
    }
  }
}

/// The whole numbers from one to another: `1...5` has five, `0..<5` too.
package struct NumberRange: Equatable, Sendable {
  package let lower: Double
  package let upper: Double
  package let isClosed: Bool

  package init(lower: Double, upper: Double, isClosed: Bool) {
    self.lower = lower
    self.upper = upper
    self.isClosed = isClosed
  }

  /// How many numbers it has: none where the end is before the beginning.
  package var count: Int {
    let last = isClosed ? upper : upper - 1
    return last < lower ? 0 : Int(last - lower) + 1
  }

  package var text: String {
    NumberText.text(lower) + (isClosed ? "..." : "..<") + NumberText.text(upper)
  }
}

/// A quantity of a training with one value for each iteration.
package struct Series: Equatable, Sendable {
  package let name: String
  /// The iteration of the first value.
  package let first: Int
  package let values: [Float]

  package init(name: String, first: Int, values: [Float]) {
    self.name = name
    self.first = first
    self.values = values
  }

  /// The value of an iteration, by its number.
  func value(at iteration: Number) throws(Problem) -> Float {
    guard !values.isEmpty else { throw .noValueYet(name) }
    let last = first + values.count - 1
    guard let number = iteration.int, (first...last).contains(number) else {
      throw .noSuchIteration(series: name, iteration: iteration, first: first, last: last)
    }
    return values[number - first]
  }
}

/// A network or one of its layers, by name: `G`, `D.conv3`.
package struct ModelReference: Hashable, Sendable {
  package let network: String
  package let layer: String?

  package init(network: String, layer: String? = nil) {
    self.network = network
    self.layer = layer
  }

  package var name: String { layer.map { "\(network).\($0)" } ?? network }
}
