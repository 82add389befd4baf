/// How a tensor is reduced along some of its axes: which elements go into each result.
///
/// Neighbouring axes of one sort are taken together. Each result is computed by one thread, in the
/// order in which its elements lie, in double precision.
struct Reduction {
  private struct Axis {
    var extent: Int
    var step: Int
  }
  /// Outermost first; the last axis of the tensor is `run`, not one of these.
  private var kept: [Axis] = []
  private var reduced: [Axis] = []
  /// The elements that lie one after the other, and whether they go into one result.
  private var run = 1
  private var isRunReduced = true

  /// The shape of the results, with an extent of 1 for each axis that is reduced.
  let shape: Shape
  /// The shape of the results without the axes that are reduced.
  let shapeWithoutAxes: Shape
  /// How many elements go into each result.
  let elementsPerResult: Int

  /// - Parameters:
  ///   - axes: those to reduce; negative ones count from the last; nil for all.
  ///   - operation: the name that errors begin with.
  init(_ shape: Shape, axes: [Int]?, _ operation: String) {
    let chosen = Set(shape.axes(axes ?? Array(0..<shape.rank), operation))
    self.shape = Shape(
      shape.extents.indices.map { chosen.contains($0) ? 1 : shape.extents[$0] })
    shapeWithoutAxes = Shape(
      shape.extents.indices.filter { !chosen.contains($0) }.map { shape.extents[$0] })
    elementsPerResult = chosen.reduce(1) { $0 * shape.extents[$1] }

    var groups: [(axis: Axis, isReduced: Bool)] = []
    for axis in shape.extents.indices where shape.extents[axis] != 1 {
      let next = Axis(extent: shape.extents[axis], step: shape.steps[axis])
      if let last = groups.last, last.isReduced == chosen.contains(axis) {
        groups[groups.count - 1].axis = Axis(
          extent: last.axis.extent * next.extent, step: next.step)
      } else {
        groups.append((next, chosen.contains(axis)))
      }
    }
    if let last = groups.popLast() {
      run = last.axis.extent
      isRunReduced = last.isReduced
    }
    kept = groups.filter { !$0.isReduced }.map(\.axis)
    reduced = groups.filter(\.isReduced).map(\.axis)
  }

  /// The results, of `shape`.
  ///
  /// - Parameters:
  ///   - start: what each result begins with.
  ///   - combine: takes in a further element.
  ///   - finish: what a result becomes in the end.
  @inline(__always)
  func results(
    of x: Tensor, from start: Double, combine: (Double, Double) -> Double,
    finish: (Double) -> Double = { $0 }
  ) -> Tensor {
    var results = Tensor(uninitialized: shape)
    guard results.count > 0 else { return results }
    let (source, target) = (x.pointer, results.mutablePointer)
    // A chunk is some results that lie one after the other: of several runs that are reduced, or of
    // one run that is kept.
    let width = isRunReduced ? 1 : min(run, Self.widthOfChunk)
    let chunksPerRun = isRunReduced ? 1 : (run + width - 1) / width
    let runs = results.count / (isRunReduced ? 1 : run)
    let runsPerChunk = isRunReduced ? max(1, (1 << 13) / max(1, elementsPerResult)) : 1
    let groups = (runs + runsPerChunk - 1) / runsPerChunk
    ThreadPool.shared.run(chunks: groups * chunksPerRun) { chunk in
      let (group, part) = (chunk / chunksPerRun, chunk % chunksPerRun)
      for result in group * runsPerChunk..<min(runs, (group + 1) * runsPerChunk) {
        let base = source + Self.offset(result, kept)
        if isRunReduced {
          var total = start
          forEachReducedRun { offset in
            let values = base + offset
            for index in 0..<run { total = combine(total, Double(values[index])) }
          }
          target[result] = Float(finish(total))
        } else {
          let first = part * width
          let count = min(width, run - first)
          withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { totals in
            totals.initialize(repeating: start)
            forEachReducedRun { offset in
              let values = base + offset + first
              for index in 0..<count {
                totals[index] = combine(totals[index], Double(values[index]))
              }
            }
            for index in 0..<count {
              target[result * run + first + index] = Float(finish(totals[index]))
            }
          }
        }
      }
    }
    return results
  }

  /// The results that one chunk has of a run that is kept: few enough to stay in the first-level cache.
  private static let widthOfChunk = 256

  /// Calls `body` with the distance of each run that goes into a result.
  @inline(__always)
  private func forEachReducedRun(_ body: (Int) -> Void) {
    let runs = reduced.reduce(1) { $0 * $1.extent }
    for number in 0..<runs { body(Self.offset(number, reduced)) }
  }

  /// The distance of the n-th combination of positions.
  private static func offset(_ number: Int, _ axes: [Axis]) -> Int {
    if axes.count == 1 { return number * axes[0].step }
    var (rest, offset) = (number, 0)
    for axis in axes.reversed() {
      offset += rest % axis.extent * axis.step
      rest /= axis.extent
    }
    return offset
  }
}

extension Shape {
  /// Axes as numbers from 0 on; stops where there is no such axis, or one stands twice.
  func axes(_ axes: [Int], _ operation: @autoclosure () -> String) -> [Int] {
    let places = axes.map { $0 < 0 ? $0 + rank : $0 }
    require(
      places.allSatisfy(extents.indices.contains) && Set(places).count == places.count,
      "\(operation()): \(axes) are no different axes of \(self)")
    return places
  }
}
