import Datasets
import Language
import Pictures
import TensorEngine

extension Function {
  static let shapes: [Function] = [shape, count, len, reshape, transpose, append, onehot]

  private static let shape = Function(
    "shape", [Parameter("x", .arrays.union(.image))], gives: .list,
    "The extents, outermost first.", examples: [Example("shape(reshape(1...6, 2, 3))")]
  ) { call in
    if case .object(let image as GrayImage) = call.arguments[0] {
      return .list([.number(Double(image.height)), .number(Double(image.width))])
    }
    return .list(try call.tensor(0).shape.extents.map { .number(Double($0)) })
  }

  private static let count = Function(
    "count", [Parameter("x", .arrays.union([.number, .dataset]))], gives: .number,
    "The number of elements.", examples: [Example("count(reshape(1...6, 2, 3))")]
  ) { call in
    switch call.arguments[0] {
    case .object(let data as ImageDataset): return .number(Double(data.training.count))
    case .list(let items): return .number(Double(items.count))
    case .range(let range): return .number(Double(range.count))
    default: return .number(Double(try call.tensor(0).count))
    }
  }

  private static let len = Function(
    "len", [Parameter("x", .arrays.union(.string))], gives: .number,
    "The length: items of a list, characters of a string, extent of a tensor's first axis.",
    examples: [Example("len([1, 2, 3])"), Example("len(\"abc\")")]
  ) { call in
    switch call.arguments[0] {
    case .string(let text): return .number(Double(text.count))
    case .list(let items): return .number(Double(items.count))
    case .range(let range): return .number(Double(range.count))
    case .series(let series): return .number(Double(series.values.count))
    default:
      let shape = try call.tensor(0).shape
      guard shape.rank > 0 else { throw call.bad("a single number has no length") }
      return .number(Double(shape[0]))
    }
  }

  private static let reshape = Function(
    "reshape",
    [Parameter("x", .arrays.union(.number)), Parameter("extent", .number)],
    isVariadic: true, gives: [.tensor, .mask],
    "The same elements in another shape; one extent may be -1, which takes what is left.",
    examples: [Example("reshape(1...6, 2, 3)"), Example("reshape(1...6, 2, -1)")]
  ) { call in
    let elements = try call.elements(0)
    let tensor = elements.tensor
    try call.checkAxes(call.arguments.count - 1)
    var extents: [Int] = []
    for index in 1..<call.arguments.count {
      extents.append(try call.whole(index, in: -1...TensorArithmetic.mostElements))
    }
    let known = extents.filter { $0 >= 0 }
    var product = 1
    for extent in known {
      let (next, overflow) = product.multipliedReportingOverflow(by: extent)
      guard !overflow else { throw call.bad("the shape is too large") }
      product = next
    }
    let open = extents.count - known.count
    guard open <= 1 else { throw call.bad("only one extent may be -1") }
    if open == 1, product > 0, tensor.count.isMultiple(of: product),
      let place = extents.firstIndex(of: -1)
    {
      extents[place] = tensor.count / product
      product = tensor.count
    }
    guard product == tensor.count, !extents.contains(-1) else {
      let wanted = extents.map(String.init).joined(separator: "x")
      throw call.bad("the \(tensor.count) elements of \(tensor.shape) do not fill \(wanted)")
    }
    return Elements(tensor.reshaped(to: Shape(extents)), areTruths: elements.areTruths).value
  }

  private static let transpose = Function(
    "transpose", [Parameter("x", [.tensor, .mask, .list])], gives: [.tensor, .mask],
    "The axes in reverse order.", examples: [Example("transpose(reshape(1...6, 2, 3))")]
  ) { call in
    let elements = try call.elements(0)
    return Elements(
      try TensorArithmetic.transpose(elements.tensor), areTruths: elements.areTruths
    ).value
  }

  private static let append = Function(
    "append", [Parameter("x", [.list, .tensor, .mask]), Parameter("item", .any)],
    gives: [.list, .tensor, .mask],
    "A list with one more item, of any kind; a tensor with one more row, a vector with one number.",
    examples: [
      Example("append([1, 2], 3)"), Example("append([[1, 2]], [3, 4])", "a list as one item"),
      Example("h = []\nh = append(h, mean([1, 2]))"),
    ]
  ) { call in try call.appended() }

  private static let onehot = Function(
    "onehot",
    [Parameter("labels", [.number, .tensor, .list, .range]), Parameter("classes", .number)],
    gives: .tensor, "A row for each label: 1 at the label, 0 elsewhere.",
    examples: [Example("onehot([2, 0], 3)")]
  ) { call in
    let labels = try call.tensor(0)
    try call.checkAxes(labels.shape.rank + 1)
    let classes = try call.whole(1, in: 1...1_000_000)
    try call.checkCount(labels.count, classes)
    var result = [Float](repeating: 0, count: labels.count * classes)
    let scalars = labels.scalars
    try Stretches.forEach(of: scalars.count) { rows throws(Problem) in
      for row in rows {
        guard let label = Int(exactly: scalars[row]), (0..<classes).contains(label) else {
          throw call.bad("\(Number.single(scalars[row])) is no label below \(classes)")
        }
        result[row * classes + label] = 1
      }
    }
    return .tensor(Tensor(result, shape: Shape(labels.shape.extents + [classes])))
  }
}
