import Files
import Language
import Platform

// What of the sessions stays. A run that is nowhere else is never removed without being asked for.

extension SessionsFolder {
  /// How many of the newest sessions stay, and how many bytes they may take together.
  package static let keptSessions = 30
  package static let keptBytes = 2 << 30

  /// What was made of the wish to remove a session.
  package enum Removal: Hashable, Sendable {
    case removed
    /// It lives.
    case inUse
    /// Its run is in no file of the user's.
    case unsaved
  }

  /// The sessions beyond the limits, oldest first.
  ///
  /// - Parameter room: for how many more there has to be a place.
  package func beyondLimits(room: Int = 0) -> [Stored] {
    var bytes = 0
    let sessions = sessions
    let kept = sessions.prefix(max(0, Self.keptSessions - room)).prefix { session in
      bytes += session.size
      return bytes <= Self.keptBytes
    }
    return sessions.dropFirst(kept.count).reversed()
  }

  /// Removes a session that has ended, the journal last: what a kill leaves is a session still.
  package func remove(_ session: Stored, evenUnsaved: Bool = false) -> Removal {
    guard let descriptor = try? take(session.journal) else { return .inUse }
    defer { Self.release(descriptor) }
    if !evenUnsaved, hasUnsavedRun(session, (try? read(session.journal, descriptor))) {
      return .unsaved
    }
    for file in session.others + [session.journal] { unlink(file) }
    return .removed
  }

  /// Whether a session that lives writes to its journal.
  package func isInUse(_ session: Stored) -> Bool {
    guard let descriptor = try? take(session.journal) else { return true }
    Self.release(descriptor)
    return false
  }

  /// Whether a run that was trained lies beside the journal and in no file of the user's.
  ///
  /// - Parameter file: what the journal says; nil where it cannot be read, so that nobody knows.
  package func hasUnsavedRun(_ session: Stored, _ file: JournalFile?) -> Bool {
    let checkpoint = Self.checkpoint(of: session.journal)
    // Other lines of the run, and runs that were set aside, which are nowhere else.
    if session.others.contains(where: { $0 != checkpoint && $0.hasSuffix(".checkpoint") }) {
      return true
    }
    guard session.others.contains(checkpoint) else { return false }
    guard let file, file.damage == nil else { return true }
    let own = file.states.lastIndex { Self.isOwn($0.path, of: session.journal) }
    // Killed before it could be noted.
    guard let own else { return true }
    let kept = file.states[own]
    guard kept.iteration > 0 || kept.phase != "draw" else { return false }
    return !file.states[(own + 1)...].contains {
      $0.iteration >= kept.iteration && access($0.path, F_OK) == 0
    }
  }

  /// Before a new session: what is beyond the limits goes, but nothing of a session that lives.
  func prune() {
    for session in beyondLimits(room: 1) { _ = remove(session) }
    guard let held = try? HeldFolder(path) else { return }
    PartialFiles.removeStale(in: held.descriptor, through: SystemFiles())
  }
}
