/// The unfinished statement before the cursor.
struct CompletionContext {
  /// The statement up to the cursor.
  let statement: Substring
  /// Whether the cursor is inside of brackets or of an expression in a string.
  let isInBrackets: Bool
  /// Whether it is inside of a string, where the text of a path may be.
  let isInString: Bool
  let isInComment: Bool

  init(_ text: Substring) {
    var start = text.startIndex
    var isInComment = false
    /// What is open: brackets, quotes, and the braces of expressions in strings.
    var open: [Character] = []
    var index = text.startIndex
    while index < text.endIndex {
      let character = text[index]
      let next = text.index(after: index)
      if isInComment {
        if character.isNewline {
          isInComment = false
          if open.isEmpty { start = next }
        }
      } else if open.last == "\"" {
        switch character {
        case "\\": index = next < text.endIndex ? next : index
        case "\"": open.removeLast()
        case "{": open.append("{")
        case _ where character.isNewline:
          open = []
          start = next
        default: break
        }
      } else {
        switch character {
        case "#": isInComment = true
        case "\"", "(", "[": open.append(character)
        case ")", "]": if let last = open.last, last != "{" { open.removeLast() }
        case "}" where open.last == "{": open.removeLast()
        case "{", "}", ";": if open.isEmpty { start = next }
        case _ where character.isNewline && open.isEmpty: start = next
        default: break
        }
      }
      index = text.index(after: index)
    }
    statement = text[start...]
    isInString = open.last == "\""
    isInBrackets = open.contains { $0 != "\"" }
    self.isInComment = isInComment
  }

  /// The dotted name that is being typed.
  var name: Substring { tail { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." } }
  /// The word without blanks that is being typed, without an opening quote.
  var word: Substring {
    if isInString, let quote = statement.lastIndex(of: "\"") {
      return statement[statement.index(after: quote)...]
    }
    return tail { !$0.isWhitespace }
  }

  private func tail(_ belongs: (Character) -> Bool) -> Substring {
    var start = statement.endIndex
    while start > statement.startIndex {
      let before = statement.index(before: start)
      guard belongs(statement[before]) else { break }
      start = before
    }
    return statement[start...]
  }
}
