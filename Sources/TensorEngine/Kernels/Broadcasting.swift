extension Shape {
  /// The shape that two tensors take together, as NumPy's rule has it: from the last axis on, extents
  /// are equal or one of them is 1, and an axis that one shape lacks counts as 1; nil where that does
  /// not hold. https://numpy.org/doc/stable/user/basics.broadcasting.html
  ///
  ///     Shape([32, 1, 8]).broadcast(with: [5, 1])  // 32x5x8
  public func broadcast(with other: Shape) -> Shape? {
    let rank = max(rank, other.rank)
    let (a, b) = (extents(ofRank: rank), other.extents(ofRank: rank))
    guard zip(a, b).allSatisfy({ $0 == $1 || $0 == 1 || $1 == 1 }) else { return nil }
    return Shape(zip(a, b).map { $0 == 1 ? $1 : $0 })
  }

  /// The extents with ones before them.
  private func extents(ofRank rank: Int) -> [Int] {
    Array(repeating: 1, count: rank - self.rank) + extents
  }

  /// How far the elements of neighbouring positions on each axis lie apart in memory.
  var steps: [Int] {
    var steps = Array(repeating: 1, count: rank)
    for axis in extents.indices.dropLast().reversed() {
      steps[axis] = steps[axis + 1] * extents[axis + 1]
    }
    return steps
  }

  /// The axes of `whole` that this shape is repeated along when it is broadcast to it.
  func repeatedAxes(in whole: Shape) -> [Int] {
    let extents = extents(ofRank: whole.rank)
    return extents.indices.filter { extents[$0] != whole.extents[$0] || $0 < whole.rank - rank }
  }
}

/// How the elements of two tensors meet, with axes that lie one after the other in both taken together.
private struct Meeting {
  struct Axis {
    var extent: Int
    /// Steps in memory, 0 where the operand is repeated.
    var x: Int
    var y: Int
  }
  /// At least one, outermost first. In the last one the steps are 0 or 1.
  private(set) var axes: [Axis] = []

  init(_ x: Shape, _ y: Shape, in whole: Shape) {
    func steps(_ shape: Shape) -> [Int] {
      Array(repeating: 0, count: whole.rank - shape.rank)
        + zip(shape.extents, shape.steps).map { $0 == 1 ? 0 : $1 }
    }
    for (extent, (x, y)) in zip(whole.extents, zip(steps(x), steps(y))) where extent != 1 {
      if let outer = axes.last, outer.x == x * extent, outer.y == y * extent {
        axes[axes.count - 1] = Axis(extent: outer.extent * extent, x: x, y: y)
      } else {
        axes.append(Axis(extent: extent, x: x, y: y))
      }
    }
    if axes.isEmpty { axes = [Axis(extent: 1, x: 1, y: 1)] }
  }

  /// Where a row along the last axis begins in both operands.
  func offsets(ofRow row: Int) -> (x: Int, y: Int) {
    var (rest, x, y) = (row, 0, 0)
    for axis in axes.dropLast().reversed() {
      let position = rest % axis.extent
      rest /= axis.extent
      x += position * axis.x
      y += position * axis.y
    }
    return (x, y)
  }
}

extension Tensor {
  /// A function of each element, computed in any order and on several threads.
  ///
  ///     Tensor([1, 4, 9]).mapped { $0.squareRoot() }  // [1. 2. 3.]
  public func mapped(_ function: @Sendable (Float) -> Float) -> Tensor { each(function) }

  /// ``mapped(_:)`` for the engine, where the function becomes part of the loop.
  @inline(__always)
  func each(_ function: (Float) -> Float) -> Tensor {
    var y = Tensor(uninitialized: shape)
    let (source, target) = (pointer, y.mutablePointer)
    forEachStretch(of: count) { first, length in
      for index in first..<first + length { target[index] = function(source[index]) }
    }
    return y
  }

  /// A function of each pair of elements that meet when both are broadcast, see
  /// ``Shape/broadcast(with:)``.
  ///
  /// - Parameter operation: the name that errors begin with.
  @inline(__always)
  func combined(
    _ other: Tensor, _ operation: @autoclosure () -> String = "Tensor",
    _ function: (Float, Float) -> Float
  ) -> Tensor {
    guard let shape = shape.broadcast(with: other.shape) else {
      stopProcess(
        because: "\(operation()): the shapes do not fit: \(self.shape) and \(other.shape)")
    }
    var result = Tensor(uninitialized: shape)
    guard result.count > 0 else { return result }
    let (x, y, target) = (pointer, other.pointer, result.mutablePointer)
    if self.shape == other.shape {
      forEachStretch(of: result.count) { first, length in
        for index in first..<first + length { target[index] = function(x[index], y[index]) }
      }
      return result
    }
    let meeting = Meeting(self.shape, other.shape, in: shape)
    let row = meeting.axes[meeting.axes.count - 1]
    forEachStretch(of: result.count) { first, length in
      var start = first
      while start < first + length {
        let column = start % row.extent
        let end = Swift.min(start - column + row.extent, first + length)
        let offsets = meeting.offsets(ofRow: start / row.extent)
        let (x, y) = (x + offsets.x + column * row.x, y + offsets.y + column * row.y)
        let target = target + start
        // Three loops, of which each has steps that the compiler knows.
        if row.x == 0 {
          for index in 0..<end - start { target[index] = function(x[0], y[index]) }
        } else if row.y == 0 {
          for index in 0..<end - start { target[index] = function(x[index], y[0]) }
        } else {
          for index in 0..<end - start { target[index] = function(x[index], y[index]) }
        }
        start = end
      }
    }
    return result
  }

  /// Repeated along axes that have an extent of 1 here, or are not there, to another shape.
  func repeated(to shape: Shape) -> Tensor {
    shape == self.shape ? self : Tensor(uninitialized: shape).combined(self) { _, value in value }
  }

  /// The sum over what a tensor of `shape` was repeated along to take this one's shape: the gradient
  /// of an operand that was broadcast.
  func summed(to shape: Shape) -> Tensor {
    guard shape != self.shape else { return self }
    return sum(axes: shape.repeatedAxes(in: self.shape)).reshaped(to: shape)
  }
}
