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
  /// Something of the host's, which the language only hands on.
  case object(any ValueObject)
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
    case .object(let object): object.kind
    case .none: .none
    }
  }
}

extension Value {
  /// How many elements of a tensor it holds.
  package var elementCount: Int {
    switch self {
    case .tensor(let tensor): tensor.count
    case .mask(let mask): mask.tensor.count
    default: 0
    }
  }
}

/// A value that only the host can do something with.
package protocol ValueObject: Sendable {
  var kind: ValueKinds { get }
  /// It inside of another value, on one line.
  var valueText: String { get }
  /// Whether `==` of the two is true.
  func isEqual(to other: any ValueObject) -> Bool
}

extension ValueObject where Self: Equatable {
  package func isEqual(to other: any ValueObject) -> Bool { (other as? Self) == self }
}
