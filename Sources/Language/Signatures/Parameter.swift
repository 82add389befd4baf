/// Something that a command can be given.
package struct Parameter: Sendable {
  package enum Form: Hashable, Sendable {
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
    /// Before the rest, as `NAME =`: a name that stands for values of a kind from then on.
    case defined(ValueKinds)
    /// In braces, behind the rest.
    case block
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

  /// What the name that it is stands for from then on; nil where it is no new name.
  package var definedKinds: ValueKinds? {
    if case .defined(let kinds) = form { kinds } else { nil }
  }

  /// Whether its value may stand behind its name and a sign, `name=value`.
  package var hasName: Bool {
    switch form {
    case .positional, .named, .namedOrPlaced, .repeated: true
    case .keyword, .defined, .block: false
    }
  }

  /// Whether its value may stand without its name.
  package var hasPlace: Bool { form == .positional || form == .namedOrPlaced || form == .repeated }

  package var usage: String { isRequired ? written : "[\(written)]" }

  private var isWord: Bool { if case .word = type { true } else { false } }

  /// As one writes it.
  package var written: String {
    let placeholder = type.placeholder
    return switch form {
    case .positional: isWord ? placeholder : name.uppercased()
    case .repeated: name.uppercased() + "..."
    case .named, .namedOrPlaced: "\(name)=\(placeholder)"
    case .keyword: "\(name) \(placeholder)"
    case .defined: "\(placeholder) ="
    case .block: placeholder
    }
  }
}
