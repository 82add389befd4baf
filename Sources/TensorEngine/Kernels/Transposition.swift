import CVectorKernels

extension Tensor {
  /// The axes in another order: axis i of the result is axis `axes[i]` of this tensor. The process
  /// stops where `axes` does not name each axis once.
  ///
  ///     Tensor(zeros: [2, 3, 4]).transposed([2, 0, 1]).shape  // 4x2x3
  ///
  /// - Parameter axes: negative ones count from the last; nil turns the order around.
  public func transposed(_ axes: [Int]? = nil) -> Tensor {
    let axes = shape.permutation(axes)
    let result = Shape(axes.map { shape.extents[$0] })
    let steps = shape.steps
    // Axes that stay neighbours are taken together, those of one position left out.
    var (extents, sources): ([Int], [Int]) = ([], [])
    for axis in axes where shape.extents[axis] != 1 {
      if let source = sources.last, source == steps[axis] * shape.extents[axis] {
        extents[extents.count - 1] *= shape.extents[axis]
        sources[sources.count - 1] = steps[axis]
      } else {
        extents.append(shape.extents[axis])
        sources.append(steps[axis])
      }
    }
    guard count > 0, extents.count > 1 else { return reshaped(to: result) }
    return moved(extents: extents, sources: sources).reshaped(to: result)
  }

  /// - Parameters:
  ///   - extents: of the result, at least two.
  ///   - sources: how far neighbours on each of its axes lie apart here; one of them is 1.
  private func moved(extents: [Int], sources: [Int]) -> Tensor {
    var result = Tensor(uninitialized: Shape(extents))
    let target = result.mutablePointer
    let targets = result.shape.steps
    let last = extents.count - 1
    // Planes of the last axis here and the last there; where they are the same one, of the last two.
    let other = sources[last] == 1 ? last - 1 : sources.firstIndex(of: 1) ?? last - 1
    let outer = extents.indices.filter { $0 != last && $0 != other }
    let planes = outer.reduce(1) { $0 * extents[$1] }
    let parts = (extents[last] + 63) / 64
    ThreadPool.shared.run(chunks: planes * parts) { chunk in
      let (plane, part) = (chunk / parts, chunk % parts)
      var (rest, from, to) = (plane, pointer, target)
      for axis in outer.reversed() {
        from += rest % extents[axis] * sources[axis]
        to += rest % extents[axis] * targets[axis]
        rest /= extents[axis]
      }
      let first = part * 64
      let length = Swift.min(64, extents[last] - first)
      if sources[last] == 1 {
        for position in 0..<extents[other] {
          (to + position * targets[other] + first).update(
            from: from + position * sources[other] + first, count: length)
        }
      } else {
        vk_transpose(
          length, extents[other], from + first * sources[last], sources[last], to + first,
          targets[other])
      }
    }
    return result
  }
}

extension Shape {
  /// The numbers of all axes in another order; stops where `axes` does not name each once.
  func permutation(_ axes: [Int]?) -> [Int] {
    guard let axes else { return extents.indices.reversed() }
    require(axes.count == rank, "transpose: \(axes) does not name each axis of \(self) once")
    return self.axes(axes, "transpose")
  }
}
