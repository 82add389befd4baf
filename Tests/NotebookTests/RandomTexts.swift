import Foundation
import Language
import Notebook
import Synchronization

/// A small generator of random numbers: SplitMix64, https://doi.org/10.1145/2714064.2660195
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
  mutating func pick<T>(_ items: [T]) -> T { items[below(items.count)] }
}

/// Stops a run that takes more than a second.
final class Watchdog: Sendable {
  private let isOver = Atomic<Bool>(false)

  init(_ interrupt: InterruptFlag) {
    Thread.detachNewThread { [self] in
      for _ in 0..<100 {
        if isOver.load(ordering: .relaxed) { return }
        Thread.sleep(forTimeInterval: 0.01)
      }
      while !isOver.load(ordering: .relaxed) {
        interrupt.set()
        Thread.sleep(forTimeInterval: 0.01)
      }
    }
  }

  func stop() { isOver.store(true, ordering: .relaxed) }
}

/// A random arithmetic expression with the value that it has by its structure alone.
struct ArithmeticTree {
  let text: String
  let value: Double
  /// How tightly it binds: 0 sum, 1 term, 2 sign, 3 power, 4 operand.
  let binding: Int

  private func inside(_ least: Int) -> String { binding >= least ? text : "(\(text))" }

  static func random(depth: Int, using random: inout SplitMix) -> ArithmeticTree {
    guard depth > 0, random.below(5) > 0 else {
      let value = Double(random.below(1000)) / random.pick([1, 10, 8])
      return ArithmeticTree(text: NumberText.significant(value, 17), value: value, binding: 4)
    }
    let a = Self.random(depth: depth - 1, using: &random)
    let blank = random.pick(["", " "])
    let choice = random.below(7)
    if choice == 0 { return ArithmeticTree(text: "-" + a.inside(2), value: -a.value, binding: 2) }
    let b = Self.random(depth: depth - 1, using: &random)
    func joined(_ left: Int, _ sign: String, _ right: Int) -> String {
      a.inside(left) + blank + sign + blank + b.inside(right)
    }
    switch choice {
    case 1: return .init(text: joined(0, "+", 1), value: a.value + b.value, binding: 0)
    case 2: return .init(text: joined(0, "-", 1), value: a.value - b.value, binding: 0)
    case 3: return .init(text: joined(1, "*", 2), value: a.value * b.value, binding: 1)
    case 4: return .init(text: joined(1, "/", 2), value: a.value / b.value, binding: 1)
    case 5:
      let quotient = (a.value / b.value).rounded(.down)
      guard abs(quotient) < 1e6 else { return a }
      // The remainder has the sign of the divisor.
      var rest = a.value.truncatingRemainder(dividingBy: b.value)
      if rest != 0, (rest < 0) != (b.value < 0) { rest += b.value }
      return .init(text: joined(1, "%", 2), value: rest, binding: 1)
    default: return .init(text: joined(4, "**", 2), value: pow(a.value, b.value), binding: 3)
    }
  }
}

/// A random condition with the value that it has by its structure alone.
struct ConditionTree {
  let text: String
  let value: Bool
  /// How tightly it binds: 0 or, 1 and, 2 not, 3 comparison.
  let binding: Int

  private func inside(_ least: Int) -> String { binding >= least ? text : "(\(text))" }

  static func random(depth: Int, using random: inout SplitMix) -> ConditionTree {
    guard depth > 0, random.below(6) > 0 else {
      let (a, b) = (random.below(4), random.below(4))
      return random.pick([
        .init(text: "\(a) < \(b)", value: a < b, binding: 3),
        .init(text: "\(a) <= \(b)", value: a <= b, binding: 3),
        .init(text: "\(a)>\(b)", value: a > b, binding: 3),
        .init(text: "\(a) >= \(b)", value: a >= b, binding: 3),
        .init(text: "\(a) == \(b)", value: a == b, binding: 3),
        .init(text: "\(a)!=\(b)", value: a != b, binding: 3),
        .init(text: "true", value: true, binding: 3),
        .init(text: "false", value: false, binding: 3),
      ])
    }
    let a = Self.random(depth: depth - 1, using: &random)
    switch random.below(3) {
    case 0: return .init(text: "not " + a.inside(2), value: !a.value, binding: 2)
    case 1:
      let b = Self.random(depth: depth - 1, using: &random)
      return .init(
        text: "\(a.inside(1)) and \(b.inside(2))", value: a.value && b.value, binding: 1)
    default:
      let b = Self.random(depth: depth - 1, using: &random)
      return .init(
        text: "\(a.inside(0)) or \(b.inside(1))", value: a.value || b.value, binding: 0)
    }
  }
}

/// Random scripts: mostly right, with names and kinds of values that often do not fit.
struct TextGenerator {
  var random: SplitMix
  private var names = ["x", "y", "ä"]
  private static let functions = Registry.standard.signatures.functions
    .filter { !["rand", "randn", "read"].contains($0.name) }.map(\.name)

  private static let commands = Registry.standard.signatures.commands

  init(random: SplitMix) { self.random = random }

  mutating func script() -> String {
    var text = ""
    if random.below(4) == 0 { text += "param p = \(literal()) \"what\"\n" }
    for name in names where random.below(3) > 0 { text += "\(name) = \(expression(2))\n" }
    for _ in 0...random.below(6) {
      text +=
        (random.below(5) == 0 ? definition() : statement(3))
        + random.pick(["\n", "; ", "\r\n", " # c\n"])
    }
    return text
  }

  private mutating func definition() -> String {
    let head = random.pick(["f0(a)", "f1(a, b=1)", "f2()", "f0(x, y=\"s\")", "sum(a)"])
    return "def \(head) = \(expression(2))"
  }

  private mutating func statement(_ depth: Int) -> String {
    switch random.below(depth > 0 ? 14 : 9) {
    case 0, 1: return "\(random.pick(names)) = \(expression(depth))"
    case 2, 3: return expression(depth)
    case 4: return "echo \(expression(depth)) \(string(depth)) -\(literal())"
    case 5: return "assert \(condition(depth)) else \(string(depth))"
    case 6:
      return random.pick(["help", "x?", "help echo", "apropos sum", "run nix.gan a=1", "exit 3"])
    case 7:
      return "\(random.pick(names)) \(random.pick(["+", "-", "*", "/"]))= \(expression(depth))"
    case 8: return random.pick(["vars", "del x", "del y f0", "loss", "G", "where", "set"])
    case 9: return "repeat \(random.pick(["3", "2", "x", "1 + 1"])) {\(body(depth))}"
    case 10:
      let name = random.pick(names)
      return
        "for \(name) in \(random.pick(["1...3", "[1, \"a\"]", expression(depth)])) {\(body(depth))}"
    default:
      var text = "if \(condition(depth)) {\(body(depth))}"
      if random.below(3) == 0 { text += " else if \(condition(depth)) {\(body(depth))}" }
      if random.below(2) == 0 { text += "\nelse {\(body(depth))}" }
      return text
    }
  }

  /// Any command of the registry with arguments that mostly fit. It is not to be run.
  mutating func command() -> String {
    let command = random.pick(Self.commands)
    var text = command.name
    for parameter in command.parameters where parameter.isRequired || random.below(2) == 0 {
      switch parameter.form {
      case .positional, .repeated: text += " " + argument(parameter.type)
      case .namedOrPlaced where random.below(2) == 0: text += " " + argument(parameter.type)
      case .named, .namedOrPlaced: text += " \(parameter.name)=\(argument(parameter.type))"
      case .keyword: text += " \(parameter.name) \(argument(parameter.type))"
      case .block: text += " {\(body(2))}"
      case .defined: text += random.pick([" q = ", " gap=", " loss = "])
      }
    }
    if random.below(6) == 0 {
      text += random.pick([" nix", " nix=3", " x", " \"a\"", " 7", " -1"])
    }
    return random.below(4) == 0 ? "x = \(text)" : text
  }

  private mutating func argument(_ type: ParameterType) -> String {
    guard random.below(8) > 0 else { return expression(1) }
    return switch type {
    case .int: random.pick(["1", "2", "x", "x * 3", "-1", "1e9"])
    case .float: random.pick(["0.5", "1e-4", "x", "0", "-2"])
    case .path, .file, .fileOrCount:
      random.pick(["a.png", "out/a-b_c.gan", "\"{x}.png\"", "\"{x}.jpg\"", "/tmp", "~", "a=b"])
    case .fileOrCount: random.pick(["a.png", "12", "-3", "x.jpg", "\"{x}.svg\""])
    case .word(let words): random.pick(words)
    case .variable: random.pick(["x", "x1", "nix", "loss"])
    case .name: random.pick(["abc", "x1", "sum", "ö"])
    case .variable: random.pick(["x", "y", "f0", "nix"])
    case .string: string(1)
    case .byteCount: random.pick(["512MB", "0.5gb", "7", "-1MB", "x"])
    case .bool: random.pick(["true", "false", "1 < 2"])
    case .expression, .deferred: expression(2)
    case .condition: condition(2)
    case .statements: "{ }"
    case .named(let kinds, _, _) where kinds == .model:
      random.pick(["G", "D", "G.conv1", "D.validity", "D.nix"])
    case .named:
      random.pick([
        "p.real - p.fake", "G.*.grad.rms", "ema(loss.g, 3),", "loss.d", "loss.g", "acc.label",
        "loss.d.real",
      ])
    }
  }

  private mutating func body(_ depth: Int) -> String {
    var text = random.pick(["", "\n", " "])
    for _ in 0..<random.below(3) {
      text += random.below(8) == 0 ? random.pick(["break", "continue"]) : statement(depth - 1)
      text += random.pick(["\n", "; "])
    }
    return text
  }

  private mutating func condition(_ depth: Int) -> String {
    switch random.below(6) {
    case 0: "not \(condition(max(0, depth - 1)))"
    case 1 where depth > 0: "\(condition(depth - 1)) and \(condition(depth - 1))"
    case 2 where depth > 0: "(\(condition(depth - 1)) or \(condition(depth - 1)))"
    case 3: random.pick(["true", "false", "any(x)", "all([1, 0])", "x", "any(x > 1, 0)"])
    default:
      "\(expression(max(0, depth - 1))) \(random.pick(["<", "<=", "==", "!=", ">", ">="])) "
        + expression(max(0, depth - 1))
    }
  }

  private mutating func expression(_ depth: Int) -> String {
    guard depth > 0 else { return random.pick([literal(), random.pick(names), "_", "[1, 2]"]) }
    let d = depth - 1
    switch random.below(17) {
    case 15: return "\(random.pick(["f0", "f1", "f2"]))(\(expression(d)))"
    case 16:
      return
        "\(random.pick(Self.functions))(\(expression(d)), \(random.pick(["axis", "b", "for", "x"]))=\(expression(d)))"
    case 12: return "(\(expression(d)))[\(condition(d))]"
    case 13: return "append(\(expression(d)), \(expression(d)))"
    case 14: return "loss.d.at(\(expression(d)))"
    case 0: return "-\(expression(d))"
    case 1, 2:
      let sign = random.pick(["+", "-", "*", "/", "%", "@"])
      return "\(expression(d)) \(sign) \(expression(d))"
    case 3: return "(\(expression(d))) ** \(literal())"
    case 4: return "[\(expression(d)), \(expression(d))]"
    case 5: return "\(literal())\(random.pick(["...", "..<"]))\(expression(d))"
    case 6: return "reshape(1...12, \(random.pick(["3, 4", "2, 2, -1", "12, 1", "5"])))"
    case 7: return "(\(expression(d)))[\(index(d))\(random.pick(["", ", \(index(d))"]))]"
    case 8: return string(d)
    case 9: return "\(random.pick(names)).\(random.pick(["a", "0", "grad", "weight.m"]))"
    default:
      let more = random.below(3) == 0 ? ", \(expression(d))" : ""
      return "\(random.pick(Self.functions))(\(expression(d))\(more))"
    }
  }

  private mutating func index(_ depth: Int) -> String {
    random.pick([":", "0", "-1", "1...2", "0..<0", "[0, 1]", expression(depth)])
  }

  private mutating func string(_ depth: Int) -> String {
    let format = random.pick(["", ":03", ":.4", ":8.3f", ":.1%", ":e", ":x"])
    return random.pick([
      "\"a\"", "\"ü\\n\\u{1F600}\"", "\"{\(expression(max(0, depth - 1)))\(format)}\"", "\"{{}}\"",
    ])
  }

  private mutating func literal() -> String {
    random.pick(["0", "1", "2", "3.5", "1e-3", "7", "12", "true", "none", "\"s\"", "1e308"])
  }
}

/// Small damage: bytes changed, dropped, doubled, put in, pieces moved.
enum ByteChanges {
  private static let pieces = [
    "(", ")", "[", "]", "{", "}", "\"", "\\", "..", "...", "=", "==", "-", "**", "#", ";", "\n",
    "\0",
    "\u{FEFF}", "é", "e9", ".", "_", "_1", "?", ":", ",", "not ", " else ", "else if", "param ",
    "@", "%",
  ]

  static func change(_ text: String, using random: inout SplitMix) -> String {
    var bytes = Array(text.utf8)
    for _ in 0...random.below(3) where !bytes.isEmpty {
      let place = random.below(bytes.count)
      let end = min(bytes.count, place + 1 + random.below(8))
      switch random.below(5) {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes.removeSubrange(place..<end)
      case 2: bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count))
      case 3: bytes.insert(contentsOf: random.pick(pieces).utf8, at: place)
      default: bytes.removeSubrange(place...)
      }
    }
    // What is no UTF-8 by now is refused at once, which tests nothing further.
    return String(decoding: bytes, as: UTF8.self)
  }
}
