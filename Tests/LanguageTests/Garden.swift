import Language
import TensorEngine

/// A host that is no notebook: a garden of beds, to be seeded and watered by commands, with plants
/// as objects. The language needs no more than this.
final class Garden: Host {
  /// A bed, or a plant in it: `bed.rose`.
  struct Plant: ValueObject, Equatable {
    let name: String
    var kind: ValueKinds { .plant }
    var valueText: String { name }
  }

  /// What is wrong with a garden.
  enum Trouble: HostProblem {
    case drought
    var message: String { "the garden is dry" }
    var advice: String? { "`water` helps" }
    var exitCode: ExitCode { .stopped }
  }

  private(set) var variables: [String: Value] = [:]
  private(set) var definitions: [String: Definition] = [:]
  /// What was shown and said, in order.
  private(set) var said: [String] = []
  private var last: Value?
  private var isWatered = true
  private var growth: [Float] = []
  private var dailyWork: [DeferredBlock] = []
  /// After so many statements there is the wish to stop.
  var patience = Int.max

  let signatures = Signatures(
    commands: [
      CommandSignature(
        "plant roses", group: "beds", summary: "Plant roses.",
        parameters: [Parameter("count", .int(1...9), .named, default: "3", "how many")],
        examples: [Example("plant roses count=2")], effect: .introduces("roses")),
      CommandSignature(
        "plant herbs", group: "beds", summary: "Plant herbs.", examples: [],
        effect: .introduces("herbs")),
      CommandSignature(
        "swap", group: "beds", summary: "Plant something else.", examples: [], effect: .replaces),
      CommandSignature(
        "grow", group: "care", summary: "Wait a day, or so many.",
        parameters: [
          Parameter("days", .count, .namedOrPlaced, default: "1", "how many"),
          Parameter("until", .condition, .keyword, "end earlier"),
        ], examples: [], result: .number, synonyms: ["wait"]),
      CommandSignature(
        "daily", group: "care", summary: "Do something on each day from now on.",
        parameters: [
          Parameter("from", .count, .named, default: "1", "the first day"),
          Parameter("what", .statements, .block, isRequired: true, "what to do"),
        ], examples: []),
      CommandSignature(
        "skip", group: "care", summary: "Leave the rest of the day's work.", examples: []),
      CommandSignature(
        "say", group: "care", summary: "Say something.",
        parameters: [Parameter("what", .expression(.any), .repeated, "what to say")], examples: []),
      CommandSignature(
        "pull", group: "beds", summary: "Pull something out.",
        parameters: [Parameter("name", .variable, .repeated, isRequired: true, "what")],
        examples: [], effect: .forgets),
      CommandSignature(
        "run", group: "care", summary: "Run a script.",
        parameters: [Parameter("file", .path, .positional, isRequired: true, "the script")],
        examples: [], passesParameters: true),
    ],
    functions: [
      FunctionSignature(
        "twice", [.init("x", .numeric)], gives: [.number, .tensor], isElementwise: true,
        "Two times a number.", examples: []),
      FunctionSignature(
        "wages",
        [
          .init("days", .number), .init("rate", .number, isRequired: false),
          .init("for", .number, isRequired: false),
        ], gives: .number, "What gardeners earn.", examples: []),
      // A command, too.
      FunctionSignature(
        "swap", [.init("a", .any), .init("b", .any)], gives: .list, "The other way around.",
        examples: []),
      FunctionSignature(
        "bunch", [.init("ribbon", .string), .init("stems", .number)], isVariadic: true,
        gives: .string, "Stems in a ribbon.", examples: []),
    ],
    names: [
      NameSignature("height", .series, "how high they were"),
      NameSignature("bed", .plant, "the bed"),
      NameSignature("bed.width", .number, "how wide it is"),
      NameSignature("weather", .tensor, "of each day the rain and the sun"),
      NameSignature("sky.blue", .bool, "whether it is blue"),
    ],
    members: [
      MemberSignature(of: .plant, ["petals"], give: .tensor, othersGive: .plant)
    ], assignmentAdvice: "only a name can; `plant` makes a bed")

  // MARK: - Checks

  func members(of owner: String, among objects: String) -> [String]? {
    guard owner == "bed" else { return nil }
    return ["roses": ["rose", "thorn"], "herbs": ["mint"]][objects]
  }

  func resolveScript(_ path: String, from name: SourceName) -> String { path }

  // MARK: - Names

  func variable(_ name: String) -> Value? { variables[name] }
  func assign(_ name: String, _ value: Value?) { variables[name] = value }
  func definition(_ name: String) -> Definition? { definitions[name] }
  func define(_ definition: Definition) { definitions[definition.name] = definition }

  func value(ofName path: String) throws -> Value {
    switch path {
    case "height":
      .series(Series(name: "height", first: 1, values: growth, advice: "`grow` gives it one"))
    case "bed": .object(Plant(name: "bed"))
    case "bed.width": .number(4)
    case "weather": throw Problem.failed("so many days were asked for", advice: nil)
    default: .bool(true)
    }
  }

  func member(_ path: [String], of value: Value) throws -> Value {
    guard case .object(let plant as Plant) = value else { return .none }
    return path.last == "petals"
      ? .tensor(Tensor([1, 2, 3])) : .object(Plant(name: "\(plant.name).\(path[0])"))
  }

  func result(ofCell cell: Int?) throws -> Value {
    guard let last else { throw Problem.noResult("_") }
    return last
  }

  // MARK: - What is done

  func run(_ invocation: Invocation) throws -> Value {
    switch invocation.command.name {
    case "grow":
      for day in 1...(invocation.int("days") ?? 1) {
        guard isWatered else { throw Problem.ofHost(AnyHostProblem(Trouble.drought)) }
        growth.append(Float(growth.count + 1))
        for work in dailyWork where try work.run(in: self) == .left { said.append("skipped") }
        isWatered = growth.count < 5
        if let condition = invocation.condition("until"), try condition.holds(in: self) {
          said.append(try condition.explanation(in: self))
          return .number(day)
        }
      }
      return .number(invocation.int("days") ?? 1)
    case "say":
      said.append(invocation.all("what").map { ValueText.inner($0) }.joined(separator: " "))
    case "daily":
      if let block = invocation.block { dailyWork.append(block) }
      said.append(invocation.text)
    case "skip": throw Evaluator.Failure.leaveBlock
    case "pull":
      for name in invocation.all("name").map(\.string) {
        (variables[name], definitions[name]) = (nil, nil)
      }
    case "run":
      return try Evaluator(host: self, source: invocation.source)
        .runScript(invocation.string("file") ?? "", of: invocation)
    default: said.append(invocation.text)
    }
    return .none
  }

  func call(_ function: FunctionCall) throws -> Value {
    let given = function.arguments
    switch function.function.name {
    case "wages":
      said.append(given.map { ValueText.inner($0) }.joined(separator: " "))
      return function.value(of: "for") ?? .number(1)
    case "swap": return .list(given.reversed())
    case "bunch": return .string("\(given.count - 1) stems in \(ValueText.inner(given[0]))")
    default:
      return .tensor(
        try TensorArithmetic.map(try elements(of: given[0], for: "twice").tensor) { 2 * $0 })
    }
  }

  func show(_ value: Value) {
    last = value
    if let text = ValueText.shown(value) { said.append(text) }
  }

  func list(_ path: String) { said.append("all of \(path)") }

  func rows(ofName path: String) -> TensorRows? {
    guard path == "weather" else { return nil }
    return TensorRows(count: 1000) { days in
      Tensor(days.flatMap { [Float($0), Float(10 * $0)] }, shape: [days.count, 2])
    }
  }

  func explain(_ topic: String) throws(Problem) {
    said.append(
      try Help(signatures: signatures, grammar: "words", definitions: definitions)
        .text(on: topic))
  }

  func pause(at range: Range<Int>) throws(Evaluator.Failure) {
    guard patience > 0 else { throw .here(Fault(.interrupted, at: range)) }
    patience -= 1
  }

  // MARK: - Scripts

  func loadScript(_ path: String) throws -> Script {
    let source = SourceText(bytes: try ScriptFile.read(path), name: .file(path))
    let script = try Parser.parse(source, signatures: signatures)
    try Checker.check(
      script, host: self, scope: Scope(definitions: definitions), running: [])
    return script
  }

  func execute(_ script: Script, given: [String: Value]) throws {
    for parameter in script.parameters {
      variables[parameter.name] = given[parameter.name] ?? parameter.value
    }
    do {
      _ = try Evaluator(host: self, source: script.source).run(script.body)
    } catch .here(let fault) {
      throw Diagnostic(
        fault, in: script.source, exitCode: fault.problem.exitCode, state: stateText)
    } catch .elsewhere(let diagnostic) {
      throw diagnostic
    }
  }

  // MARK: - Errors

  func problem(for error: any Error) -> Problem {
    error as? Problem ?? .failed("\(error)", advice: nil)
  }

  var stateText: String { "day \(growth.count)" }

  func note(_ rounding: Rounding, in place: String) {
    if let text = rounding.warning(of: place) { said.append(text) }
  }
}

extension ValueKinds {
  static let plant = ValueKinds(objectsNamed: "plant")
}

extension Garden: CompletionHost {
  func describeMembers(of owner: String) -> [(name: String, note: String)] {
    owner == "bed" ? [("rose", "red"), ("thorn", "sharp")] : []
  }

  func resolve(_ path: String) -> String { path }
}

extension Garden {
  /// Parses, checks and runs a text.
  ///
  /// - Returns: what is wrong with it; nil where nothing is.
  func work(_ text: String) -> Diagnostic? {
    let source = SourceText(text, name: .cell(1))
    do {
      let script = try Parser.parse(source, signatures: signatures)
      try Checker.check(
        script, host: self,
        scope: Scope(variables: variables.mapValues(\.kind), definitions: definitions), running: [])
      try execute(script, given: [:])
      return nil
    } catch let fault as Fault {
      return Diagnostic(fault, in: source, exitCode: .usage)
    } catch {
      return error as? Diagnostic
    }
  }
}
