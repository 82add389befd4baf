/// Everything that can be wrong with a text or go wrong while it runs, with the evidence. How it
/// reads is told in one other place, `ProblemText.swift`.
package enum Problem: Error, Equatable, Sendable {
  // Text
  case notUTF8(byte: UInt8)
  case textTooLarge(limit: Int)
  case lineTooLong(limit: Int)
  case unexpectedCharacter(String)
  /// Outside of strings and comments; `isBlank` where it looks like one.
  case invisibleCharacter(String, name: String?, isBlank: Bool)
  /// A single or a curly quote.
  case wrongQuote(String)
  case unterminatedString
  case unknownEscape(String)
  case malformedNumber(String)
  case numberTooLarge(String)

  // Grammar
  case nestedTooDeeply(limit: Int)
  case expected(String, found: String)
  case unclosed(String)
  case comparisonsDoNotChain
  case notInLoop(String)
  case misplacedParam(String)
  case paramOutsideScript(String)
  case notALiteral
  case missingVariant(command: String, variants: [String])
  case unknownVariant(command: String, name: String, variants: [String], suggestion: String?)
  case malformedFormat(String)
  case nameIsTaken(String, by: String)
  case definitionInBlock
  /// A parameter of a definition without a default, behind one with a default.
  case requiredAfterOptional(String)
  /// A definition that its own body comes to: the names on the way.
  case callsItself([String])
  case braceInWord
  case notAssignable(String, advice: String)

  // Commands
  case unknownCommand(String, suggestion: String?)
  case unknownParameter(command: String, name: String, suggestion: String?)
  case repeatedParameter(command: String, name: String)
  case missingParameter(command: String, name: String, type: ParameterType)
  case unexpectedArgument(command: String, text: String, hint: String?)
  case wrongArgument(name: String, type: ParameterType, found: String, suggestion: String?)

  // Names and values
  case unknownName(String, suggestion: String?)
  case unknownMember(of: String, name: String, suggestion: String?)
  case needsMember(String, members: [String])
  case unknownFunction(String, suggestion: String?)
  case notAFunction(String)
  case wrongArgumentCount(function: String, usage: String, found: Int)
  case unknownArgument(function: String, name: String, suggestion: String?, usage: String)
  case repeatedArgument(function: String, name: String)
  case missingArgument(function: String, name: String, usage: String)
  /// An argument by its place behind one by its name.
  case placeAfterName(function: String, usage: String)
  case wrongKind(what: String, expected: ValueKinds, found: ValueKinds)
  case unknownTopic(String, suggestion: String?)
  /// It gets one later, as `advice` tells.
  case noValueYet(String, advice: String?)
  /// A variable that only a part assigns which did not run.
  case notAssigned(String)
  case noResult(String)
  case expired(String)
  case notWhole(what: String, value: Number)
  case notACondition(ValueKinds)
  case negativeCount(what: String, value: Double)
  case indexOutOfRange(index: Int, count: Int, axis: Int)
  case tooManyIndices(found: Int, shape: String)
  /// A mask that selects in axes from one on, or from the first where nil, has other extents.
  case maskDoesNotFit(mask: String, shape: String, axis: Int?)
  case signOfTruth(ValueKinds)
  case differenceOfTruths
  case noSuchIteration(
    series: String, iteration: Number, first: Int, last: Int, isWhole: Bool)
  case emptyRange(String)
  case shapesDiffer(operation: String, left: String, right: String)
  case tooLarge(what: String, limit: Int)
  case badArgument(function: String, reason: String)

  // Scripts in scripts
  case cannotReadScript(path: String, reason: String)
  case runsItself(path: String)
  case unknownScriptParameter(path: String, name: String, suggestion: String?)

  // Runs
  case assertionFailed(String)
  case interrupted
  case failed(String, advice: String?)
  case file(String, advice: String?)
  /// What only the host can tell more about.
  case ofHost(AnyHostProblem)

  /// Whether it helps to know how the command is used.
  package var isAboutUsage: Bool {
    switch self {
    case .unknownParameter, .repeatedParameter, .missingParameter, .unexpectedArgument,
      .wrongArgument, .expected, .braceInWord, .unknownScriptParameter:
      true
    default: false
    }
  }

  /// The exit code of a script that ends with it while it runs.
  package var exitCode: ExitCode {
    switch self {
    case .assertionFailed: .assertionFailed
    case .file, .cannotReadScript, .notUTF8, .textTooLarge: .file
    case .interrupted: .interrupted
    case .ofHost(let problem): problem.problem.exitCode
    default: .runTimeError
    }
  }

  /// The exit code of a script that it is found in before it runs.
  package var exitCodeOfCheck: ExitCode {
    switch self {
    case .cannotReadScript: .file
    case .interrupted: .interrupted
    default: .usage
    }
  }
}
