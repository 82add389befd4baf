import Files
import Formats
import Language
import Platform

/// Writes down a session as it goes: each cell, what it gave, when, and where the run was.
///
/// An entry is a line, a ``JournalLine``, and one `write`, so what is finished is with the system whatever
/// happens to this process. The file is made when there is something to keep, for the user alone,
/// and stays locked while the session lives. What cannot be written ends the journal, never the
/// session.
package final class Journal {
  /// Why no journal is kept any more.
  package private(set) var failure: String?
  /// The journal's file, once it is there.
  package private(set) var path: String?

  private let folder: SessionsFolder
  private var descriptor: Int32 = -1
  /// Entries of a session that has nothing yet that is worth a file.
  private var waiting: [JournalEntry]?
  private var size = 0
  private var outputSize = 0
  private var hasCut = false
  private var cellStart = ContinuousClock.now

  /// What outputs of one cell and all outputs may take, and where a journal ends altogether, in
  /// bytes: a loop that prints must not fill the disk.
  package static let cellLimit = 1 << 20
  package static let outputLimit = 16 << 20
  package static let sizeLimit = 64 << 20

  /// - Parameter isWorthItAtOnce: whether the first cell makes the file; else ``begin()`` does.
  package init(in folder: SessionsFolder, isWorthItAtOnce: Bool) {
    self.folder = folder
    waiting = isWorthItAtOnce ? nil : []
  }

  /// Goes on with the journal of a session that has ended.
  package init(
    in folder: SessionsFolder, continuing path: String, descriptor: Int32, size: Int
  ) {
    self.folder = folder
    self.path = path
    self.descriptor = descriptor
    self.size = size
    write(.resumed(time: TimeStamp.now, process: Int(getpid())))
  }

  deinit { if descriptor >= 0 { SessionsFolder.release(descriptor) } }

  /// Where the run of this session can be kept; nil where no journal is.
  package var checkpointPath: String? { path.map(SessionsFolder.checkpoint) }

  /// A further file of this session, by the ending of its name.
  func file(_ ending: String) -> String { path.map { SessionsFolder.stem(of: $0) + ending } ?? "" }

  /// From now on the session is worth a file.
  package func begin() {
    guard let waiting else { return }
    self.waiting = nil
    for entry in waiting { write(entry) }
  }

  // MARK: - Entries

  package func beginCell(number: Int?, source: SourceText, iteration: Int?) {
    (outputSize, hasCut, cellStart) = (0, false, .now)
    let text = String(decoding: source.bytes.prefix(Self.cellLimit), as: UTF8.self)
    // A session that is not worth a file keeps the last text only.
    if waiting != nil { waiting = [] }
    add(
      .cell(
        number: number, source: "\(source.name)", text: text, time: TimeStamp.now,
        iteration: iteration))
  }

  package func record(_ output: Output, iteration: Int?) {
    guard !hasCut, failure == nil, let (kind, text) = output.forJournal else { return }
    outputSize += text.utf8.count + 80
    guard outputSize <= Self.cellLimit, size <= Self.outputLimit else {
      hasCut = true
      return add(.cut)
    }
    add(.output(kind: kind, text: text, seconds: seconds, iteration: iteration))
  }

  package func endCell(code: Int, iteration: Int?, phase: String?) {
    add(.end(code: code, seconds: seconds, iteration: iteration, phase: phase))
  }

  /// The run, as it is now, is in a file.
  package func note(path: String, iteration: Int, phase: String) {
    add(.state(path: path, iteration: iteration, phase: phase, time: TimeStamp.now))
  }

  /// What else there is to take the session up again.
  package func note(_ record: JSONValue) { add(.session(record)) }

  private var seconds: Double { (ContinuousClock.now - cellStart) / .seconds(1) }

  private func add(_ entry: JournalEntry) {
    if waiting == nil { write(entry) } else { waiting?.append(entry) }
  }

  // MARK: - The file

  private func write(_ entry: JournalEntry) {
    guard failure == nil else { return }
    if descriptor < 0 {
      do {
        (descriptor, path) = try folder.makeJournal()
      } catch {
        failure = "\(error)"
        return
      }
      write(
        .head(
          version: JournalEntry.formatVersion, started: TimeStamp.now, process: Int(getpid()),
          folder: Folder.working))
    }
    guard size <= Self.sizeLimit else {
      return end(because: "it has reached \(Self.sizeLimit >> 20) MB")
    }
    let bytes = JournalLine.bytes(of: entry.json)
    var offset = 0
    while offset < bytes.count {
      let written = bytes.withUnsafeBytes {
        Platform.write(descriptor, $0.baseAddress.map { $0 + offset }, bytes.count - offset)
      }
      if written > 0 {
        offset += written
      } else if written == 0 || errno != EINTR {
        return end(because: String(cString: strerror(written == 0 ? EIO : errno)))
      }
    }
    size += bytes.count
  }

  private func end(because reason: String) {
    failure = "\(path ?? ""): \(reason)"
    // Half an entry would be a damaged line as soon as another session went on behind it.
    _ = ftruncate(descriptor, off_t(size))
  }
}
