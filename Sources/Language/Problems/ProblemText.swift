extension Problem {
  /// What is wrong, in one line.
  package var message: String {
    switch self {
    case .notUTF8(let byte):
      return "the text is not UTF-8: it has the byte 0x\(String(byte, radix: 16, uppercase: true))"
    case .textTooLarge(let limit): return "the text is larger than \(limit >> 20) MB"
    case .lineTooLong(let limit): return "a line of more than \(limit >> 10) kB"
    case .unexpectedCharacter(let character): return "unexpected \(character)"
    case .invisibleCharacter(let code, let name, _):
      return "invisible character \(code)" + (name.map { " (\($0))" } ?? "")
    case .wrongQuote(let character): return "unexpected \(character)"
    case .unterminatedString: return "a string without its closing quote"
    case .unknownEscape(let escape): return "unknown escape \(Self.quoted(escape)) in a string"
    case .malformedNumber(let text): return "\(Self.quoted(text)) is not a number"
    case .numberTooLarge(let text): return "the number \(Self.quoted(text)) is too large"

    case .nestedTooDeeply(let limit): return "nested more than \(limit) levels deep"
    case .expected(let what, let found): return "expected \(what), found \(found)"
    case .unclosed(let bracket): return "`\(bracket)` is never closed"
    case .comparisonsDoNotChain: return "comparisons do not chain"
    case .notInLoop(let word): return "`\(word)` outside of `repeat` and `for`"
    case .misplacedParam(let name): return "`param \(name)` after other statements"
    case .paramOutsideScript(let name): return "`param \(name)` outside of a script"
    case .notALiteral:
      return "a parameter begins with a literal: a number, a string, true, false, none"
    case .missingVariant(let command, let variants):
      return "`\(command)` needs a second word: \(variants.joined(separator: ", "))"
    case .unknownVariant(let command, let name, let variants, _):
      return "`\(command)` has no \(Self.quoted(name)), only \(variants.joined(separator: ", "))"
    case .malformedFormat(let text): return "unknown format \(Self.quoted(text))"
    case .nameIsTaken(let name, let owner): return "\(Self.quoted(name)) is \(owner)"
    case .definitionInBlock: return "`def` inside of a block"
    case .requiredAfterOptional(let name):
      return "the parameter \(Self.quoted(name)) needs a default, for one before it has one"
    case .callsItself(let names):
      return "\(Self.quoted(names[0])) would call itself"
        + (names.count > 2 ? ": \(names.joined(separator: ", "))" : "")
    case .braceInWord: return "a brace in a word without quotes"
    case .notAssignable(let text, _): return "\(Self.quoted(text)) cannot be assigned to"

    case .unknownCommand(let name, _): return "unknown command or name \(Self.quoted(name))"
    case .unknownParameter(let command, let name, _):
      return "`\(command)` has no parameter \(Self.quoted(name))"
    case .repeatedParameter(let command, let name): return "`\(command)` has `\(name)` twice"
    case .missingParameter(let command, let name, let type):
      return "`\(command)` needs `\(name)`, \(type.text)"
    case .unexpectedArgument(let command, let text, _):
      return "`\(command)` takes no \(Self.quoted(text)) here"
    case .wrongArgument(let name, let type, let found, _):
      return "`\(name)` is \(type.text), not \(found)"

    case .unknownName(let name, _): return "unknown name \(Self.quoted(name))"
    case .unknownMember(let owner, let name, _):
      return "\(Self.quoted(owner)) has no \(Self.quoted(name))"
    case .needsMember(let name, let members):
      let list = members.map { "\(name).\($0)" }.joined(separator: ", ")
      return "\(Self.quoted(name)) is not one value, but \(list)"
    case .unknownFunction(let name, _): return "unknown function \(Self.quoted(name))"
    case .notAFunction(let name): return "\(Self.quoted(name)) is not a function"
    case .wrongArgumentCount(let function, _, let found):
      return "`\(function)` does not take \(found) \(found == 1 ? "argument" : "arguments")"
    case .unknownArgument(let function, let name, _, _):
      return "`\(function)` has no parameter \(Self.quoted(name))"
    case .repeatedArgument(let function, let name):
      return "`\(function)` has `\(name)` twice"
    case .missingArgument(let function, let name, _): return "`\(function)` needs `\(name)`"
    case .placeAfterName(let function, _):
      return "`\(function)` has an argument without a name after one with a name"
    case .wrongKind(let what, let expected, let found):
      return "\(what) takes \(expected.textWithArticle), not \(found.textWithArticle)"
    case .unknownTopic(let topic, _): return "there is no help on \(Self.quoted(topic))"
    case .noValueYet(let name, _), .notAssigned(let name):
      return "\(Self.quoted(name)) has no value yet"
    case .noResult(let name): return "there is no result \(Self.quoted(name))"
    case .expired(let name):
      return "the result \(Self.quoted(name)) was large and is no longer kept"
    case .notWhole(let what, let value):
      return value.wholeValue == nil
        ? "\(what) is a whole number, not \(value)" : "\(value) is too large for \(what)"
    case .notACondition(let kinds):
      return "a condition is true or false, not \(kinds.textWithArticle)"
    case .negativeCount(let what, let value):
      return "\(what) is at least 0, not \(NumberText.text(value))"
    case .indexOutOfRange(let index, let count, let axis):
      return "index \(index) is outside of axis \(axis), which has \(count)"
    case .tooManyIndices(let found, let shape): return "\(found) indices for the shape \(shape)"
    case .maskDoesNotFit(let mask, let shape, let axis):
      let place = axis.map { $0 > 0 ? " from axis \($0) on" : "" } ?? ""
      return "a mask of shape \(mask) does not fit the shape \(shape)\(place)"
    case .signOfTruth(let kind): return "`-` of \(kind.textWithArticle), which has no sign"
    case .differenceOfTruths: return "`-` of true and false"
    case .noSuchIteration(let series, let iteration, let first, let last, let isWhole):
      let what = isWhole ? "the iterations" : "some of the iterations"
      return "\(Self.quoted(series)) has \(what) \(first) to \(last), not \(iteration)"
    case .emptyRange(let text): return "the range \(text) is empty"
    case .shapesDiffer(let operation, let left, let right):
      return "`\(operation)` of shapes \(left) and \(right), which do not fit"
    case .tooLarge(let what, let limit):
      return "\(what) would have more than \(NumberText.grouped(limit)) elements"
    case .badArgument(let function, let reason): return "`\(function)`: \(reason)"

    case .cannotReadScript(let path, let reason):
      return "cannot read \(Self.quoted(path)): \(reason)"
    case .runsItself(let path): return "\(Self.quoted(path)) runs itself"
    case .unknownScriptParameter(let path, let name, _):
      return "\(Self.quoted(path)) has no `param \(Self.clipped(name))`"

    case .assertionFailed(let message): return message
    case .interrupted: return "interrupted"
    case .failed(let message, _), .file(let message, _): return message
    case .ofHost(let problem): return problem.problem.message
    }
  }

  /// What to do about it, in a few words beside the place.
  package var advice: String? {
    switch self {
    case .notUTF8: return "save the file as UTF-8"
    case .invisibleCharacter(_, _, let isBlank):
      return isBlank ? "type a blank in its place" : "delete it; only a string may hold it"
    case .wrongQuote: return "put the text in straight double quotes: \"...\""
    case .unterminatedString: return "the string begins here"
    case .unknownEscape: return #"use \n \t \" \\ \{ \} or \u{…}"#
    case .comparisonsDoNotChain: return "join two of them with `and`"
    case .misplacedParam: return "put it before all other statements"
    case .paramOutsideScript: return "assign it: name = value"
    case .malformedFormat: return "as in 03, 8.3f, .4 or .1%"
    case .nameIsTaken: return "choose another name"
    case .definitionInBlock: return "put it before the block"
    case .callsItself: return "an expression has no way to end that; `repeat` and `for` have"
    case .braceInWord: return "put the word in quotes"
    case .notAssignable(_, let advice): return advice
    case .unclosed: return "it is opened here"
    case .nestedTooDeeply: return "use names for parts of it"
    case .unknownCommand(_, let suggestion), .unknownParameter(_, _, let suggestion),
      .wrongArgument(_, _, _, let suggestion), .unknownVariant(_, _, _, let suggestion),
      .unknownName(_, let suggestion),
      .unknownMember(_, _, let suggestion), .unknownFunction(_, let suggestion),
      .unknownScriptParameter(_, _, let suggestion):
      return suggestion.map { "did you mean `\($0)`?" }
    case .unknownTopic(_, let suggestion):
      return suggestion.map { "did you mean `\($0)`?" }
        ?? "`help` lists what there is, `apropos WORD` finds it by a word"
    case .noValueYet(_, let advice): return advice
    case .notAssigned: return "what assigns it did not run"
    case .unexpectedArgument(_, _, let hint): return hint
    case .unknownArgument(_, _, let suggestion?, _): return "did you mean `\(suggestion)`?"
    case .wrongArgumentCount(_, let usage, _), .unknownArgument(_, _, _, let usage),
      .missingArgument(_, _, let usage), .placeAfterName(_, let usage):
      return "it is used as \(usage)"
    case .notACondition(let kinds):
      return kinds.isSubset(of: [.tensor, .mask, .series, .list])
        ? "use any(...) or all(...)" : "compare it with something, as in x > 0"
    case .expired: return "give a result a name to keep it: x = ..."
    case .notWhole(_, let value): return value.wholeValue == nil ? "use round(...)" : nil
    case .signOfTruth: return "`not` turns it around"
    case .differenceOfTruths: return "`!=` says where they differ"
    case .noSuchIteration(let series, _, _, _, _):
      return "by position it is \(series)[0], \(series)[-1]"
    case .failed(_, let advice), .file(_, let advice): return advice
    case .ofHost(let problem): return problem.problem.advice
    default: return nil
    }
  }

  /// In quotes, cut to what one can read.
  package static func quoted(_ text: String) -> String { "`\(clipped(text))`" }

  private static func clipped(_ text: String) -> String {
    let line = String(text.map { $0.isNewline ? " " : $0 })
    return line.count > 60 ? line.prefix(50) + "…" : line
  }
}
