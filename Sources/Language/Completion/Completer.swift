/// Completes commands, their arguments, names and paths: from the signatures, the host's names and
/// the file system, without running anything.
struct Completer {
  let host: any CompletionHost

  private typealias Candidate = CompletionList.Candidate
  var signatures: Signatures { host.signatures }

  func complete(_ text: Substring) -> CompletionList {
    let context = CompletionContext(text)
    guard !context.isInComment else { return .none }
    let statement = context.statement.drop(while: \.isWhitespace)
    // A parameter of a definition has a name of its own.
    if statement.hasPrefix("def "), !statement.contains(")") { return .none }
    let name = context.name
    if context.isInBrackets { return merged(argumentNames(context), names(name)) }
    // Words before the one at the cursor.
    var before = statement.dropLast(
      context.isInString ? context.word.count + 1 : context.word.count
    )
    .split(whereSeparator: \.isWhitespace).map(String.init)
    if before.count >= 2, ["=", "+=", "-=", "*=", "/="].contains(before[1]) {
      before.removeFirst(2)
    }
    if let first = before.first, first.hasSuffix("="), before.count == 1 { before = [] }
    guard let first = before.first else {
      return context.isInString ? .none : statements(name)
    }
    guard signatures.isCommandWord(first) else { return expression(after: before, name) }
    let variants = signatures.variants(of: first)
    var used = Array(before.dropFirst())
    var command = signatures.command(first)
    if !variants.isEmpty {
      guard let second = used.first else {
        let found = variants.map { Candidate($0.variantWord, $0.summary) }
        let list = filtered(found, by: String(context.word))
        if let command { return merged(list, arguments(of: command, [], context)) }
        return list
      }
      if let variant = signatures.command("\(first) \(second)") {
        command = variant
        used.removeFirst()
      }
    }
    guard let command else { return .none }
    return arguments(of: command, used, context)
  }

  // MARK: - Arguments

  private func arguments(
    of command: CommandSignature, _ used: [String], _ context: CompletionContext
  ) -> CompletionList {
    let word = String(context.word)
    // name=value, begun.
    if let sign = word.firstIndex(of: "="), !context.isInString {
      let name = String(word[..<sign])
      let value = String(word[word.index(after: sign)...])
      guard let parameter = command.parameter(named: name) else { return .none }
      return values(of: parameter.type, begun: value, context)
    }
    if context.isInString {
      let isPath = command.parameters.contains { $0.type.isPath }
      return isPath ? paths(word, isQuoted: true) : .none
    }
    if let last = used.last, let keyword = command.keyword(last) {
      return values(of: keyword.type, begun: word, context)
    }
    let named = Set(used.compactMap { $0.contains("=") ? String($0.prefix { $0 != "=" }) : nil })
    let places = command.parameters.filter { $0.hasPlace && !named.contains($0.name) }
    let placed = used.filter { !$0.contains("=") && command.keyword($0) == nil }.count
    var place = placed < places.count ? places[placed] : places.last { $0.form == .repeated }
    // `step phase`: a number may be left out before a word.
    if place?.type.isNumeric == true, placed + 1 < places.count { place = places[placed + 1] }
    var found: [Candidate] = []
    for parameter in command.parameters {
      let note = note(on: parameter)
      switch parameter.form {
      case .named where !named.contains(parameter.name),
        .namedOrPlaced where !named.contains(parameter.name):
        found.append(Candidate(parameter.name + "=", note, isFinal: false))
      case .keyword where !used.contains(parameter.name):
        found.append(Candidate(parameter.name, note))
      default: break
      }
    }
    if command.passesParameters, let file = used.first(where: { !$0.contains("=") }) {
      found += scriptParameters(of: file).filter { !named.contains($0.name) }.map {
        Candidate(
          $0.name + "=", "\(ValueText.inner($0.value)) \($0.summary)", isFinal: false)
      }
    }
    let list = filtered(found, by: word)
    guard let place else { return list }
    return merged(values(of: place.type, begun: word, context), list)
  }

  private func note(on parameter: Parameter) -> String {
    let standard = parameter.defaultText.map { ", default \($0)" } ?? ""
    return "\(parameter.type.placeholder)\(standard): \(parameter.summary)"
  }

  private func values(
    of type: ParameterType, begun: String, _ context: CompletionContext
  ) -> CompletionList {
    switch type {
    case .word(let words): return filtered(words.map { Candidate($0) }, by: begun)
    case .bool: return filtered([Candidate("true"), Candidate("false")], by: begun)
    case .path, .file, .fileOrCount: return paths(begun, isQuoted: false)
    case .name:
      let help = Help(signatures: signatures, grammar: "", definitions: host.definitions)
      let topics = help.topics.map {
        Candidate($0, summary(of: $0))
      }
      return filtered(topics.filter { !$0.text.contains(" ") }, by: begun)
    case .variable: return variables(begun)
    case .named(let kinds, _, _): return names(context.name) { !$0.isDisjoint(with: kinds) }
    case .expression, .deferred, .condition: return names(context.name)
    case .int, .float, .string, .byteCount, .statements: return .none
    }
  }

  private func paths(_ begun: String, isQuoted: Bool) -> CompletionList {
    let found = paths(begunWith: begun).filter { path in
      isQuoted || !path.contains { " \t\";{}#".contains($0) }
    }
    return CompletionList(
      candidates: found.map { Candidate($0, isFinal: !$0.hasSuffix("/")) },
      replacing: begun.unicodeScalars.count)
  }

  // MARK: - Statements and expressions

  private func statements(_ begun: Substring) -> CompletionList {
    guard !begun.contains(".") else { return names(begun) }
    var found: [Candidate] = []
    for word in signatures.commandWords { found.append(Candidate(word, summary(of: word))) }
    for word in Parser.statementWords where signatures.command(word) == nil {
      found.append(Candidate(word, "a word of the language"))
    }
    let list = filtered(found, by: String(begun))
    return begun.isEmpty ? list : merged(list, names(begun))
  }

  private func expression(after words: [String], _ begun: Substring) -> CompletionList {
    if words.first == "for", words.count == 2 {
      return filtered([Candidate("in")], by: String(begun))
    }
    if words.first == "for" && words.count == 1 || words.first == "param" { return .none }
    return names(begun)
  }

  /// Variables and functions of one's own, by their names alone.
  private func variables(_ begun: String) -> CompletionList {
    let found =
      host.variables.map { Candidate($0.key, $0.value.kind.text) }
      + host.definitions.map { Candidate($0.key, $0.value.text) }
    return filtered(found.sorted { $0.text < $1.text }, by: begun)
  }

  /// Names of values: variables, functions, quantities; after a dot what belongs to the one before.
  private func names(
    _ begun: Substring, _ accepts: (ValueKinds) -> Bool = { _ in true }
  ) -> CompletionList {
    let begun = String(begun)
    var found: [Candidate] = []
    if let dot = begun.lastIndex(of: ".") {
      let owner = String(begun[..<dot])
      for member in signatures.members(of: owner) {
        let path = "\(owner).\(member)"
        found.append(Candidate(path, signatures.builtInName(path)?.summary ?? ""))
      }
      found += host.describeMembers(of: owner).map { Candidate("\(owner).\($0.name)", $0.note) }
      return filtered(found, by: begun)
    }
    for (name, value) in host.variables.sorted(by: { $0.key < $1.key })
    where accepts(value.kind) {
      found.append(Candidate(name, value.kind.text))
    }
    for root in signatures.roots {
      let known = signatures.builtInName(root)
      let inside = signatures.names.filter { $0.path.hasPrefix(root + ".") }
      guard accepts(inside.reduce(known?.kinds ?? []) { $0.union($1.kinds) }) else { continue }
      found.append(
        Candidate(root, known?.summary ?? inside.map(\.path).joined(separator: ", ")))
    }
    if accepts(.number) {
      for function in signatures.functions {
        found.append(
          Candidate(function.name + "(", "\(function.usage): \(function.summary)", isFinal: false))
      }
    }
    for definition in host.definitions.values.sorted(by: { $0.name < $1.name }) {
      found.append(Candidate(definition.name + "(", definition.text, isFinal: false))
    }
    return filtered(found, by: begun)
  }

  /// The parameters of the function whose arguments the cursor is among.
  private func argumentNames(_ context: CompletionContext) -> CompletionList {
    guard let name = context.function,
      let function = signatures.function(name) ?? host.definitions[name]?.signature
    else { return .none }
    let found = function.namedParameters.map {
      Candidate("\($0.name)=", "\($0.kinds.text): \(function.usage)", isFinal: false)
    }
    return filtered(found, by: String(context.name))
  }

  private func summary(of word: String) -> String {
    if let command = signatures.command(word) { return command.summary }
    let variants = signatures.variants(of: word)
    if !variants.isEmpty { return variants.map(\.variantWord).joined(separator: ", ") }
    return signatures.function(word)?.summary ?? host.definitions[word]?.text
      ?? signatures.builtInName(word)?.summary ?? ""
  }

  private func filtered(_ candidates: [Candidate], by begun: String) -> CompletionList {
    let exact = candidates.filter { $0.text.hasPrefix(begun) }
    let loose = candidates.filter { $0.text.lowercased().hasPrefix(begun.lowercased()) }
    return CompletionList(
      candidates: exact.isEmpty ? loose : exact, replacing: begun.unicodeScalars.count)
  }

  private func merged(_ a: CompletionList, _ b: CompletionList) -> CompletionList {
    if a.candidates.isEmpty { return b }
    if b.candidates.isEmpty || a.replacing != b.replacing { return a }
    return CompletionList(candidates: a.candidates + b.candidates, replacing: a.replacing)
  }
}
