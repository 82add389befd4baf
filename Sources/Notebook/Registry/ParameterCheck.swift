extension ParameterType {
  /// Whether a value will do for a parameter of this type.
  ///
  /// - Throws: ``Problem`` that names the parameter, what it takes and what it was given.
  package func check(_ value: Value, of name: String) throws(Problem) {
    func wrong(_ found: String, suggestion: String? = nil) -> Problem {
      .wrongArgument(name: name, type: self, found: found, suggestion: suggestion)
    }
    switch (self, value) {
    case (.int(let range), .number(let number)):
      guard let whole = Int(exactly: number), range.contains(whole) else {
        throw wrong(NumberText.text(number))
      }
    case (.float(let range, let excludesLower, let excludesUpper), .number(let number)):
      guard number.isFinite, range.contains(number),
        !(excludesLower && number == range.lowerBound),
        !(excludesUpper && number == range.upperBound)
      else { throw wrong(NumberText.text(number)) }
    case (.word(let words), .string(let word)):
      guard words.contains(word) else {
        throw wrong(
          Problem.quoted(word), suggestion: Suggestion.nearest(to: word, among: words))
      }
    case (.path, .string(let path)):
      guard !path.isEmpty, !path.utf8.contains(0) else { throw wrong("an empty one") }
    case (.name, .string), (.string, .string): return
    default:
      guard kinds.contains(value.kind) else { throw wrong(value.kind.textWithArticle) }
    }
  }
}
