import ModelFiles
import TensorEngine

extension Function {
  static let ofFiles: [Function] = [read]

  private static let read = Function(
    "read", [Parameter("file", .string), Parameter("name", .string, isRequired: false)],
    gives: .tensor, "A tensor from a .npy file, or by its name from a .safetensors file.",
    examples: [
      Example("read(\"noise.npy\")", setup: "tensors"),
      Example("read(\"noise.safetensors\", \"noise\")", setup: "tensors"),
    ]
  ) { call in
    guard case .string(let file) = call.arguments[0] else { return .none }
    let path = call.session.resolve(file)
    var name: String?
    if call.arguments.count > 1, case .string(let given) = call.arguments[1] { name = given }
    if file.lowercased().hasSuffix(".npy") {
      guard name == nil else { throw call.bad("a .npy file has one tensor, without a name") }
      return Evaluator.unboxed(try NumPyFile(contentsOf: path).tensor())
    }
    let contents = try SafetensorsFile(contentsOf: path)
    guard let wanted = name ?? (contents.names.count == 1 ? contents.names[0] : nil) else {
      let names = contents.names.prefix(12).joined(separator: ", ")
      throw call.bad("which one? it has \(names)\(contents.names.count > 12 ? ", …" : "")")
    }
    guard contents.contains(wanted) else {
      let near = Suggestion.nearest(to: wanted, among: contents.names)
      throw Problem.unknownMember(of: file, name: wanted, suggestion: near)
    }
    return Evaluator.unboxed(try contents.tensor(wanted))
  }
}
