/// A checked or unchecked script: its parameters and its statements.
package struct Script: Sendable {
  package let source: SourceText
  package let parameters: [ScriptParameter]
  package let body: Block
}

package struct Block: Sendable {
  package let statements: [Statement]
  /// Where it stands, with its braces where it has some.
  package let range: Range<Int>
}

/// `param NAME = literal "what it is"`.
package struct ScriptParameter: Sendable {
  package let name: String
  package let value: Value
  package let summary: String
  package let range: Range<Int>
}

package struct Statement: Sendable {
  package enum Kind: Sendable {
    case command(CommandCall)
    case assignment(name: String, range: Range<Int>, source: AssignmentSource)
    case definition(Definition)
    case expression(Expression)
    /// `WORD?`
    case help(String)
    case repetition(count: Expression, body: Block)
    case iteration(name: String, range: Range<Int>, over: Expression, body: Block)
    case conditional([Branch], otherwise: Block?)
    case leaveLoop
    case nextRound
  }

  package struct Branch: Sendable {
    package let condition: Expression
    package let body: Block
  }

  package enum AssignmentSource: Sendable {
    case command(CommandCall)
    case expression(Expression)
  }

  package let kind: Kind
  package let range: Range<Int>
}

/// A command with its arguments as they are written.
package struct CommandCall: Sendable {
  package struct Argument: Sendable {
    package let parameter: Parameter
    package let value: ArgumentValue
    /// Where the value stands.
    package let range: Range<Int>
  }

  /// An argument for the script that the command runs.
  package struct ScriptArgument: Sendable {
    package let name: String
    package let nameRange: Range<Int>
    package let value: ArgumentValue
    /// What a word means where the parameter takes no text: `rounds=n/2`.
    package let wordAsExpression: Expression?
    package let range: Range<Int>
  }

  package let command: CommandSignature
  /// Where the name stands.
  package let nameRange: Range<Int>
  package let arguments: [Argument]
  package let scriptArguments: [ScriptArgument]
  /// What it is given in braces.
  package let block: Block?

  package init(
    command: CommandSignature, nameRange: Range<Int>, arguments: [Argument],
    scriptArguments: [ScriptArgument], block: Block?
  ) {
    self.command = command
    self.nameRange = nameRange
    self.arguments = arguments
    self.scriptArguments = scriptArguments
    self.block = block
  }
}

package enum ArgumentValue: Sendable {
  /// Text without quotes.
  case word(String)
  case expression(Expression)
}

package struct Expression: Sendable {
  package indirect enum Kind: Sendable {
    case number(Number)
    case bool(Bool)
    case none
    case string([StringPart])
    case name(String)
    /// `_`, or `_12` of a cell.
    case result(cell: Int?)
    case list([Expression])
    case range(Expression, Expression, isClosed: Bool)
    case negative(Expression)
    case not(Expression)
    case power(Expression, Expression)
    /// Operations of one precedence from left to right, flat, so that long sums need no deep stack.
    case chain(Expression, [Link])
    case all([Expression])
    case any([Expression])
    case comparison(Expression, Comparison, Expression)
    case call(String, [Argument])
    case access(Expression, [Access])
  }

  package struct Link: Sendable {
    package let operation: Arithmetic
    package let operationRange: Range<Int>
    package let operand: Expression
  }

  package enum Access: Sendable {
    case member(String, Range<Int>)
    case index([Index], Range<Int>)
    /// `.at(24)`: a name that is called, with its own place, and the arguments.
    case call(String, Range<Int>, [Expression])
  }

  /// What a function is given: by its place, or as `name=value`.
  package struct Argument: Sendable {
    package struct Name: Sendable {
      package let text: String
      package let range: Range<Int>
    }

    package let name: Name?
    package let value: Expression
  }

  package enum Index: Sendable {
    case all
    case value(Expression)
  }

  package let kind: Kind
  package let range: Range<Int>

  /// The name that it is, with dots or without; nil where it is more than that.
  var dottedName: String? {
    switch kind {
    case .name(let name): return name
    case .access(let base, let accesses):
      guard var name = base.dottedName else { return nil }
      for access in accesses {
        guard case .member(let member, _) = access else { return nil }
        name += "." + member
      }
      return name
    default: return nil
    }
  }

  /// Whether it is written as a list.
  var isBracketed: Bool { if case .list = kind { true } else { false } }
}

package enum StringPart: Sendable {
  case text(String)
  case value(Expression, ValueFormat)
}
