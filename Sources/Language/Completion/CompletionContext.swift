/// The unfinished statement before the cursor.
struct CompletionContext {
  /// The statement up to the cursor.
  let statement: Substring
  /// Whether the cursor is inside of brackets or of an expression in a string.
  let isInBrackets: Bool
  /// Whether it is inside of a string, where the text of a path may be.
  let isInString: Bool
  let isInComment: Bool
  /// The function whose arguments the cursor is among.
  let function: String?

  init(_ text: Substring) {
    var start = text.startIndex
    var isInComment = false
    /// Where brackets, quotes, and the braces of expressions in strings are open.
    var open: [String.Index] = []
    var index = text.startIndex
    while index < text.endIndex {
      let character = text[index]
      let next = text.index(after: index)
      if isInComment {
        if character.isNewline {
          isInComment = false
          if open.isEmpty { start = next }
        }
      } else if open.last.map({ text[$0] }) == "\"" {
        switch character {
        case "\\": index = next < text.endIndex ? next : index
        case "\"": open.removeLast()
        case "{": open.append(index)
        case _ where character.isNewline:
          open = []
          start = next
        default: break
        }
      } else {
        switch character {
        case "#": isInComment = true
        case "\"", "(", "[": open.append(index)
        case ")", "]": if let last = open.last, text[last] != "{" { open.removeLast() }
        case "}" where open.last.map({ text[$0] }) == "{": open.removeLast()
        case "{", "}", ";": if open.isEmpty { start = next }
        case _ where character.isNewline && open.isEmpty: start = next
        default: break
        }
      }
      index = text.index(after: index)
    }
    statement = text[start...]
    isInString = open.last.map { text[$0] } == "\""
    isInBrackets = open.contains { text[$0] != "\"" }
    function = open.last.flatMap { last in
      guard text[last] == "(" else { return nil }
      let name = Self.tail(of: text[..<last]) { $0.isLetter || $0.isNumber || $0 == "_" }
      return name.isEmpty ? nil : String(name)
    }
    self.isInComment = isInComment
  }

  /// The dotted name that is being typed.
  var name: Substring {
    Self.tail(of: statement) { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
  }
  /// The word without blanks that is being typed, without an opening quote.
  var word: Substring {
    if isInString, let quote = statement.lastIndex(of: "\"") {
      return statement[statement.index(after: quote)...]
    }
    return Self.tail(of: statement) { !$0.isWhitespace }
  }

  private static func tail(
    of text: Substring, _ belongs: (Character) -> Bool
  ) -> Substring {
    text[(text.lastIndex { !belongs($0) }.map(text.index(after:)) ?? text.startIndex)...]
  }
}
