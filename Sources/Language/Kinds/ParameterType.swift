/// What a parameter of a command takes, and so how its value is read: a path or a word needs no
/// quotes.
package indirect enum ParameterType: Equatable, Sendable {
  /// A whole number within bounds.
  case int(ClosedRange<Int128>)
  /// A finite number within bounds.
  case float(ClosedRange<Double>, excludesLower: Bool = false, excludesUpper: Bool = false)
  /// A file or a folder.
  case path
  /// A file that is written, whose name ends in one of these; the first is the usual one.
  case file([String])
  /// A file as above, or a whole number: which of the two is seen by its form.
  case fileOrCount([String])
  /// One of these words.
  case word([String])
  /// Any word: a topic, a name.
  case name
  /// The name of a variable or of a function of one's own.
  case variable
  case string
  case bool
  /// A size of memory or of a file: `512MB`.
  case byteCount
  /// An expression that gives one of these kinds, evaluated once.
  case expression(ValueKinds)
  /// An expression that gives true or false, evaluated as often as it is needed.
  case condition
  /// An expression that gives one of these kinds, evaluated as often as it is needed.
  case deferred(ValueKinds)
  /// Statements in braces, run when the command says so.
  case statements
  /// An expression that gives one of these kinds, evaluated once and mostly written as a name of the
  /// host, which has a word and a description for what it takes.
  case named(ValueKinds, placeholder: String, text: String)

  package static func int(_ range: ClosedRange<Int>) -> ParameterType {
    .int(Int128(range.lowerBound)...Int128(range.upperBound))
  }

  package static let count = ParameterType.int(1...Int128(Int.largestExact))
  package static let natural = ParameterType.int(0...Int128(Int.largestExact))
  /// What random numbers follow from: all 64 bits.
  package static let seed = ParameterType.int(0...Int128(UInt64.max))

  package var isNumeric: Bool {
    switch self {
    case .int, .float: true
    default: false
    }
  }

  /// What the name of a file must end in; nil where it is none, or may end in anything.
  var endings: [String]? {
    switch self {
    case .file(let endings), .fileOrCount(let endings): endings
    default: nil
    }
  }

  package var isPath: Bool {
    switch self {
    case .path, .file, .fileOrCount: true
    default: false
    }
  }

  /// The kinds of values that an expression for it may give.
  package var kinds: ValueKinds {
    switch self {
    case .int, .float: .number
    case .path, .file, .fileOrCount, .word, .name, .variable, .string, .byteCount: .string
    case .bool, .condition: .bool
    case .expression(let kinds), .deferred(let kinds): kinds
    case .named(let kinds, _, _): kinds
    case .statements: []
    }
  }

  /// Its name in a usage line.
  package var placeholder: String {
    switch self {
    case .int: "INT"
    case .float: "NUMBER"
    case .path, .file: "FILE"
    case .fileOrCount: "FILE|INT"
    case .word(let words): words.joined(separator: "|")
    case .name, .variable: "NAME"
    case .string: "TEXT"
    case .bool: "true|false"
    case .byteCount: "SIZE"
    case .expression, .deferred: "EXPR"
    case .condition: "COND"
    case .named(_, let placeholder, _): placeholder
    case .statements: "{ ... }"
    }
  }

  /// What it takes, in words: `a whole number from 1 to 512`.
  package var text: String {
    switch self {
    case .int(let range):
      if range.upperBound == Int.largestExact {
        return "a whole number"
          + (range.lowerBound > -Int.largestExact ? ", at least \(range.lowerBound)" : "")
      }
      return "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .float(let range, let excludesLower, let excludesUpper):
      var bounds: [String] = []
      if range.lowerBound > -Double.greatestFiniteMagnitude {
        bounds.append((excludesLower ? "above " : "at least ") + NumberText.text(range.lowerBound))
      }
      if range.upperBound < Double.greatestFiniteMagnitude {
        bounds.append((excludesUpper ? "below " : "at most ") + NumberText.text(range.upperBound))
      }
      return "a finite number" + (bounds.isEmpty ? "" : ", " + bounds.joined(separator: " and "))
    case .path: return "a path"
    case .file(let endings): return "a path that ends in " + endings.joined(separator: " or ")
    case .fileOrCount(let endings):
      return ParameterType.file(endings).text + ", or a whole number"
    case .word(let words): return "one of " + words.joined(separator: ", ")
    case .name: return "a word"
    case .variable: return "a variable or a function of your own"
    case .string: return "a string"
    case .bool: return "true or false"
    case .byteCount: return "a size, as 512MB or 2GB"
    case .expression(let kinds), .deferred(let kinds): return kinds.textWithArticle
    case .condition: return "a condition"
    case .named(_, _, let text): return text
    case .statements: return "statements in braces"
    }
  }
}
