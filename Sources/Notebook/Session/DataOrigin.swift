import Formats

/// The command that loaded the data, with its arguments as values: enough to load the same again in
/// another session, from another folder.
struct DataOrigin {
  private let command: String
  private let arguments: [String: Value]

  init(_ invocation: Invocation) {
    command = invocation.command.name
    var arguments = invocation.values.compactMapValues(\.first)
    for parameter in invocation.command.parameters where parameter.type == .path {
      guard case .string(let path)? = arguments[parameter.name] else { continue }
      arguments[parameter.name] = .string(invocation.session.absolute(path))
    }
    self.arguments = arguments
  }

  // MARK: - In a checkpoint

  var json: JSONValue {
    var object = JSONObject()
    for (name, value) in arguments.sorted(by: { $0.key < $1.key }) {
      switch value {
      // As text, because it does not fit the numbers of JSON readers.
      case .number(.whole(let number)): object[name] = .string("\(number)")
      case .number(let number): object[name] = .number(number.double)
      case .string(let text): object[name] = .string(text)
      case .bool(let bool): object[name] = .bool(bool)
      default: continue
      }
    }
    return ["command": .string(command), "arguments": .object(object)]
  }

  /// Nil where the JSON is not of this form.
  init?(_ json: JSONValue?) {
    guard let command = json?["command"]?.string, let object = json?["arguments"]?.object else {
      return nil
    }
    var arguments: [String: Value] = [:]
    for name in object.keys {
      switch object[name] {
      case .integer(let number): arguments[name] = .number(number)
      case .number(let number): arguments[name] = .number(number)
      case .string(let text): arguments[name] = .string(text)
      case .bool(let bool): arguments[name] = .bool(bool)
      default: return nil
      }
    }
    self.command = command
    self.arguments = arguments
  }

  /// Loads the data again, as part of another command.
  ///
  /// - Returns: false where this version has no such command.
  func load(within invocation: Invocation) throws -> Bool {
    // A file is not trusted: it may load data, with arguments that the command takes, and no more.
    guard command.hasPrefix("load "), let load = invocation.session.registry.command(command)
    else { return false }
    var arguments = arguments
    for (name, value) in arguments {
      guard let parameter = load.parameter(named: name) else { return false }
      if parameter.type.isNumeric, case .string(let text) = value, let number = Number(text) {
        arguments[name] = .number(number)
      }
      try parameter.type.check(arguments[name] ?? value, of: name)
    }
    _ = try load.body(
      Invocation(
        command: load, session: invocation.session, call: invocation.call,
        source: invocation.source, values: arguments.mapValues { [$0] }, conditions: [:],
        deferredExpressions: [:]))
    return true
  }
}
