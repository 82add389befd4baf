import Datasets
import Formats
import Language

// A source of data in the notes of a checkpoint. A file is not trusted: it may load data, with
// arguments that the command takes, and no more.

extension DataSource {
  /// What a command was given.
  ///
  /// - Returns: nil where that is not enough.
  init?(_ signature: CommandSignature, _ values: [String: Value]) {
    self.init(command: signature.name, arguments: values.compactMapValues(Argument.init))
  }

  var json: JSONValue {
    var object = JSONObject()
    for (name, argument) in arguments.sorted(by: { $0.key < $1.key }) {
      switch argument {
      case .text(let text): object[name] = .string(text)
      case .number(let number): object[name] = .number(number)
      }
    }
    return ["command": .string(command), "arguments": .object(object)]
  }

  /// - Throws: ``Problem`` where an argument is not what the command takes.
  /// - Returns: nil where the JSON tells of no source that this version has.
  init?(_ json: JSONValue?) throws(Problem) {
    guard let command = json?["command"]?.string, let object = json?["arguments"]?.object,
      let signature = CommandSignature.loads.first(where: { $0.name == command })
    else { return nil }
    var values: [String: Value] = [:]
    for name in object.keys {
      guard let parameter = signature.parameter(named: name),
        let value = object[name].flatMap(Self.value)
      else { return nil }
      values[name] = value
      if parameter.type.isNumeric, case .string(let text) = value, let number = Number(text) {
        values[name] = .number(number)
      }
      try parameter.type.check(values[name] ?? value, of: name)
    }
    self.init(signature, values)
  }

  private static func value(_ json: JSONValue) -> Value? {
    switch json {
    case .integer(let number): .number(number)
    case .number(let number): .number(number)
    case .string(let text): .string(text)
    default: nil
    }
  }
}

extension DataSource.Argument {
  fileprivate init?(_ value: Value) {
    switch value {
    case .number(.whole(let number)): self = .text("\(number)")
    case .number(let number): self = .number(number.double)
    case .string(let text): self = .text(text)
    default: return nil
    }
  }
}
