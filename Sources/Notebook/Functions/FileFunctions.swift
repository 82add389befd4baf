import ModelFiles
import SafeFiles
import TensorEngine

extension Function {
  static let ofFiles: [Function] = [read]

  private static let read = Function(
    "read", [Parameter("file", .string), Parameter("name", .string, isRequired: false)],
    gives: [.tensor, .number, .list],
    "A tensor from a .npy file, or by its name from a .safetensors or .npz file; without a name, the names in it.",
    examples: [
      Example("read(\"noise.npy\")", setup: "tensors"),
      Example("read(\"noise.safetensors\", \"noise\")", setup: "tensors"),
      Example("read(\"noise.safetensors\")", "the names", setup: "tensors"),
    ]
  ) { call in
    guard case .string(let file) = call.arguments[0] else { return .none }
    var name: String?
    if call.arguments.count > 1, case .string(let given) = call.arguments[1] { name = given }
    let path = call.session.resolve(file)
    let bytes = try FileBytes.read(path, isInterruptible: true)
    // By what it holds, whatever it is called; one that is called .npy and is none is told so.
    let kind = FileKind(beginning: bytes)
    switch kind {
    case .npz:
      let archive = try NumPyArchive(bytes: bytes, path: path)
      guard let wanted = try pick(name, from: archive.names, file) else {
        return .list(archive.names.map { .string($0) })
      }
      return try value(of: archive.array(wanted), call)
    case _ where kind == .numpy || file.lowercased().hasSuffix(".npy"):
      guard name == nil else { throw call.bad("a .npy file has one tensor, without a name") }
      return try value(of: NumPyFile(bytes: bytes, path: path), call)
    default:
      let contents = try SafetensorsFile(bytes: bytes, path: path)
      guard let wanted = try pick(name, from: contents.names, file) else {
        return .list(contents.names.map { .string($0) })
      }
      guard try contents.type(wanted).isFloat else {
        // Labels and indices; a tensor of the language holds 32-bit floats.
        let numbers = try contents.integers(wanted)
        warn(of: numbers, in: path, call)
        return Evaluator.unboxed(
          Tensor(numbers.map { Float($0) }, shape: Shape(try contents.shape(wanted))))
      }
      return Evaluator.unboxed(try contents.tensor(wanted))
    }
  }

  /// The tensor that is meant: the one named, or the only one; nil where the names are asked for.
  private static func pick(
    _ name: String?, from names: [String], _ file: String
  ) throws(Problem) -> String? {
    guard let name else { return names.count == 1 ? names[0] : nil }
    guard names.contains(name) else {
      throw .unknownMember(
        of: file, name: name, suggestion: Suggestion.nearest(to: name, among: names))
    }
    return name
  }

  private static func value(of array: NumPyFile, _ call: FunctionCall) throws -> Value {
    if !array.type.isFloat { warn(of: try array.integers(), in: array.path, call) }
    return Evaluator.unboxed(array.tensor())
  }

  /// Says where a number becomes another one by being read: a float has 24 bits for it.
  private static func warn(of numbers: [Int], in path: String, _ call: FunctionCall) {
    let rounded = numbers.filter { Int(exactly: Float($0)) != $0 }
    guard let first = rounded.first else { return }
    call.session.emit(
      .warning(
        "\(path): \(rounded.count) of \(numbers.count) whole numbers are rounded, \(first) is the first: "
          + "the numbers of a tensor are exact to 16777216"))
  }
}
