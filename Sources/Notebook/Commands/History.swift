import Language

extension Command {
  static let history = Command(
    "history", group: .session, summary: "List the cells of this session.",
    parameters: [
      Parameter("count", .count, .positional, default: "20", "how many, from the last one back")
    ],
    examples: [Example("history"), Example("history 5")], needs: \.self
  ) { invocation, session in
    let all = Array(session.pastCells.enumerated())
    let count = invocation.int("count") ?? 20
    var table = Table(columns: [.init("", .right), .init("", wraps: true)])
    for (index, text) in all.suffix(count) {
      let lines = text.split(whereSeparator: \.isNewline)
      let more = lines.count > 1 ? " …" : ""
      table.append(["\(index + 1)", "\(lines.first ?? "")\(more)"])
    }
    if !table.rows.isEmpty { session.output.emit(.table(table)) }
    if all.count > count {
      session.output.emit(
        .text("the last \(count) of \(all.count) cells; `history \(all.count)` shows all"))
    }
    return .none
  }
}
