import Files
import Language
import Platform

extension Session {
  /// Takes up a session that has ended: its cells, its journal, and its run as it was kept last.
  ///
  /// - Parameter path: a journal; nil for the last session that had a run, else for the last one.
  package func resume(
    in folder: SessionsFolder, journal path: String?, emit: (Output) -> Void
  ) -> Outcome {
    emitting(to: emit) {
      do {
        let (file, descriptor) = try journal(
          in: folder, path.map { surroundings.absolute(folder.journal(named: $0)) })
        try takeUp(file, descriptor, in: folder)
        defer { restore(file) }
        do {
          try openNewest(of: file)
        } catch {
          setAsideRun(of: file)
          throw error
        }
        return .done
      } catch {
        let diagnostic = Self.commandLine(Problem(error), path ?? "resume")
        output.emit(.error(diagnostic))
        return Outcome(diagnostic.problem.exitCode)
      }
    }
  }

  /// Reads the journal to go on with, and holds it.
  private func journal(
    in folder: SessionsFolder, _ path: String?
  ) throws -> (file: JournalFile, descriptor: Int32) {
    if let path {
      let descriptor: Int32?
      do throws(SessionsFolder.Failure) { descriptor = try folder.take(path) } catch {
        throw Problem.file("\(error)", advice: "`sessions` lists those that there are")
      }
      guard let descriptor else {
        throw Problem.file("\(path): a session that is running writes to it", advice: nil)
      }
      return (try Self.reading(path, descriptor, in: folder), descriptor)
    }
    var last: (file: JournalFile, descriptor: Int32)?
    for path in folder.journals {
      guard let descriptor = try? folder.take(path) else { continue }
      do {
        let file = try Self.reading(path, descriptor, in: folder)
        guard last == nil || file.hasRun else {
          SessionsFolder.release(descriptor)
          continue
        }
        if let last { SessionsFolder.release(last.descriptor) }
        last = (file, descriptor)
        if file.hasRun { break }
      } catch {
        output.emit(.warning("\(error.message); it is passed over"))
      }
    }
    guard let last else {
      throw Problem.file(
        "there is no session that has ended in \(folder.path)", advice: "`ganbook` begins one")
    }
    return last
  }

  /// What the journal says; where it is none, it is let go as it is.
  private static func reading(
    _ path: String, _ descriptor: Int32, in folder: SessionsFolder
  ) throws(Problem) -> JournalFile {
    do {
      return try folder.read(path, descriptor)
    } catch {
      SessionsFolder.release(descriptor)
      throw error
    }
  }

  private func takeUp(
    _ file: JournalFile, _ descriptor: Int32, in folder: SessionsFolder
  ) throws {
    do {
      try setAsideDamage(of: file)
    } catch {
      SessionsFolder.release(descriptor)
      throw error
    }
    // Half a line, left by a process that was killed, goes before whole ones come behind it.
    guard ftruncate(descriptor, off_t(file.wholeSize)) == 0 else {
      let reason = String(cString: strerror(errno))
      SessionsFolder.release(descriptor)
      throw Problem.file("\(file.path): \(reason)", advice: nil)
    }
    folder.makeNewest(file.path)
    journal = Journal(
      in: folder, continuing: file.path, descriptor: descriptor, size: file.wholeSize)
    cells.restore(file.cells.compactMap { cell in cell.number.map { ($0, cell.text) } })
    workspace.hasKeptState = false
    let count = file.cells.count
    var text = "session of \(file.started): \(count) \(count == 1 ? "cell" : "cells")"
    if file.folder != Folder.working, !file.folder.isEmpty {
      text += ", in \(file.folder)"
    }
    output.emit(.text(text))
    if let cell = file.cells.last, !cell.isFinished {
      let lines = cell.text.split(whereSeparator: \.isNewline)
      let what = cell.number == nil ? cell.source : "\(cell.source): \(lines.first ?? "")"
      output.emit(
        .warning("\(what)\(lines.count > 1 && cell.number != nil ? " …" : "") was not finished"))
    }
  }

  /// Names, settings, stops: what the journal itself has of the session.
  private func restore(_ file: JournalFile) {
    guard let journal, let json = file.record else { return }
    guard let record = SessionRecord(json) else {
      return output.emit(
        .warning("\(file.path): its names and settings are of a form not known here"))
    }
    restore(record, json: json, journal: journal)
  }

  /// What stands from a damaged line on, perhaps whole lines too, is kept beside the journal before
  /// new lines take its place.
  private func setAsideDamage(of file: JournalFile) throws {
    guard let damage = file.damage else { return }
    let rest = try FileBytes.read(file.path, limit: JournalFile.largestSize)
    let stem = SessionsFolder.stem(of: file.path)
    var number = 1
    while access("\(stem).damaged-\(number)", F_OK) == 0 { number += 1 }
    let path = "\(stem).damaged-\(number)"
    try SafeFile.save(Array(rest.dropFirst(file.wholeSize)), to: path)
    output.emit(
      .warning(
        "\(file.path): line \(damage.line) of the journal is damaged: \(damage.reason); "
          + "what stands before it is used, the rest is kept in \(path)"))
  }

  /// The run could not be had, because its data is gone, say. It stays under another name, since what
  /// comes next is kept in its place.
  private func setAsideRun(of file: JournalFile) {
    let (folder, name) = Folder.split(file.path)
    let stem = SessionsFolder.stem(of: name)
    let suffix = ".checkpoint"
    let own = Folder.readableNames(in: folder).filter {
      $0.hasSuffix(suffix) && SessionsFolder.isOwn($0, of: name) && !$0.contains("-unopened-")
    }
    var number = 1
    while access("\(folder)/\(stem)-unopened-\(number)\(suffix)", F_OK) == 0 { number += 1 }
    for file in own {
      let rest = file.dropFirst(stem.count).dropLast(suffix.count)
      let path = "\(folder)/\(stem)-unopened-\(number)\(rest)\(suffix)"
      guard rename("\(folder)/\(file)", path) == 0 else { continue }
      if rest.isEmpty { output.emit(.warning("the run is set aside, for `open`: \(path)")) }
    }
  }

  private func openNewest(of file: JournalFile) throws {
    var tried: Set<String> = []
    // Beside the journal there may be a run that it says nothing of: the process was killed before,
    // or the line is damaged.
    let beside = file.hasRunBeside ? [SessionsFolder.checkpoint(of: file.path)] : []
    let noted = Array(file.states.reversed().map(\.path))
    for path in file.damage == nil ? noted + beside : beside + noted
    where tried.insert(path).inserted {
      // Removed by the user, or because newer ones came.
      guard access(path, F_OK) == 0 else { continue }
      do {
        // The run brings its data, whatever a start-up script has loaded.
        (workspace.data, workspace.dataSource) = (nil, nil)
        let checkpoint = try keeping.open(path, by: "open checkpoint", isTakenUp: true)
        // By name and folder: what is noted has no links in it, the journal's path may.
        guard let journal, SessionsFolder.isOwn(path, of: file.path) else { return }
        workspace.hasUnsavedTraining = model.map { $0.iteration > 0 || $0.phase != .draw } ?? false
        keeping.restoreLines(of: checkpoint, journal: journal)
        return
      } catch let error as FileError {
        output.emit(.warning("\(error); an earlier state takes its place"))
      }
    }
    if let lost = file.states.last {
      throw Problem.file(
        "no file of the run is left; the last one was \(lost.path)", advice: nil)
    }
    output.emit(.text("it had no run"))
  }
}

extension JournalFile {
  /// Whether the session's own checkpoint is there.
  fileprivate var hasRunBeside: Bool { access(SessionsFolder.checkpoint(of: path), F_OK) == 0 }

  /// Whether there is a run to go on with, or was.
  fileprivate var hasRun: Bool { !states.isEmpty || hasRunBeside }
}
