import CEditLine

/// What `doctor` says about the terminal and the user's files.
package enum TerminalFacts {
  /// - Parameter canEdit: whether lines are edited at this prompt; nil without one.
  package static func rows(
    terminal: Terminal, environment: [String: String], canEdit: Bool?
  ) -> [(name: String, value: String)] {
    let size = Terminal.size
    let folders = UserFolders(environment: environment)
    var rows: [(name: String, value: String)] = []
    let ends = [
      ("input", terminal.inputIsTerminal), ("output", terminal.outputIsTerminal),
      ("errors", terminal.errorIsTerminal),
    ]
    let connected = ends.filter(\.1).map(\.0)
    rows.append(
      (
        "terminal",
        connected.isEmpty
          ? "none"
          : "\(terminal.name.isEmpty ? "TERM is not set" : terminal.name), \(size.columns)x\(size.rows), "
            + "for \(connected.joined(separator: ", "))"
      ))
    rows.append(("colour", terminal.hasColour ? "yes" : reasonAgainstColour(terminal, environment)))
    rows.append(("characters", Locale.codeset))
    if let canEdit { rows.append(("line editing", canEdit ? "libedit" : "none")) }
    rows.append(("history", folders.state.map { $0 + "/history" } ?? "none: HOME is not set"))
    rows.append(
      ("start-up script", folders.configuration.map { $0 + "/init.gan" } ?? "none: HOME is not set")
    )
    return rows
  }

  private static func reasonAgainstColour(
    _ terminal: Terminal, _ environment: [String: String]
  ) -> String {
    terminal.isDumb ? "no: TERM=\(terminal.name)" : "no: NO_COLOR is set"
  }
}
