/// A command: one value from which the parser, the checker, help, completion and the reference
/// derive.
package struct Command: Sendable {
  package enum Group: String, CaseIterable, Sendable {
    case data, model, train, look, time, files, session
  }

  package let name: String
  package let group: Group
  /// One line.
  package let summary: String
  /// Whatever else there is to know.
  package let details: String
  package let parameters: [Parameter]
  package let examples: [Example]
  /// What it gives, where it is used as a value.
  package let result: ValueKinds
  /// Whether further `name=value` arguments belong to the script that it runs.
  package let passesParameters: Bool
  /// Whether the model afterwards may be of any kind.
  package let replacesModel: Bool
  package let body: @Sendable (Invocation) throws -> Value

  package init(
    _ name: String, group: Group, summary: String, details: String = "",
    parameters: [Parameter] = [], examples: [Example], result: ValueKinds = .none,
    passesParameters: Bool = false, replacesModel: Bool = false,
    body: @escaping @Sendable (Invocation) throws -> Value
  ) {
    self.name = name
    self.group = group
    self.summary = summary
    self.details = details
    self.parameters = parameters
    self.examples = examples
    self.result = result
    self.passesParameters = passesParameters
    self.replacesModel = replacesModel
    self.body = body
  }

  package func parameter(named name: String) -> Parameter? {
    parameters.first { $0.name == name && $0.form != .keyword }
  }
  package func keyword(_ name: String) -> Parameter? {
    parameters.first { $0.name == name && $0.form == .keyword }
  }

  /// `train [iterations=INT] [until COND]`.
  package var usage: String {
    var usage = ([name] + parameters.map(\.usage)).joined(separator: " ")
    if passesParameters { usage += " [NAME=VALUE]..." }
    return usage
  }

  package var firstWord: String { String(name.prefix { $0 != " " }) }

  /// The second word of a name like `load mnist`.
  package var variantWord: String { String(name.drop { $0 != " " }.dropFirst()) }

  /// The parameter that was meant.
  package func suggestion(for name: String) -> String? {
    var owners: [String: String] = [:]
    for parameter in parameters where parameter.form != .repeated {
      owners[parameter.name] = parameter.name
      for synonym in parameter.synonyms { owners[synonym] = owners[synonym] ?? parameter.name }
    }
    // Names before synonyms, where both are near.
    let names = parameters.filter { $0.form != .repeated }.map(\.name)
    if let near = Suggestion.nearest(to: name, among: names) { return near }
    return Suggestion.nearest(to: name, among: owners.keys.sorted()).flatMap { owners[$0] }
  }

  /// The last line of an error: `train [iterations=INT] [until COND]      (help train)`.
  package var usageWithHelp: String { "\(usage)      (help \(name))" }
}

/// Something that a command can be given.
package struct Parameter: Sendable {
  package enum Form: Sendable {
    /// By its place, or as `name=value`.
    case positional
    /// As `name=value` only.
    case named
    /// As `name=value`, or by its place.
    case namedOrPlaced
    /// All further places.
    case repeated
    /// After a word: `until COND`.
    case keyword
  }

  package let name: String
  package let type: ParameterType
  package let form: Form
  package let isRequired: Bool
  /// What it is without a value given, as text of the language; nil where it is left to the
  /// command.
  package let defaultText: String?
  package let summary: String
  /// What others call it: never accepted, but understood for a suggestion.
  package let synonyms: [String]

  package init(
    _ name: String, _ type: ParameterType, _ form: Form, isRequired: Bool = false,
    default defaultText: String? = nil, _ summary: String, synonyms: [String] = []
  ) {
    self.synonyms = synonyms
    self.name = name
    self.type = type
    self.form = form
    self.isRequired = isRequired
    self.defaultText = defaultText
    self.summary = summary
  }

  /// Whether its value may stand without its name.
  package var hasPlace: Bool { form == .positional || form == .namedOrPlaced || form == .repeated }

  package var usage: String { isRequired ? written : "[\(written)]" }

  /// As one writes it.
  package var written: String {
    let placeholder = type.placeholder
    return switch form {
    case .positional: placeholder.contains("|") ? placeholder : name.uppercased()
    case .repeated: name.uppercased() + "..."
    case .named, .namedOrPlaced: "\(name)=\(placeholder)"
    case .keyword: "\(name) \(placeholder)"
    }
  }
}

/// A few lines that show a command or a function at work; each is run by a test.
package struct Example: Sendable {
  package let text: String
  /// What it shows, where that is not plain.
  package let note: String
  /// What has to be there first: lines that the test runs before.
  package let setup: String
  /// Scripts that have to be there, by name.
  package let files: [String: String]

  package init(
    _ text: String, _ note: String = "", setup: String = "", files: [String: String] = [:]
  ) {
    self.files = files
    self.text = text
    self.note = note
    self.setup = setup
  }
}
