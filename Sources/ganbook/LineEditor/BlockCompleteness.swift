/// Brackets and braces that are open in a typed block: how far the next line is indented, and,
/// where the parser stops at something else, whether the block goes on.
package enum BlockCompleteness {
  package static func isComplete(_ text: String) -> Bool { depth(of: text) <= 0 }

  /// How many brackets are open at the end. Strings end with their line at the latest; comments and
  /// what stands in strings do not count.
  package static func depth(of text: String) -> Int {
    var depth = 0
    var inString = false
    var inComment = false
    var escaped = false
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        inString = false
        inComment = false
        escaped = false
      } else if inComment {
        continue
      } else if escaped {
        escaped = false
      } else if inString {
        if scalar == "\\" { escaped = true }
        if scalar == "\"" { inString = false }
      } else {
        switch scalar {
        case "\"": inString = true
        case "#": inComment = true
        case "(", "[", "{": depth += 1
        case ")", "]", "}": depth -= 1
        default: break
        }
      }
    }
    return depth
  }
}
