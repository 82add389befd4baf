/// What a command takes, gives and changes: one value from which the parser, the checker, help,
/// completion and the reference derive. What it does is the host's.
package struct CommandSignature: Sendable {
  /// What becomes of the host's objects, whose names and members a check goes by.
  package enum Effect: Equatable, Sendable {
    case none
    /// Afterwards there are those that the host knows by this word.
    case introduces(String)
    /// Afterwards there are others, which only a run can tell.
    case replaces
    /// The variables and functions of one's own that it names are gone.
    case forgets
  }

  package let name: String
  /// The heading that it stands under in lists of commands.
  package let group: String
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
  package let effect: Effect
  /// Whether one does it again and again, so that an empty line after it may.
  package let isRepeated: Bool
  /// What others call it: never accepted, but understood for a suggestion.
  package let synonyms: [String]

  package init(
    _ name: String, group: String, summary: String, details: String = "",
    parameters: [Parameter] = [], examples: [Example], result: ValueKinds = .none,
    passesParameters: Bool = false, effect: Effect = .none, isRepeated: Bool = false,
    synonyms: [String] = []
  ) {
    self.name = name
    self.group = group
    self.summary = summary
    self.details = details
    self.parameters = parameters
    self.examples = examples
    self.result = result
    self.passesParameters = passesParameters
    self.effect = effect
    self.isRepeated = isRepeated
    self.synonyms = synonyms
  }

  package func parameter(named name: String) -> Parameter? {
    parameters.first { $0.name == name && $0.hasName }
  }
  /// The parameter that is a new name, where it takes one.
  package var definedName: Parameter? { parameters.first { $0.definedKinds != nil } }
  package func keyword(_ name: String) -> Parameter? {
    parameters.first { $0.name == name && $0.form == .keyword }
  }
  /// What takes statements in braces.
  package var blockParameter: Parameter? { parameters.first { $0.form == .block } }

  /// `walk [steps=INT] [until COND]`.
  package var usage: String {
    var usage = ([name] + parameters.map(\.usage)).joined(separator: " ")
    if passesParameters { usage += " [NAME=VALUE]..." }
    return usage
  }

  package var firstWord: String { String(name.prefix { $0 != " " }) }

  /// The second word of a name like `load file`.
  package var variantWord: String { String(name.drop { $0 != " " }.dropFirst()) }

  /// The parameter that was meant.
  package func suggestion(for name: String) -> String? {
    var owners: [String: String] = [:]
    let named = parameters.filter { $0.hasName || $0.form == .keyword }
    for parameter in named {
      owners[parameter.name] = parameter.name
      for synonym in parameter.synonyms { owners[synonym] = owners[synonym] ?? parameter.name }
    }
    // Names before synonyms, where both are near.
    if let near = Suggestion.nearest(to: name, among: named.map(\.name)) { return near }
    return Suggestion.nearest(to: name, among: owners.keys.sorted()).flatMap { owners[$0] }
  }

  /// The last line of an error: `walk [steps=INT] [until COND]      (help walk)`.
  package var usageWithHelp: String { "\(usage)      (help \(name))" }
}

extension Fault {
  /// The same inside of a command, whose usage helps with errors in its arguments.
  package func inside(_ command: CommandSignature) -> Fault {
    let usage = usage ?? (problem.isAboutUsage ? command.usageWithHelp : nil)
    return Fault(problem, at: range, usage: usage)
  }
}
