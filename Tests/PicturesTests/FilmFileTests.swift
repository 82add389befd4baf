import FileTesting
import Files
import Pictures
import Testing

/// A film that grows on the disk is a whole file after each frame, and at each moment in between.
@Suite struct FilmFileTests {
  private let folder = TemporaryFolder()

  private func frame(_ number: Int) -> FilmFrame {
    FilmFrame(
      GrayImage(
        width: 20, height: 10, pixels: (0..<200).map { UInt8(truncatingIfNeeded: $0 * number) }),
      note: Array("frame \(number)".utf8))
  }

  /// A film of frames 1 to `count`.
  private func film(_ count: Int, as name: String = "film.png") throws -> FilmFile {
    let film = try FilmFile.begin(folder.file(name), with: frame(1))
    for number in 1..<count { try film.append(frame(number + 1)) }
    return film
  }

  private func content(_ name: String = "film.png") throws -> AnimatedPNGReader {
    try AnimatedPNGReader(try #require(bytes(folder.file(name))))
  }

  private func expect(frames: Int, in name: String = "film.png", _ comment: Comment? = nil) throws {
    let content = try content(name)
    #expect(content.declared == frames, comment)
    #expect(content.notes == (0..<frames).map { "frame \($0 + 1)" }, comment)
    for (index, bytes) in content.frames.enumerated() {
      #expect(try PNGFile.decoded(bytes, path: "frame") == frame(index + 1).image, comment)
    }
    #expect(content.delays == [Int](repeating: 10, count: frames), comment)
  }

  @Test func itIsWholeAfterEachFrame() throws {
    let film = try film(1)
    try expect(frames: 1)
    for number in 2...5 {
      try film.append(frame(number))
      try expect(frames: number)
    }
    // Who knows nothing of films sees the first frame.
    #expect(try PNGFile.read(path: folder.file("film.png")) == frame(1).image)
  }

  @Test func allAtOnceItIsTheSameFile() throws {
    _ = try film(4)
    var frames = (1...4).reversed().map { self.frame($0) }
    try AnimatedPNG.write(to: folder.file("once.png")) { frames.popLast() }
    #expect(bytes(folder.file("once.png")) == bytes(folder.file("film.png")))
  }

  @Test func framesAreTakenAwayAndAddedAgain() throws {
    let film = try film(5)
    let whole = bytes(folder.file("film.png"))
    try film.keep(first: 2)
    try expect(frames: 2)
    for number in 3...5 { try film.append(frame(number)) }
    #expect(bytes(folder.file("film.png")) == whole)
  }

  @Test func anotherProcessGoesOnWithIt() throws {
    _ = try film(2)
    let again = try #require(try FilmFile(continuing: folder.file("film.png")))
    #expect(again.notes.map { String(decoding: $0, as: UTF8.self) } == ["frame 1", "frame 2"])
    #expect(again.size == (20, 10))
    try again.append(frame(3))
    try expect(frames: 3)
  }

  /// Whatever bytes had reached the file when the process was killed: a reader sees the film before or
  /// with the new frame, and who goes on finds one of both.
  @Test func aKillAtAnyByteLeavesAFilm() throws {
    _ = try film(2, as: "before.png")
    _ = try film(3, as: "after.png")
    let before = try #require(bytes(folder.file("before.png")))
    let after = try #require(bytes(folder.file("after.png")))
    // The steps: what is written behind the end, then the seam, then the count.
    let appended = before + after[before.count...]
    var joined = appended
    joined.replaceSubrange(
      before.count - 12..<before.count, with: after[before.count - 12..<before.count])
    var states = (before.count...appended.count).map { (Array(appended[..<$0]), frames: 2) }
    states.append((joined, frames: 3))
    states.append((after, frames: 3))
    for (state, frames) in states {
      try folder.write(state, as: "state.png")
      #expect(try PNGFile.read(path: folder.file("state.png")) == frame(1).image)
      let film = try FilmFile(continuing: folder.file("state.png"))
      #expect(film?.notes.count == frames)
      #expect(bytes(folder.file("state.png")) == (frames == 2 ? before : after))
    }
  }

  /// A film that lost its end, by a power failure, say, keeps the frames that are there.
  @Test func aFilmThatWasCutOffIsMended() throws {
    _ = try film(3)
    let whole = try #require(bytes(folder.file("film.png")))
    for length in stride(from: 0, to: whole.count, by: 3) {
      try folder.write(Array(whole[..<length]), as: "cut.png")
      guard let film = try FilmFile(continuing: folder.file("cut.png")) else {
        #expect(bytes(folder.file("cut.png")) == Array(whole[..<length]), "left as it was")
        continue
      }
      try expect(frames: film.notes.count, in: "cut.png", "\(length)")
    }
  }

  @Test(arguments: ["picture", "text", "empty"]) func otherFilesAreNoFilms(kind: String) throws {
    let bytes: [UInt8] =
      switch kind {
      case "picture": try PNGFile.encoded(frame(1).image)
      case "text": Array("not a film".utf8)
      default: []
      }
    let path = try folder.write(bytes, as: "other.png")
    #expect(try FilmFile(continuing: path) == nil)
    #expect(FileTesting.bytes(path) == bytes)
    #expect(try FilmFile(continuing: folder.file("none.png")) == nil)
    #expect(pictureError { _ = try FilmFile(continuing: folder.path) } != nil)
  }

  @Test func nobodyElseRecordsItAtTheSameTime() throws {
    let film = try film(1)
    #expect(
      pictureError { _ = try FilmFile(continuing: film.path) } == .inUse(path: film.path))
    #expect(film.isInPlace)
    try folder.write([1], as: "film.png")
    #expect(!film.isInPlace)
  }
}
