/// A piece of text that the grammar speaks of.
package struct Token: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    case name(String)
    case number(Number)
    /// The quote that begins a string; the parser reads on from there.
    case quote
    case symbol(Symbol)
    case newline
    case end
    /// What is no token: an error only where an expression is expected, for a path may hold
    /// anything.
    case invalid(Problem, at: Range<Int>)
  }

  package enum Symbol: String, CaseIterable, Sendable {
    case closedRange = "..."
    case halfOpenRange = "..<"
    case power = "**"
    case equal = "=="
    case notEqual = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case percent = "%"
    case at = "@"
    case less = "<"
    case greater = ">"
    case assign = "="
    case openParenthesis = "("
    case closeParenthesis = ")"
    case openBracket = "["
    case closeBracket = "]"
    case openBrace = "{"
    case closeBrace = "}"
    case comma = ","
    case colon = ":"
    case dot = "."
    case semicolon = ";"
    case question = "?"
  }

  package let kind: Kind
  package let range: Range<Int>
  /// Whether blanks stand before it.
  package let followsBlank: Bool

  /// The token in words, for `found …`.
  package var text: String {
    switch kind {
    case .name(let name): Problem.quoted(name)
    case .number(let value): "the number \(NumberText.text(value))"
    case .quote: "a string"
    case .symbol(let symbol): "`\(symbol.rawValue)`"
    case .newline: "the end of the line"
    case .end: "the end of the text"
    case .invalid: "something else"
    }
  }
}
