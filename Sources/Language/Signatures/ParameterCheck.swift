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
      guard let whole = number.wholeValue, range.contains(whole) else {
        // What is not told of all numbers is told of one that is too large.
        let isTooLarge =
          number.double > Double(Int.largestExact) && range.upperBound == Int.largestExact
        let most = isTooLarge ? "; the largest is \(range.upperBound)" : ""
        throw wrong(NumberText.text(number) + most)
      }
    case (.float(let range, let excludesLower, let excludesUpper), .number(let exact)):
      let number = exact.double
      guard number.isFinite, range.contains(number),
        !(excludesLower && number == range.lowerBound),
        !(excludesUpper && number == range.upperBound)
      else { throw wrong(NumberText.text(exact)) }
    case (.word(let words), .string(let word)):
      guard words.contains(word) else {
        throw wrong(
          Problem.quoted(word), suggestion: Suggestion.nearest(to: word, among: words))
      }
    case (.path, .string(let path)):
      guard !path.isEmpty, !path.utf8.contains(0) else { throw wrong("an empty one") }
    case (.file(let endings), .string(let path)):
      guard !path.utf8.contains(0), Self.ends(path, in: endings) else {
        throw wrong(
          path.isEmpty ? "an empty one" : Problem.quoted(path),
          suggestion: Self.ending(path, in: endings.first ?? ""))
      }
    case (.fileOrCount(let endings), .string(let text)):
      guard Int(text) == nil || text.hasPrefix("-") else { return }
      do {
        try ParameterType.file(endings).check(value, of: name)
      } catch {
        guard case .wrongArgument(let name, _, let found, let suggestion) = error else {
          throw error
        }
        throw .wrongArgument(name: name, type: self, found: found, suggestion: suggestion)
      }
    case (.byteCount, .string(let text)):
      guard ByteCount.bytes(text) != nil else { throw wrong(Problem.quoted(text)) }
    case (.name, .string), (.variable, .string), (.string, .string): return
    default:
      guard kinds.contains(value.kind) else { throw wrong(value.kind.textWithArticle) }
    }
  }

  /// Whether a path has one of the endings, and a name before it.
  static func ends(_ path: String, in endings: [String]) -> Bool {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    return endings.contains { name.count > $0.count && name.lowercased().hasSuffix($0) }
  }

  /// The path with an ending in place of the one that it has; nil where there is no name to end.
  private static func ending(_ path: String, in ending: String) -> String? {
    let start = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    guard start < path.endIndex, path[start] != "." else { return nil }
    guard let dot = path[start...].lastIndex(of: "."), dot > start,
      path[dot...].dropFirst().allSatisfy({ $0.isASCII && $0.isLetter })
    else { return path + ending }
    return path[..<dot] + ending
  }
}
