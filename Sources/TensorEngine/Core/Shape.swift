/// The extents of a tensor, outermost first. Images are `[batch, height, width, channels]`.
///
/// An empty shape is that of a single number.
///
///     let images: Shape = [32, 28, 28, 1]
///     print(images, images.rank, images.count, images[-1])  // 32x28x28x1 4 25088 1
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral {
  /// How many positions each axis has.
  public let extents: [Int]

  /// The shape with these extents, of which none may be negative.
  public init(_ extents: [Int]) {
    require(extents.allSatisfy { $0 >= 0 }, "Shape: an extent of \(extents) is negative")
    self.extents = extents
  }

  /// The shape with the extents of a literal, as in `[2, 3]`.
  public init(arrayLiteral extents: Int...) { self.init(extents) }

  /// The number of axes.
  public var rank: Int { extents.count }

  /// The number of elements, 1 for an empty shape.
  public var count: Int {
    var count = 1
    for extent in extents {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      require(!overflow, "Shape: \(self) has more elements than can be counted")
      count = product
    }
    return count
  }

  /// The extent of an axis; a negative index counts from the last.
  public subscript(axis: Int) -> Int {
    let place = axis < 0 ? axis + rank : axis
    require(extents.indices.contains(place), "Shape: \(self) has no axis \(axis)")
    return extents[place]
  }
}

extension Shape: CustomStringConvertible {
  /// As in `32x28x28x1`; a single number is `scalar`.
  public var description: String {
    extents.isEmpty ? "scalar" : extents.map(String.init).joined(separator: "x")
  }
}
