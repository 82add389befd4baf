/// The extents of a tensor, outermost first. Images are `[batch, height, width, channels]`.
///
/// An empty shape is that of a single number.
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral {
  public var extents: [Int]

  public init(_ extents: [Int]) {
    precondition(extents.allSatisfy { $0 >= 0 }, "Shape: negative extent in \(extents)")
    self.extents = extents
  }

  public init(arrayLiteral extents: Int...) { self.init(extents) }

  /// The number of axes.
  public var rank: Int { extents.count }

  /// The number of elements, 1 for an empty shape.
  public var count: Int { extents.reduce(1, *) }

  /// The extent of an axis; a negative index counts from the last.
  public subscript(axis: Int) -> Int { extents[axis < 0 ? axis + rank : axis] }
}

extension Shape: CustomStringConvertible {
  /// As in `32x28x28x1`; a single number is `scalar`.
  public var description: String {
    extents.isEmpty ? "scalar" : extents.map(String.init).joined(separator: "x")
  }
}
