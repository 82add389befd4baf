import Files
import Formats
import Language
import TensorEngine

extension Function {
  static let ofFiles: [Function] = [read]

  private static let read = Function(
    "read", [Parameter("file", .string), Parameter("name", .string, isRequired: false)],
    gives: [.tensor, .mask, .number, .bool, .list],
    "A tensor from a .npy file, or by its name from a .safetensors or .npz file; without a name, the names in it.",
    examples: [
      Example("read(\"noise.npy\")", setup: "tensors"),
      Example("read(\"noise.safetensors\", \"noise\")", setup: "tensors"),
      Example("read(\"noise.safetensors\")", "the names", setup: "tensors"),
    ]
  ) { call, workspace in
    guard case .string(let file) = call.arguments[0] else { return .none }
    var name: String?
    if call.arguments.count > 1, case .string(let given) = call.arguments[1] { name = given }
    let path = workspace.surroundings.resolve(file)
    let bytes = try FileBytes.read(path, isInterrupted: { Interruption.isDue })
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
        let tensor = Tensor(numbers.map { Float($0) }, shape: Shape(try contents.shape(wanted)))
        if try contents.type(wanted) == .bool { return try truths(tensor) }
        warn(of: numbers, in: path, call)
        return Elements(tensor).value
      }
      return Elements(try contents.tensor(wanted)).value
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
    if array.type == .bool { return try truths(array.tensor()) }
    if !array.type.isFloat { warn(of: try array.integers(), in: array.path, call) }
    return Elements(array.tensor()).value
  }

  private static func truths(_ tensor: Tensor) throws(Problem) -> Value {
    Elements(try TensorArithmetic.map(tensor) { $0 == 0 ? 0 : 1 }, areTruths: true).value
  }

  /// Says where a number becomes another one by being read.
  private static func warn(of numbers: [Int], in path: String, _ call: FunctionCall) {
    var rounding = Rounding()
    for number in numbers { _ = rounding.float(Number(whole: Int128(number))) }
    call.host.note(rounding, in: path)
  }
}
