import Language

extension Session {
  /// Whether a text that is being typed goes on: a bracket is open at its end.
  ///
  /// - Returns: nil where something else is wrong, so that only brackets can be counted.
  package func isUnfinished(_ text: String) -> Bool? {
    guard let fault = fault(in: text) else { return false }
    guard case .unclosed(let bracket) = fault.problem else { return nil }
    // Inside a string the line's end is the end: the same bracket stays open, whatever comes on the
    // next line.
    let closing = ["(": ")", "[": "]", "{": "}"][bracket] ?? ""
    return self.fault(in: "\(text)\n\(closing)") != fault
  }

  private func fault(in text: String) -> Fault? {
    do throws(Fault) {
      _ = try Parser.parse(SourceText(text, name: .cell(cell)), signatures: signatures)
      return nil
    } catch {
      return error
    }
  }
}
