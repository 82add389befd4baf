/// All commands, functions and names that are always there.
package struct Registry: Sendable {
  package let commands: [Command]
  package let functions: [Function]
  package let names: [BuiltInName]
  private let commandsByName: [String: Command]
  private let variantsByWord: [String: [Command]]
  private let functionsByName: [String: Function]
  private let namesByPath: [String: BuiltInName]
  private let membersByRoot: [String: [String]]
  /// First words of commands, in order.
  package let commandWords: [String]

  package init(commands: [Command], functions: [Function], names: [BuiltInName]) {
    self.commands = commands
    self.functions = functions
    self.names = names
    commandsByName = Dictionary(commands.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    functionsByName = Dictionary(functions.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    namesByPath = Dictionary(names.map { ($0.path, $0) }, uniquingKeysWith: { a, _ in a })
    var variants: [String: [Command]] = [:]
    var words: [String] = []
    for command in commands {
      let first = command.firstWord
      if !words.contains(first) { words.append(first) }
      if !command.variantWord.isEmpty { variants[first, default: []].append(command) }
    }
    variantsByWord = variants
    commandWords = words
    var members: [String: [String]] = [:]
    for name in names {
      let parts = name.path.split(separator: ".").map(String.init)
      for length in 1..<max(parts.count, 1) {
        members[parts[..<length].joined(separator: "."), default: []].append(parts[length])
      }
    }
    membersByRoot = members
  }

  package func command(_ name: String) -> Command? { commandsByName[name] }
  package func function(_ name: String) -> Function? { functionsByName[name] }
  package func builtInName(_ path: String) -> BuiltInName? { namesByPath[path] }
  package func isCommandWord(_ word: String) -> Bool {
    commandsByName[word] != nil || variantsByWord[word] != nil
  }
  /// The commands of two words that begin with a word.
  package func variants(of word: String) -> [Command] { variantsByWord[word] ?? [] }
  /// What may follow a dotted name that is always there: `d`, `g` for `loss`.
  package func members(of path: String) -> [String] {
    var seen: Set<String> = []
    return (membersByRoot[path] ?? []).filter { seen.insert($0).inserted }
  }

  /// The first parts of dotted names that are always there.
  package var roots: [String] {
    var seen: Set<String> = []
    return names.compactMap { name in
      let root = String(name.path.prefix { $0 != "." })
      return seen.insert(root).inserted ? root : nil
    }
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
    "and", "or", "not", "true", "false", "none", "param", "repeat", "for", "in", "if", "else",
    "break", "continue", "when", "until", "before", "after", "at", "every",
  ]
}

/// A name that is always there: `seed`, `loss.d`, `G`.
package struct BuiltInName: Sendable {
  package let path: String
  package let kinds: ValueKinds
  package let summary: String
  package let value: @Sendable (Session) throws -> Value

  package init(
    _ path: String, _ kinds: ValueKinds, _ summary: String,
    value: @escaping @Sendable (Session) throws -> Value
  ) {
    self.path = path
    self.kinds = kinds
    self.summary = summary
    self.value = value
  }
}
