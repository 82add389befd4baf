import Files
import Platform
import TensorEngine

/// A film on the disk that grows frame by frame: an animated PNG that is whole after each, whatever
/// becomes of the process.
///
/// A frame is written behind the end of the film, where no reader looks, with an end of its own.
/// Then a few bytes in the old one's place make both one film, and the count of frames is set. To take
/// frames away, the same is done backwards. So the file may be opened at any time, also by who goes
/// on with it, and no frame has to stay in memory.
package final class FilmFile {
  package let path: String
  /// In pixels.
  package let size: (width: Int, height: Int)
  /// What is kept with each frame.
  package private(set) var notes: [[UInt8]]
  /// Where each frame ends: there stands a seam, or the end of the film.
  private var ends: [Int]
  private let descriptor: Int32

  /// The most that is kept with a frame.
  private static let largestNote = 4096

  /// Begins a film, of one frame so far. What is under the path is replaced by all of it, or stays.
  package static func begin(_ path: String, with frame: FilmFrame) throws -> FilmFile {
    var frames = [frame]
    try AnimatedPNG.write(to: path) { frames.popLast() }
    guard let film = try FilmFile(continuing: path) else {
      throw PictureError.damaged(path: path, reason: "another program has changed it")
    }
    return film
  }

  /// Goes on with a film that was begun earlier, and holds it.
  ///
  /// - Returns: nil where there is no file, or none of this form.
  /// - Throws: ``PictureError/inUse(path:)`` where another process holds it, and where it may not be
  ///   written.
  package init?(continuing path: String) throws(PictureError) {
    // Held before it is read: another process may be adding to it.
    guard let descriptor = try Self.held(path) else { return nil }
    self.descriptor = descriptor
    self.path = path
    guard let found = Self.frames(of: descriptor) else {
      size = (0, 0)
      (notes, ends) = ([], [])
      return nil
    }
    size = found.size
    (notes, ends) = (found.notes, found.ends)
    try keep(first: notes.count)
  }

  /// Opens a file and locks it; again, where another one has taken its place before it was locked. Nil
  /// where there is none.
  private static func held(_ path: String) throws(PictureError) -> Int32? {
    while true {
      let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else {
        if errno == ENOENT { return nil }
        throw .file(FileError(path: path, problem: .system(.call("open", errno: errno))))
      }
      // Where there are no locks, nobody else is kept away.
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
        close(descriptor)
        throw .inUse(path: path)
      }
      if isPlace(path, of: descriptor) { return descriptor }
      close(descriptor)
    }
  }

  deinit { close(descriptor) }

  /// Whether the film is still what its path leads to.
  package var isInPlace: Bool { Self.isPlace(path, of: descriptor) }

  private static func isPlace(_ path: String, of descriptor: Int32) -> Bool {
    var (there, own) = (stat(), stat())
    return stat(path, &there) == 0 && fstat(descriptor, &own) == 0 && there.st_dev == own.st_dev
      && there.st_ino == own.st_ino
  }

  /// Adds a frame, of the film's size; the process stops otherwise. After a failure the film is as it
  /// was.
  package func append(_ frame: FilmFrame) throws(PictureError) {
    require(
      (frame.image.width, frame.image.height) == size && frame.note.count <= Self.largestNote,
      "FilmFile: a frame of \(frame.image.width)x\(frame.image.height) in a film of \(size)")
    let end = ends[ends.count - 1]
    let bytes = try AnimatedPNG.encoded(frame, number: notes.count)
    do throws(PictureError) {
      try write(bytes + AnimatedPNG.end, at: end + AnimatedPNG.seam.count)
      try synchronize()
    } catch {
      // A disk that is full has taken some of it.
      _ = ftruncate(descriptor, off_t(end + AnimatedPNG.end.count))
      throw error
    }
    try write(AnimatedPNG.seam, at: end)
    try write(AnimatedPNG.count(notes.count + 1), at: AnimatedPNG.countOffset)
    notes.append(frame.note)
    ends.append(end + AnimatedPNG.seam.count + bytes.count)
  }

  /// Takes away all frames but the first ones, at least one; the process stops otherwise.
  package func keep(first count: Int) throws(PictureError) {
    require(count > 0 && count <= notes.count, "FilmFile: \(count) of \(notes.count) frames")
    let end = ends[count - 1]
    try write(AnimatedPNG.count(count), at: AnimatedPNG.countOffset)
    try write(AnimatedPNG.end, at: end)
    guard ftruncate(descriptor, off_t(end + AnimatedPNG.end.count)) == 0 else {
      throw failure("truncate")
    }
    notes.removeSubrange(count...)
    ends.removeSubrange(count...)
  }

  /// Waits until all of it is on the disk.
  package func synchronize() throws(PictureError) {
    do throws(SystemProblem) {
      try SystemFiles().synchronize(descriptor)
    } catch {
      throw .file(FileError(path: path, problem: .system(error)))
    }
  }

  private func write(_ bytes: [UInt8], at offset: Int) throws(PictureError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(
          descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
      }
      if count > 0 { done += count } else if count == 0 || errno != EINTR { throw failure("write") }
    }
  }

  private func failure(_ call: String) -> PictureError {
    .file(FileError(path: path, problem: .system(.call(call, errno: errno))))
  }

  // MARK: - Reading

  private typealias Frames = (size: (width: Int, height: Int), notes: [[UInt8]], ends: [Int])

  /// The frames of a file of this form, as far as they are whole; nil where there are none.
  private static func frames(of descriptor: Int32) -> Frames? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let fileSize = Int(status.st_size)
    func bytes(_ range: Range<Int>) -> [UInt8]? {
      guard range.upperBound <= fileSize else { return nil }
      var bytes = [UInt8](repeating: 0, count: range.count)
      return pread(descriptor, &bytes, range.count, off_t(range.lowerBound)) == range.count
        ? bytes : nil
    }
    /// Goes past a chunk of one of the types.
    func data(of types: String..., from offset: inout Int) -> Range<Int>? {
      guard let head = bytes(offset..<offset + 8),
        types.contains(String(decoding: head[4...], as: UTF8.self))
      else { return nil }
      let start = offset + 8
      let end = start + Int(PNGChunk.number(head))
      guard end + 4 <= fileSize else { return nil }
      offset = end + 4
      return start..<end
    }
    guard let beginning = bytes(0..<AnimatedPNG.firstFrame) else { return nil }
    let size = (
      width: Int(PNGChunk.number(beginning[16...])), height: Int(PNGChunk.number(beginning[20...]))
    )
    // All but the count and its checksum is known.
    guard
      beginning.prefix(41).elementsEqual(
        AnimatedPNG.beginning(width: size.width, height: size.height, frames: 1).prefix(41))
    else { return nil }
    var (notes, ends): ([[UInt8]], [Int]) = ([], [])
    var offset = AnimatedPNG.firstFrame
    while data(of: "fcTL", from: &offset) != nil,
      data(of: notes.isEmpty ? "IDAT" : "fdAT", from: &offset) != nil,
      let note = data(of: AnimatedPNG.noteType, from: &offset), note.count <= largestNote,
      let note = bytes(note)
    {
      notes.append(note)
      ends.append(offset)
      guard data(of: "gbSM", from: &offset) != nil else { break }
    }
    return notes.isEmpty ? nil : (size, notes, ends)
  }
}
