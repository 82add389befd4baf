/// What there is to speak of: all commands, functions, names that are always there, and what may
/// follow the dot after a value.
package final class Signatures: Sendable {
  package let commands: [CommandSignature]
  package let functions: [FunctionSignature]
  package let names: [NameSignature]
  package let members: [MemberSignature]
  /// How to change what is no variable, for who tries to assign to it.
  package let assignmentAdvice: String
  private let commandsByName: [String: CommandSignature]
  private let variantsByWord: [String: [CommandSignature]]
  private let functionsByName: [String: FunctionSignature]
  private let namesByPath: [String: NameSignature]
  private let membersByRoot: [String: [String]]
  /// The first word of a command by what others call it.
  private let wordsBySynonym: [String: String]
  /// First words of commands, in order.
  package let commandWords: [String]

  package init(
    commands: [CommandSignature], functions: [FunctionSignature], names: [NameSignature],
    members: [MemberSignature] = [], assignmentAdvice: String = "only a name can"
  ) {
    self.members = members
    self.assignmentAdvice = assignmentAdvice
    self.commands = commands
    self.functions = functions
    self.names = names
    commandsByName = Dictionary(commands.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    functionsByName = Dictionary(functions.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    namesByPath = Dictionary(names.map { ($0.path, $0) }, uniquingKeysWith: { a, _ in a })
    var variants: [String: [CommandSignature]] = [:]
    var words: [String] = []
    for command in commands {
      let first = command.firstWord
      if !words.contains(first) { words.append(first) }
      if !command.variantWord.isEmpty { variants[first, default: []].append(command) }
    }
    variantsByWord = variants
    commandWords = words
    var synonyms: [String: String] = [:]
    for command in commands {
      for synonym in command.synonyms { synonyms[synonym] = command.firstWord }
    }
    wordsBySynonym = synonyms
    var membersByRoot: [String: [String]] = [:]
    for name in names {
      let parts = name.path.split(separator: ".").map(String.init)
      for length in 1..<max(parts.count, 1) {
        membersByRoot[parts[..<length].joined(separator: "."), default: []].append(parts[length])
      }
    }
    self.membersByRoot = membersByRoot
  }

  package func command(_ name: String) -> CommandSignature? { commandsByName[name] }
  package func function(_ name: String) -> FunctionSignature? { functionsByName[name] }
  package func builtInName(_ path: String) -> NameSignature? { namesByPath[path] }
  package func isCommandWord(_ word: String) -> Bool {
    commandsByName[word] != nil || variantsByWord[word] != nil
  }
  /// The commands of two words that begin with a word.
  package func variants(of word: String) -> [CommandSignature] { variantsByWord[word] ?? [] }
  /// What may follow a dotted name that is always there: `x`, `y` for `place`.
  package func members(of path: String) -> [String] {
    var seen: Set<String> = []
    return (membersByRoot[path] ?? []).filter { seen.insert($0).inserted }
  }

  /// Whether a dotted name is no value, but the beginning of several.
  func isGroup(_ path: String) -> Bool { namesByPath[path] == nil && membersByRoot[path] != nil }

  /// The first parts of dotted names that are always there.
  package var roots: [String] {
    var seen: Set<String> = []
    return names.compactMap { name in
      let root = String(name.path.prefix { $0 != "." })
      return seen.insert(root).inserted ? root : nil
    }
  }

  /// The headings of commands, in the order of the commands.
  package var groups: [String] {
    var seen: Set<String> = []
    return commands.map(\.group).filter { seen.insert($0).inserted }
  }

  /// The word that was meant at the beginning of a statement or for a topic: by what others call a
  /// command, or the nearest one.
  package func suggestion(for word: String, among candidates: [String]) -> String? {
    if let command = wordsBySynonym[word.lowercased()], candidates.contains(command) {
      return command
    }
    return Suggestion.nearest(to: word, among: candidates)
  }

  /// Who has a name, so that nothing may be assigned to it.
  package func owner(of name: String) -> String? {
    if Self.reservedWords.contains(name) { return "a word of the language" }
    if isCommandWord(name) { return "a command" }
    if builtInName(name) != nil || membersByRoot[name] != nil { return "a quantity of the run" }
    if name.hasPrefix("_") { return "a result's name" }
    return nil
  }

  /// Words of the grammar.
  package static let reservedWords: Set<String> = [
    "and", "or", "not", "true", "false", "none", "param", "def", "repeat", "for", "in", "if",
    "else",
    "break", "continue", "when", "until", "before", "after", "at", "every",
  ]
}

extension Signatures {
  /// The first series, for showing how one is used.
  package var seriesName: String { names.first { $0.kinds == .series }?.path ?? "series" }
}
