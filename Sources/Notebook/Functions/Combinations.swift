import Language
import TensorEngine

extension Function {
  /// What is made of several tensors.
  static let combinations: [Function] = [concat, stack, choose, clip, cosine, confusion]

  private static let parts: ValueKinds = .arrays.union(.number)

  private static let concat = Function(
    "concat", [Parameter("x", .arrays)], isVariadic: true, gives: [.tensor, .mask],
    "One after the other along the first axis.",
    examples: [Example("concat([1, 2], [3])"), Example("shape(concat(rand(2, 3), rand(4, 3)))")]
  ) { call in
    let all = try call.arguments.indices.map { try call.elements($0) }
    let rows = all.map(\.tensor.shape)
    guard let first = rows.first, rows.allSatisfy({ $0.rank > 0 }) else {
      throw call.bad("takes tensors with an axis")
    }
    if let other = rows.first(where: { $0.extents.dropFirst() != first.extents.dropFirst() }) {
      throw Problem.shapesDiffer(
        operation: "concat", left: first.description, right: other.description)
    }
    _ = try call.checkCount(all.reduce(0) { $0 + $1.tensor.count }, 1)
    return Elements(
      Tensor(concatenating: all.map(\.tensor)), areTruths: all.allSatisfy(\.areTruths)
    ).value
  }

  private static let stack = Function(
    "stack", [Parameter("x", parts)], isVariadic: true, gives: [.tensor, .mask],
    "Side by side along a new first axis.",
    examples: [Example("stack([1, 2], [3, 4])"), Example("shape(stack(rand(3), rand(3)))")]
  ) { call in
    let all = try call.arguments.indices.map { try call.elements($0) }
    let shape = all[0].tensor.shape
    if let other = all.map(\.tensor.shape).first(where: { $0 != shape }) {
      throw Problem.shapesDiffer(
        operation: "stack", left: shape.description, right: other.description)
    }
    try call.checkAxes(shape.rank + 1)
    _ = try call.checkCount(all.count, shape.count)
    let row = Shape([1] + shape.extents)
    return Elements(
      Tensor(concatenating: all.map { $0.tensor.reshaped(to: row) }),
      areTruths: all.allSatisfy(\.areTruths)
    ).value
  }

  private static let choose = Function(
    "where",
    [
      Parameter("condition", parts.union(.bool)), Parameter("x", parts), Parameter("y", parts),
    ], gives: [.number, .tensor], isElementwise: true,
    "Of each place the first where the condition holds, the second elsewhere.",
    examples: [
      Example("where([1, -2, 3] > 0, [1, -2, 3], 0)"), Example("where(2 > 1, 10, 20)"),
    ]
  ) { call in
    let (truths, x, y) = (try call.elements(0), try call.tensor(1), try call.tensor(2))
    guard truths.areTruths else { throw call.bad("`condition` is what is true or false, as x > 0") }
    // Each in the common shape: then one pass chooses.
    let shape = try TensorArithmetic.broadcast(
      try TensorArithmetic.broadcast(truths.tensor.shape, x.shape, "where"), y.shape, "where")
    let whole = Tensor(zeros: shape)
    func spread(_ tensor: Tensor) throws(Problem) -> [Float] {
      try TensorArithmetic.combine(tensor, whole, "where") { value, _ in value }.scalars
    }
    let (condition, first, second) = (try spread(truths.tensor), try spread(x), try spread(y))
    return Elements(
      Tensor(condition.indices.map { condition[$0] != 0 ? first[$0] : second[$0] }, shape: shape)
    ).value
  }

  private static let clip = Function(
    "clip", [Parameter("x", parts), Parameter("low", .number), Parameter("high", .number)],
    gives: [.number, .tensor], isElementwise: true,
    "Each element, but no smaller than `low` and no larger than `high`; NaN stays.",
    examples: [Example("clip([-1, 0.5, 2], 0, 1)"), Example("clip(7, 0, 5)")]
  ) { call in
    guard case .number(let low) = call.arguments[1], case .number(let high) = call.arguments[2],
      low.double <= high.double
    else { throw call.bad("`low` is at most `high`") }
    if let number = call.singleNumber(0) {
      return .number(number.isNaN ? number : min(max(number, low.double), high.double))
    }
    let (lowest, highest) = (Float(low.double), Float(high.double))
    return .tensor(
      try TensorArithmetic.map(try call.tensor(0)) {
        $0.isNaN ? $0 : min(max($0, lowest), highest)
      })
  }

  private static let cosine = Function(
    "cosine", [Parameter("a", .arrays), Parameter("b", .arrays)], gives: .number,
    "The cosine of the angle between two, element by element: 1 for the same direction, 0 for none shared.",
    examples: [
      Example("cosine([1, 0], [1, 1])"),
      Example(
        "cosine(G.dense1.weight, G.dense1.weight.grad)",
        setup: "load digits count=40\nbuild cgan batch=4\nstep"),
    ]
  ) { call in
    let (a, b) = (try call.sequence(0), try call.sequence(1))
    guard a.count == b.count else {
      throw call.bad("takes two of as many elements, not \(a.count) and \(b.count)")
    }
    let sums = try a.folded((dot: 0.0, a: 0.0, b: 0.0)) { sums, place, x in
      let y = b[place]
      sums.dot += x * y
      sums.a += x * x
      sums.b += y * y
    }
    return .number(sums.dot / (sums.a.squareRoot() * sums.b.squareRoot()))
  }

  private static let confusion = Function(
    "confusion",
    [
      Parameter("wanted", [.tensor, .list, .range]), Parameter("given", [.tensor, .list, .range]),
      Parameter("classes", .number, isRequired: false),
    ], gives: .tensor,
    "How often each wanted label, by row, was given as each, by column; of probabilities the largest is given.",
    examples: [
      Example("confusion([0, 1, 1], [0, 1, 0])"),
      Example(
        "confusion(batch.labels, classify(batch.images))",
        setup: "load digits count=40\nbuild acgan batch=4\nstep"),
    ]
  ) { call in
    let wanted = try call.tensor(0)
    var given = try call.tensor(1)
    var least = 0
    if given.shape.rank == 2 {
      least = given.shape[1]
      given = try call.largestPlaces(of: given)
    }
    guard wanted.shape.rank == 1, given.shape == wanted.shape else {
      throw Problem.shapesDiffer(
        operation: "confusion", left: wanted.shape.description, right: given.shape.description)
    }
    let largest = (wanted.scalars + given.scalars).max().flatMap { Int(exactly: $0) } ?? 0
    let classes =
      call.arguments.count > 2 ? try call.whole(2, in: 1...10_000) : max(largest + 1, least)
    func label(_ value: Float) throws(Problem) -> Int {
      guard let label = Int(exactly: value), (0..<classes).contains(label) else {
        throw call.bad("\(Number.single(value)) is no label below \(classes)")
      }
      return label
    }
    try call.checkCount(classes, classes)
    var counts = [Int](repeating: 0, count: classes * classes)
    let (rows, columns) = (wanted.scalars, given.scalars)
    try Stretches.forEach(of: rows.count) { range throws(Problem) in
      for place in range {
        counts[try label(rows[place]) * classes + label(columns[place])] += 1
      }
    }
    return .tensor(Tensor(counts.map(Float.init), shape: [classes, classes]))
  }
}

extension FunctionCall {
  /// Where each row is largest.
  fileprivate func largestPlaces(of rows: Tensor) throws(Problem) -> Tensor {
    let (scalars, length) = (rows.scalars, rows.shape[1])
    guard length > 0 else { throw bad("there are no classes") }
    return Tensor(
      (0..<rows.shape[0]).map { row in
        let line = scalars[row * length..<(row + 1) * length]
        let largest = line.indices.max { line[$0] < line[$1] } ?? line.startIndex
        return Float(largest - line.startIndex)
      })
  }
}
