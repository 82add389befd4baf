import Formats
import Language
import TensorEngine

/// Values of names on their way to and from a file: all but tensors as JSON, tensors beside it.
struct KeptValues {
  /// By name, as JSON.
  private(set) var json = JSONObject()
  /// What the JSON refers to, by `name` or `name.3` for the parts of a list.
  private(set) var tensors: [(key: String, tensor: Tensor)] = []
  /// Names whose values are not kept, with the reason.
  private(set) var leftOut: [(name: String, why: String)] = []

  /// What all tensors and all the JSON may take, in bytes: the JSON is written down again whenever
  /// one value changes.
  static let tensorLimit = 64 << 20
  static let textLimit = 128 << 10
  private var tensorBytes = 0
  private var textBytes = 0

  init(_ variables: [String: Value]) {
    for (name, value) in variables.sorted(by: { $0.key < $1.key }) { add(name, value) }
  }

  private mutating func add(_ name: String, _ value: Value) {
    var parts: [(key: String, tensor: Tensor)] = []
    do throws(NotKept) {
      let coded = try Self.coded(value, key: name, &parts)
      let bytes = parts.reduce(0) { $0 + $1.tensor.memory.bytes }
      let text = coded.text.utf8.count
      guard tensorBytes + bytes <= Self.tensorLimit, textBytes + text <= Self.textLimit else {
        throw NotKept(why: "too large")
      }
      textBytes += text
      tensorBytes += bytes
      tensors += parts
      json[name] = coded
    } catch {
      leftOut.append((name, error.why))
    }
  }

  private struct NotKept: Error { let why: String }

  private static func coded(
    _ value: Value, key: String, _ tensors: inout [(key: String, tensor: Tensor)]
  ) throws(NotKept) -> JSONValue {
    switch value {
    case .number(let number): return coded(number)
    case .string(let text): return .string(text)
    case .bool(let bool): return .bool(bool)
    case .none: return .null
    case .range(let range):
      return [
        "range": [.number(range.lower), .number(range.upper)], "closed": .bool(range.isClosed),
      ]
    case .object(let reference as ModelReference):
      var object: JSONObject = ["network": .string(reference.network)]
      object["layer"] = reference.layer.map(JSONValue.string)
      return .object(object)
    case .list(let items):
      guard items.count <= textLimit / 2 else { throw NotKept(why: "too large") }
      var coded: [JSONValue] = []
      for (index, item) in items.enumerated() {
        coded.append(try Self.coded(item, key: "\(key).\(index)", &tensors))
      }
      return .array(coded)
    case .tensor(let tensor):
      tensors.append((key, tensor))
      return ["tensor": .string(key)]
    case .mask(let mask):
      tensors.append((key, mask.tensor))
      return ["tensor": .string(key), "mask": true]
    case .series(let series):
      tensors.append((key, Tensor(series.values)))
      var object: JSONObject = ["tensor": .string(key), "series": .string(series.name)]
      switch series.iterations {
      case .consecutive(let range): object["first"] = .integer(range.lowerBound)
      case .listed(let iterations):
        // Mostly they are so many apart as it was asked for.
        if let step = series.iterations.step {
          object["first"] = .integer(iterations[0])
          object["step"] = .integer(step)
        } else {
          object["iterations"] = .array(iterations.map { .integer($0) })
        }
      }
      if series.areTruths { object["mask"] = true }
      return .object(object)
    case .object: throw NotKept(why: value.kind.textWithArticle)
    }
  }

  /// As text where JSON has no such number, or would read another one.
  private static func coded(_ number: Number) -> JSONValue {
    switch number {
    case .double(let value) where value.isFinite: .number(value)
    case .double(let value): ["number": .string("\(value)")]
    case .whole(let value): ["number": .string("\(value)")]
    case .single(let value): ["single": .string("\(value)")]
    }
  }

  // MARK: - Reading

  /// The value that the JSON stands for; nil where it is not of this form, or a tensor is missing.
  static func value(_ json: JSONValue, tensor: (String) -> Tensor?) -> Value? {
    switch json {
    case .null: return Value.none
    case .bool(let bool): return .bool(bool)
    case .integer(let number): return .number(number)
    case .number(let number): return .number(number)
    case .string(let text): return .string(text)
    case .array(let items):
      let values = items.compactMap { value($0, tensor: tensor) }
      let list = Value.list(values)
      return values.count == items.count && list.isNested(atMost: Value.deepestList) ? list : nil
    case .object(let object):
      if let text = object["number"]?.string {
        return (Number(text) ?? Double(text).map { .double($0) }).map { .number($0) }
      }
      if let text = object["single"]?.string { return Float(text).map { .number(.single($0)) } }
      if let network = object["network"]?.string, ["G", "D"].contains(network) {
        return .object(ModelReference(network: network, layer: object["layer"]?.string))
      }
      if let ends = object["range"]?.array?.compactMap(\.number), ends.count == 2,
        ends.allSatisfy({ abs($0) <= Double(Int.largestExact) })
      {
        return .range(
          NumberRange(lower: ends[0], upper: ends[1], isClosed: object["closed"] == true))
      }
      guard let found = object["tensor"]?.string.flatMap(tensor) else { return nil }
      let areTruths = object["mask"] == true
      if areTruths, !found.scalars.allSatisfy({ $0 == 0 || $0 == 1 }) { return nil }
      guard let name = object["series"]?.string else {
        return areTruths ? .mask(Mask(found)) : .tensor(found)
      }
      guard let iterations = iterations(of: object, count: found.count) else { return nil }
      return .series(
        Series(
          name: name, iterations: iterations, values: found.scalars, areTruths: areTruths,
          advice: Problem.trainingGivesValues))
    }
  }

  /// The iterations of a series; nil where they are not ascending, or not as many as its values.
  private static func iterations(of object: JSONObject, count: Int) -> SeriesIterations? {
    let known = 0..<Int.largestExact
    if let first = object["first"]?.integer {
      guard known.contains(first) else { return nil }
      guard let step = object["step"]?.integer else { return .consecutive(first..<first + count) }
      guard known.contains(step), step > 0, count < Int.largestExact / step else { return nil }
      return .listed((0..<count).map { first + $0 * step })
    }
    guard let listed = object["iterations"]?.array?.compactMap(\.integer), listed.count == count,
      listed.allSatisfy(known.contains), zip(listed, listed.dropFirst()).allSatisfy(<)
    else { return nil }
    return .listed(listed)
  }
}
