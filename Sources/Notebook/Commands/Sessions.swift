import Files
import Language

extension Command {
  static let sessions = Command(
    "sessions", group: .session, summary: "List the sessions that are kept.",
    details: """
      The newest comes first; `ganbook resume NUMBER` takes one up. A run is unsaved that was trained
      and lies beside the session's journal only. \(SessionsFolder.keptSessions) sessions and \
      \(SessionsFolder.keptBytes >> 30) GB stay when a new one begins, and all unsaved runs.
      """,
    examples: [Example("sessions")], needs: \.keeping
  ) { invocation, keeping in
    guard let folder = keeping.sessions else {
      keeping.workspace.output.emit(.text("no sessions are kept: HOME is not set"))
      return .none
    }
    let stored = folder.sessions
    guard !stored.isEmpty else {
      keeping.workspace.output.emit(.text("no sessions in \(folder.path)"))
      return .none
    }
    var table = Table(
      title: folder.path,
      columns: [
        .init("", .right), .init("began", yields: 2), .init("cells", .right, yields: 1),
        .init("run"), .init("size", .right), .init("", yields: 3), .init("in", wraps: true),
      ])
    for session in stored { table.append(row(session, in: folder)) }
    keeping.workspace.output.emit(.table(table))
    let bytes = stored.reduce(0) { $0 + $1.size }
    if bytes > SessionsFolder.keptBytes {
      keeping.workspace.output.emit(
        .warning(
          "sessions take \(ByteCount.text(bytes)), more than \(ByteCount.text(SessionsFolder.keptBytes)): "
            + "unsaved runs only go by `sessions clean unsaved`"))
    }
    return .none
  }

  static let cleanSessions = Command(
    "sessions clean", group: .session, summary: "Remove sessions that have ended.",
    details: """
      Each one that goes is named. A session that is running stays, and so do unsaved runs, unless
      `unsaved` is written or the one session is named by its number.
      """,
    parameters: [
      Parameter(
        "what", .word(["old", "ended", "unsaved"]), .positional, default: "old",
        "those beyond the limits; all that have ended; these, and unsaved runs, too"),
      Parameter("session", .count, .named, "only this one, by its number in `sessions`"),
    ],
    examples: [Example("sessions clean"), Example("sessions clean ended")], needs: \.keeping
  ) { invocation, keeping in
    guard let folder = keeping.sessions else {
      keeping.workspace.output.emit(.text("nothing to remove: HOME is not set"))
      return .none
    }
    let what = invocation.string("what") ?? "old"
    var candidates = what == "old" ? folder.beyondLimits() : folder.sessions.reversed()
    if let number = invocation.int("session") {
      candidates = folder.sessions.filter { $0.number == number }
      guard !candidates.isEmpty else {
        throw invocation.fault(
          .failed("there is no session \(number)", advice: "`sessions` lists them"), at: "session")
      }
    }
    let evenUnsaved = what == "unsaved" || invocation.isGiven("session")
    var counts: [SessionsFolder.Removal: Int] = [:]
    for stored in candidates {
      let (name, size) = (Folder.split(stored.journal).name, stored.size)
      let removal = folder.remove(stored, evenUnsaved: evenUnsaved)
      counts[removal, default: 0] += 1
      if removal == .removed {
        keeping.workspace.output.emit(.text("removed: \(name), \(ByteCount.text(size))"))
      }
    }
    func part(_ removal: SessionsFolder.Removal, _ text: String) -> String? {
      counts[removal].map { "\($0) \(text)" }
    }
    let parts = [
      part(.removed, "removed"), part(.unsaved, "stay for an unsaved run"),
      part(.inUse, "stay because they are running"),
    ]
    let text = parts.compactMap(\.self).joined(separator: ", ")
    keeping.workspace.output.emit(.text(text.isEmpty ? "nothing to remove" : text))
    return .none
  }

  private static func row(
    _ stored: SessionsFolder.Stored, in folder: SessionsFolder
  ) -> [String] {
    let name = stored.number > 0 ? "\(stored.number)" : Folder.split(stored.journal).name
    guard let file = try? JournalFile(path: stored.journal) else {
      return [name, "", "", "", ByteCount.text(stored.size), "damaged", ""]
    }
    let state =
      folder.isInUse(stored)
      ? "running" : folder.hasUnsavedRun(stored, file) ? "unsaved" : ""
    let run = file.states.last.map { "iteration \($0.iteration)" } ?? "-"
    return [
      name, file.started, "\(file.cells.count)", run, ByteCount.text(stored.size), state,
      file.folder,
    ]
  }
}
