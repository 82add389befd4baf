extension Parser {
  mutating func commandCall() throws(Fault) -> CommandCall {
    let nameStart = token.range.lowerBound
    let command = try command()
    do {
      return try arguments(of: command, nameRange: nameStart..<lastEnd)
    } catch {
      throw error.inside(command)
    }
  }

  private mutating func arguments(
    of command: CommandSignature, nameRange: Range<Int>
  ) throws(Fault) -> CommandCall {
    var arguments: [CommandCall.Argument] = []
    var scriptArguments: [CommandCall.ScriptArgument] = []
    var block: Block?
    var places = command.parameters.filter(\.hasPlace)[...]
    while !endsStatement {
      let start = token.range
      if isSymbol(.openBrace), let parameter = command.blockParameter {
        guard block == nil else {
          throw Fault(.repeatedParameter(command: command.name, name: parameter.name), at: start)
        }
        block = try deferredBody()
        continue
      }
      var parameter: Parameter
      if isAssignment, case .name(let name) = token.kind {
        let isKnown = command.parameter(named: name) != nil
        advance()
        // The sign is taken without looking past it, for a path may follow.
        advance()
        if !isKnown, arguments.isEmpty, let defined = command.definedName {
          if let owner = signatures.owner(of: name) {
            throw Fault(.nameIsTaken(name, by: owner), at: start)
          }
          arguments.append(.init(parameter: defined, value: .word(name), range: start))
          continue
        }
        guard isKnown || command.passesParameters else {
          throw Fault(
            .unknownParameter(
              command: command.name, name: name, suggestion: command.suggestion(for: name)),
            at: start)
        }
        guard let known = command.parameter(named: name) else {
          let value = try scriptArgumentValue()
          scriptArguments.append(
            .init(
              name: name, nameRange: start, value: value.value,
              wordAsExpression: value.expression, range: value.range))
          continue
        }
        parameter = known
        if known.form != .repeated { places.removeAll { $0.name == name } }
      } else if case .name(let word) = token.kind, let keyword = command.keyword(word) {
        advance()
        parameter = keyword
      } else if let place = wordPlace(among: places) {
        // `step phase`: a word of a later place leaves out those before.
        places.removeAll { $0.name == place.name }
        parameter = place
      } else if let place = places.first {
        if place.form != .repeated { places.removeFirst() }
        parameter = place
      } else {
        throw unexpectedArgument(of: command)
      }
      if parameter.form != .repeated,
        arguments.contains(where: { $0.parameter.name == parameter.name })
      {
        throw Fault(.repeatedParameter(command: command.name, name: parameter.name), at: start)
      }
      let value = try argumentValue(of: parameter.type)
      arguments.append(.init(parameter: parameter, value: value.value, range: value.range))
      if parameter.form == .repeated, isSymbol(.comma) {
        advance()
        if endsStatement { throw unexpected(parameter.type.text) }
      }
    }
    for parameter in command.parameters where parameter.isRequired {
      let isGiven =
        parameter.form == .block
        ? block != nil : arguments.contains { $0.parameter.name == parameter.name }
      if !isGiven {
        throw Fault(
          .missingParameter(command: command.name, name: parameter.name, type: parameter.type),
          at: nameRange)
      }
    }
    return CommandCall(
      command: command, nameRange: nameRange, arguments: arguments,
      scriptArguments: scriptArguments, block: block)
  }

  /// The place behind the next one that takes the word at hand, where the next one takes numbers.
  private func wordPlace(among places: ArraySlice<Parameter>) -> Parameter? {
    guard let next = places.first, next.type.isNumeric, case .name = token.kind else { return nil }
    var copy = self
    guard let word = try? copy.word() else { return nil }
    return places.dropFirst().first { place in
      if case .word(let words) = place.type { words.contains(word.text) } else { false }
    }
  }

  /// The command's name, of one word or two.
  private mutating func command() throws(Fault) -> CommandSignature {
    guard case .name(let first) = token.kind else { throw unexpected("a command") }
    let variants = signatures.variants(of: first)
    advance()
    if variants.isEmpty, let command = signatures.command(first) { return command }
    let words = variants.map(\.variantWord)
    guard !endsStatement, !isSymbol(.openBrace) else {
      if let command = signatures.command(first) { return command }
      throw Fault(.missingVariant(command: first, variants: words), at: lastRange(of: first))
    }
    let word = try word()
    if let command = signatures.command("\(first) \(word.text)") { return command }
    if let command = signatures.command(first) {
      resume(at: word.range.lowerBound)
      return command
    }
    throw Fault(
      .unknownVariant(
        command: first, name: word.text, variants: words,
        suggestion: Suggestion.nearest(to: word.text, among: words)),
      at: word.range)
  }

  private func lastRange(of word: String) -> Range<Int> { lastEnd - word.utf8.count..<lastEnd }

  private mutating func unexpectedArgument(of command: CommandSignature) -> Fault {
    var copy = self
    let text: String
    let range: Range<Int>
    if let word = try? copy.word() {
      (text, range) = (word.text, word.range)
    } else {
      (text, range) = (source[token.range], token.range)
    }
    if let name = command.suggestion(for: text) {
      let hint = command.keyword(name)?.written ?? command.parameter(named: name)?.written
      return Fault(
        .unexpectedArgument(
          command: command.name, text: text, hint: "did you mean `\(hint ?? name)`?"), at: range)
    }
    // Other words of the same command, however they are written.
    let variants = signatures.variants(of: command.firstWord).map(\.variantWord)
    if let near = Suggestion.nearest(to: text.lowercased(), among: variants) {
      return Fault(
        .unexpectedArgument(
          command: command.name, text: text, hint: "did you mean `\(command.firstWord) \(near)`?"),
        at: range)
    }
    // A lone number is meant for the first parameter that takes one.
    if case .number = token.kind,
      let parameter = command.parameters.first(where: {
        ($0.form == .named || $0.form == .keyword) && $0.type.isNumeric
      })
    {
      let sign = parameter.form == .keyword ? " " : "="
      return Fault(
        .unexpectedArgument(
          command: command.name, text: text,
          hint: "did you mean `\(parameter.name)\(sign)\(text)`?"), at: range)
    }
    return Fault(.unexpectedArgument(command: command.name, text: text, hint: nil), at: range)
  }

  private mutating func argumentValue(
    of type: ParameterType
  ) throws(Fault) -> (value: ArgumentValue, range: Range<Int>) {
    if endsStatement { throw unexpected(type.text) }
    switch type {
    case .path, .file, .fileOrCount, .word, .name, .variable, .byteCount:
      guard token.kind != .quote else { return try expressionArgument() }
      let word = try word()
      return (.word(word.text), word.range)
    case .bool, .int, .float, .string, .expression, .deferred, .condition, .named, .statements:
      return try expressionArgument()
    }
  }

  private mutating func scriptArgumentValue() throws(Fault) -> (
    value: ArgumentValue, expression: Expression?, range: Range<Int>
  ) {
    if endsStatement { throw unexpected("a value") }
    switch token.kind {
    case .quote, .symbol(.openParenthesis), .symbol(.openBracket):
      let value = try expressionArgument()
      return (value.value, nil, value.range)
    default:
      var copy = self
      let word = try word()
      let expression = try? copy.expressionArgument()
      let isWhole = expression?.range == word.range
      guard isWhole, case .expression(let expression)? = expression?.value else {
        return (.word(word.text), nil, word.range)
      }
      return (.word(word.text), expression, word.range)
    }
  }

  private mutating func expressionArgument() throws(Fault) -> (
    value: ArgumentValue, range: Range<Int>
  ) {
    let saved = blanksSeparate
    blanksSeparate = true
    defer { blanksSeparate = saved }
    let value = try expression()
    return (.expression(value), value.range)
  }

  /// Text without quotes: everything up to a blank, a semicolon or a closing brace.
  mutating func word() throws(Fault) -> (text: String, range: Range<Int>) {
    let start = token.range.lowerBound
    var end = start
    scan: while let byte = lexer.byte(at: end) {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ";"), UInt8(ascii: "}"): break scan
      case UInt8(ascii: "{"): throw Fault(.braceInWord, at: end..<end + 1)
      case UInt8(ascii: "\""):
        throw Fault(.expected("a word", found: "a quote inside of it"), at: end..<end + 1)
      case 0..<0x20, 0x7F:
        throw Fault(
          .unexpectedCharacter(StrangeCharacters.describe(Unicode.Scalar(byte))), at: end..<end + 1)
      default: end += 1
      }
    }
    guard end > start else { throw unexpected("a word") }
    try checkCharacters(in: start..<end)
    resume(at: end)
    return (source[start..<end], start..<end)
  }
}
