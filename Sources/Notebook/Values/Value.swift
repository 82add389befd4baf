import Datasets
import Pictures
import TensorEngine

/// A value of the command language.
package enum Value: Sendable {
  case number(Double)
  case string(String)
  case bool(Bool)
  case list([Value])
  case range(NumberRange)
  case tensor(Tensor)
  case series(Series)
  case image(GrayImage)
  case model(ModelReference)
  case dataset(ImageDataset)
  case none

  package var kind: ValueKinds {
    switch self {
    case .number: .number
    case .string: .string
    case .bool: .bool
    case .list: .list
    case .range: .range
    case .tensor: .tensor
    case .series: .series
    case .image: .image
    case .model: .model
    case .dataset: .dataset
    case .none: .none
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
