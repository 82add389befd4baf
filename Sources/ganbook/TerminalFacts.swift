import CEditLine
import Language
import Notebook

/// What `doctor` tells about the terminal and the user's files.
package enum TerminalFacts {
  /// - Parameter canEdit: whether lines are edited at this prompt; nil without one.
  package static func rows(
    terminal: Terminal, environment: [String: String], canEdit: Bool?
  ) -> [ReportLine] {
    let size = Terminal.size
    let folders = UserFolders(environment: environment)
    var rows = [ReportLine("Ganbook", ProgramArguments.version)]
    let ends = [
      ("input", terminal.inputIsTerminal), ("output", terminal.outputIsTerminal),
      ("errors", terminal.errorIsTerminal),
    ]
    let connected = ends.filter(\.1).map(\.0)
    let name = terminal.name.isEmpty ? "TERM is not set" : terminal.name
    rows.append(
      ReportLine(
        "terminal",
        connected.isEmpty
          ? "none"
          : "\(name), \(size.columns)x\(size.rows), for \(connected.joined(separator: ", "))"))
    rows.append(
      ReportLine("colour", terminal.hasColour ? "yes" : reasonAgainstColour(terminal, environment)))
    rows.append(ReportLine("locale", "\(Locale.name), characters are \(Locale.codeset)"))
    if let canEdit {
      rows.append(
        ReportLine(
          "line editing", canEdit ? "libedit \(String(cString: ceditor_version()))" : "none"))
    }
    let homeless = "none: HOME is not set"
    rows.append(ReportLine("history", folders.state.map { $0 + "/history" } ?? homeless))
    rows.append(
      ReportLine("start-up script", folders.configuration.map { $0 + "/init.gan" } ?? homeless))
    return rows
  }

  private static func reasonAgainstColour(
    _ terminal: Terminal, _ environment: [String: String]
  ) -> String {
    guard terminal.isDumb else { return "no: NO_COLOR is set" }
    return terminal.name.isEmpty ? "no: TERM is not set" : "no: TERM=\(terminal.name)"
  }
}
