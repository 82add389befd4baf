/// A source of data as it is written: the words of the command that loads it.
extension DataSource {
  /// An argument: a text, or a number. A whole number that is no 64-bit float is a text, for
  /// readers of JSON would take another one.
  package enum Argument: Hashable, Sendable {
    case text(String)
    case number(Double)

    var text: String? { if case .text(let text) = self { text } else { nil } }

    var whole: Int? {
      switch self {
      case .text(let text): Int(text)
      case .number(let number): Int(exactly: number)
      }
    }

    var seed: UInt64? {
      switch self {
      case .text(let text): UInt64(text)
      case .number(let number): UInt64(exactly: number)
      }
    }

    init(_ seed: UInt64) {
      self = UInt64(exactly: Double(seed)) == seed ? .number(Double(seed)) : .text("\(seed)")
    }
  }

  /// `load mnist`.
  package var command: String {
    switch self {
    case .mnist: "load mnist"
    case .digits: "load digits"
    case .idx: "load idx"
    case .folder: "load folder"
    }
  }

  /// What is not left to its default, by name.
  package var arguments: [String: Argument] {
    var arguments: [String: Argument] = [:]
    func add(_ name: String, _ text: String?) { arguments[name] = text.map { .text($0) } }
    switch self {
    case .mnist(let folder, let missing, let empty):
      add("from", folder)
      add("missing", missing?.rawValue)
      add("empty", empty?.rawValue)
    case .digits(let count, let seed):
      arguments["count"] = count.map { .number(Double($0)) }
      arguments["seed"] = seed.map { Argument($0) }
    case .idx(
      let images, let labels, let testImages, let testLabels, let name, let classes,
      let transpose, let empty):
      add("images", images)
      add("labels", labels)
      add("test_images", testImages)
      add("test_labels", testLabels)
      add("name", name)
      arguments["classes"] = classes.map { .number(Double($0)) }
      add("transpose", transpose?.rawValue)
      add("empty", empty?.rawValue)
    case .folder(let folder, let name, let background, let empty):
      add("folder", folder)
      add("name", name)
      add("background", background?.rawValue)
      add("empty", empty?.rawValue)
    }
    return arguments
  }

  /// - Returns: nil where there is no such command, or it takes no such arguments.
  package init?(command: String, arguments: [String: Argument]) {
    var rest = arguments
    var isRight = true
    /// The value of an argument, which must be readable if it is there.
    func take<Value>(_ name: String, _ value: (Argument) -> Value?) -> Value? {
      guard let argument = rest.removeValue(forKey: name) else { return nil }
      let value = value(argument)
      isRight = isRight && value != nil
      return value
    }
    func text(_ name: String) -> String? { take(name, \.text) }
    func word<Word: RawRepresentable<String>>(_ name: String) -> Word? {
      take(name) { $0.text.flatMap { Word(rawValue: $0) } }
    }
    switch command {
    case "load mnist":
      self = .mnist(from: text("from"), missing: word("missing"), empty: word("empty"))
    case "load digits": self = .digits(count: take("count", \.whole), seed: take("seed", \.seed))
    case "load idx":
      guard let images = text("images"), let labels = text("labels") else { return nil }
      self = .idx(
        images: images, labels: labels, testImages: text("test_images"),
        testLabels: text("test_labels"), name: text("name"), classes: take("classes", \.whole),
        transpose: word("transpose"), empty: word("empty"))
    case "load folder":
      guard let folder = text("folder") else { return nil }
      self = .folder(
        folder, name: text("name"), background: word("background"), empty: word("empty"))
    default: return nil
    }
    guard isRight, rest.isEmpty else { return nil }
  }
}

extension DataSource: Codable {
  private enum Key: String, CodingKey { case command, arguments }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(command, forKey: .command)
    var inner = container.nestedContainer(keyedBy: Name.self, forKey: .arguments)
    for (name, argument) in arguments.sorted(by: { $0.key < $1.key }) {
      switch argument {
      case .text(let text): try inner.encode(text, forKey: Name(stringValue: name))
      case .number(let number): try inner.encode(number, forKey: Name(stringValue: name))
      }
    }
  }

  /// - Throws: `DecodingError` where it names no source, or what that does not take.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let inner = try container.nestedContainer(keyedBy: Name.self, forKey: .arguments)
    var arguments: [String: Argument] = [:]
    for key in inner.allKeys {
      if let number = try? inner.decode(Double.self, forKey: key) {
        arguments[key.stringValue] = .number(number)
      } else {
        arguments[key.stringValue] = .text(try inner.decode(String.self, forKey: key))
      }
    }
    let command = try container.decode(String.self, forKey: .command)
    guard let source = DataSource(command: command, arguments: arguments) else {
      throw DecodingError.dataCorruptedError(
        forKey: .command, in: container, debugDescription: "no source of data: \(command)")
    }
    self = source
  }
}
