/// A dense array of 32-bit floats in row-major order: a value, with no memory of where it came from.
///
/// Copying a tensor costs nothing until one of the copies is written to. Differentiation lives on a
/// ``Tape``, not here.
///
///     let image = Tensor(repeating: 0.5, shape: [1, 28, 28, 1])
///     print(image.shape, image.scalars[0])  // 1x28x28x1 0.5
public struct Tensor: Sendable {
  /// The extents, outermost axis first.
  public let shape: Shape
  fileprivate var storage: Storage

  /// The number of elements.
  public var count: Int { shape.count }

  /// A tensor of whatever happens to be in memory, for kernels that write every element.
  package init(uninitialized shape: Shape) {
    self.shape = shape
    storage = Storage(uninitialized: shape.count)
  }

  fileprivate init(shape: Shape, storage: Storage) {
    self.shape = shape
    self.storage = storage
  }

  /// A tensor with every element equal to `value`.
  public init(repeating value: Float, shape: Shape) {
    self.init(uninitialized: shape)
    storage.pointer.initialize(repeating: value, count: shape.count)
  }

  /// A tensor of zeros.
  public init(zeros shape: Shape) { self.init(repeating: 0, shape: shape) }

  /// A tensor of the given elements in row-major order. Their number must be the shape's.
  public init(_ scalars: [Float], shape: Shape) {
    require(
      scalars.count == shape.count,
      "Tensor: \(scalars.count) elements do not fill the shape \(shape)")
    self.init(uninitialized: shape)
    scalars.withUnsafeBufferPointer { source in
      if let base = source.baseAddress {
        storage.pointer.initialize(from: base, count: source.count)
      }
    }
  }

  /// A vector.
  public init(_ scalars: [Float]) { self.init(scalars, shape: [scalars.count]) }

  /// A single number.
  public init(_ scalar: Float) { self.init([scalar], shape: []) }

  /// The elements in row-major order, copied out.
  public var scalars: [Float] { withUnsafeBuffer { Array($0) } }

  /// The value of a tensor that holds one element, whatever its rank.
  public var scalar: Float {
    require(count == 1, "Tensor.scalar: a tensor of shape \(shape) is not one number")
    return storage.pointer[0]
  }

  /// The same elements in another shape; no copy is made.
  public func reshaped(to shape: Shape) -> Tensor {
    require(
      shape.count == count,
      "reshape: \(self.shape) has \(count) elements, \(shape) has \(shape.count)")
    return Tensor(shape: shape, storage: storage)
  }

  /// Reads the elements in place.
  public func withUnsafeBuffer<R>(_ body: (UnsafeBufferPointer<Float>) throws -> R) rethrows -> R {
    defer { withExtendedLifetime(storage) {} }
    return try body(UnsafeBufferPointer(start: storage.pointer, count: count))
  }

  /// Writes the elements in place, after a copy if they are shared.
  public mutating func withUnsafeMutableBuffer<R>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> R
  ) rethrows -> R {
    try body(UnsafeMutableBufferPointer(start: mutablePointer, count: count))
  }

  /// The block of memory that the elements are in, and how many bytes it takes: copies that nobody
  /// has written to share one.
  package var memory: (block: ObjectIdentifier, bytes: Int) {
    (ObjectIdentifier(storage), storage.capacity * MemoryLayout<Float>.stride)
  }

  /// The elements, to be read by kernels for as long as the tensor is alive.
  var pointer: UnsafePointer<Float> { UnsafePointer(storage.pointer) }

  /// The elements, to be written by kernels for as long as the tensor is alive; unshared by then.
  var mutablePointer: UnsafeMutablePointer<Float> {
    mutating get {
      if !isKnownUniquelyReferenced(&storage) {
        let copy = Storage(uninitialized: count)
        copy.pointer.initialize(from: storage.pointer, count: count)
        storage = copy
      }
      return storage.pointer
    }
  }
}

/// A tensor as long as somebody else has it: its elements are not kept for this.
package struct WeakTensor: Sendable {
  private let shape: Shape
  private weak var storage: Storage?

  package init(_ tensor: Tensor) {
    shape = tensor.shape
    storage = tensor.storage
  }

  /// Nil where nobody has it any more.
  ///
  /// - Precondition: nobody writes to the tensor in place. Its last owner does so without a copy,
  ///   since a weak reference does not count as one, and what is given here is then what was written.
  package var tensor: Tensor? { storage.map { Tensor(shape: shape, storage: $0) } }
}

extension Tensor: Equatable {
  /// Same shape and same elements; as for floats, NaN differs from itself and -0 equals 0.
  public static func == (a: Tensor, b: Tensor) -> Bool {
    a.shape == b.shape && (0..<a.count).allSatisfy { a.pointer[$0] == b.pointer[$0] }
  }

  /// Same shape and same bits, NaN and signed zeros included.
  public func isIdentical(to other: Tensor) -> Bool {
    shape == other.shape
      && (0..<count).allSatisfy { pointer[$0].bitPattern == other.pointer[$0].bitPattern }
  }
}
