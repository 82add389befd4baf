import FileTesting
import Files
import GANs
import Language
import Notebook
import Pictures
import Platform
import TensorEngine
import Testing

@Suite struct FilmTests {
  private let folder = TemporaryFolder()
  private let setup = "load digits count=40\nbuild cgan batch=4 seed=3\n"

  private func session(_ text: String = "", environment: [String: String] = [:]) -> Session {
    let session = Session(environment: environment, folder: folder.path)
    run(setup + text, in: session)
    return session
  }

  private func content(_ name: String = "film.png") throws -> AnimatedPNGReader {
    try AnimatedPNGReader(try #require(bytes(folder.file(name)), "\(name) is not there"))
  }

  /// The iterations of the frames, of a film that is whole.
  private func iterations(_ name: String = "film.png") throws -> [Int] {
    let content = try content(name)
    #expect(content.declared == content.notes.count)
    return content.notes.compactMap { note in
      note.split { !$0.isNumber }.first.flatMap { Int($0) }
    }
  }

  // MARK: - On the way

  @Test func aTrainingIsFilmedFromItsBeginning() throws {
    let session = Session(folder: folder.path)
    let text = transcript(of: setup + "train 5 film=film.png every=2", in: session)
    #expect(text.contains("film.png: 3 frames, iterations 0 to 4"))
    #expect(try iterations() == [0, 2, 4])
  }

  /// What is seen is the sheet of `grid noise=fixed`, over the number.
  @Test func theFramesAreTheSheetOfFixedNoise() throws {
    let session = session("train 4 film=film.png every=4; grid sheet.png noise=fixed")
    let last = try PNGFile.decoded(try #require(content().frames.last), path: "frame")
    let sheet = try PNGFile.read(path: folder.file("sheet.png"))
    #expect(last.width == sheet.width && last.height > sheet.height)
    #expect(Array(last.pixels.prefix(sheet.pixels.count)) == sheet.pixels)
    #expect(last.pixels.dropFirst(sheet.pixels.count).contains { $0 > 200 }, "the number")
    #expect(session.model?.iteration == 4)
  }

  @Test func filmingChangesNoBit() throws {
    let plain = session("train 5")
    let filmed = session("train 5 film=film.png every=1")
    #expect(differences(plain.model, filmed.model) == [])
    #expect(
      transcript(of: "generate(randn(1, 100), 3)", in: plain)
        == transcript(of: "generate(randn(1, 100), 3)", in: filmed))
  }

  @Test func theNextTrainingGoesOnWithIt() throws {
    _ = session("train 3 film=film.png every=2; train 3 film=film.png every=2")
    #expect(try iterations() == [0, 2, 4, 6])
    // So does another process.
    let whole = bytes(folder.file("film.png"))
    _ = session("train 3 film=film.png every=2; save a.checkpoint")
    let opened = Session(folder: folder.path)
    run("open a.checkpoint; train 3 film=film.png every=2", in: opened)
    #expect(try iterations() == [0, 2, 4, 6])
    #expect(try content().frames == AnimatedPNGReader(try #require(whole)).frames)
  }

  @Test func framesOfWhatWasTakenBackMakeRoom() throws {
    let session = session("train 6 film=film.png every=2; rewind 3; set d.rate 1e-3")
    let text = transcript(of: "train 3 film=film.png every=2", in: session)
    #expect(text.contains("film.png: 2 frames that this run has not passed make room"))
    #expect(try iterations() == [0, 2, 4, 6])
  }

  /// A line's film has no frames of another one, though their iterations lie before.
  @Test func eachLineHasItsOwnFrames() throws {
    let session = session(
      "train 2 film=film.png every=2; fork other; train 4 film=film.png every=2")
    #expect(try iterations() == [0, 2, 4, 6])
    let other = try content().frames
    run("fork main; train 6 film=film.png every=2", in: session)
    #expect(try iterations() == [0, 2, 4, 6, 8])
    let main = try content().frames
    #expect(Array(main[..<2]) == Array(other[..<2]))
    // The same computation, so the same pictures: it is filmed anew all the same.
    #expect(main[2] == other[2])
  }

  /// Whatever is there and is no film of this run stays, and nothing is trained.
  @Test func whatIsNotItsOwnStays() throws {
    _ = session("train 4 film=film.png every=2")
    let before = bytes(folder.file("film.png"))
    let other = Session(folder: folder.path)
    run("load digits count=40\nbuild cgan batch=4 seed=4", in: other)
    #expect(
      error(of: "train 2 film=film.png every=2", in: other)?.message
        == "film.png is there already, and is a film of another run")
    #expect(bytes(folder.file("film.png")) == before && other.model?.iteration == 0)
    try SafeFile.save(Array("precious".utf8), to: folder.file("notes.png"))
    #expect(
      error(of: "train 2 film=notes.png", in: other)?.message
        == "notes.png is there already, and is a text file, no film of a training")
    #expect(bytes(folder.file("notes.png")) == Array("precious".utf8))
  }

  @Test func aStoppedTrainingGoesOnWithIt() throws {
    let session = session("stop at 3")
    #expect(
      transcript(of: "train 6 film=film.png every=2", in: session)
        .contains("film.png: 2 frames, iterations 0 to 2"))
    run("clear; continue", in: session)
    #expect(try iterations() == [0, 2, 4, 6])
    // Nothing is to go on with where the film could not be begun.
    let reached = transcript(of: "continue", in: session)
    #expect(reached.contains("there is no training to go on with"))
  }

  @Test func intervals() throws {
    let session = session("train 4 film=a.png frame=2")
    #expect(try iterations("a.png") == [0, 2, 4])
    run("reset; train 4 film=b.png frame=2 every=3", in: session)
    #expect(try iterations("b.png") == [0, 2, 4], "`frame` is more exact")
    run("reset; train 4 film=c.png checkpoint=runs every=1 keep=9", in: session)
    #expect(try iterations("c.png") == [0], "`every` is for checkpoints then")
    run("reset; train 4 film=d.png frame=2 checkpoint=runs every=4 keep=9", in: session)
    #expect(try iterations("d.png") == [0, 2, 4])
    #expect(
      error(of: "train 1 frame=2", in: session)?.message
        == "`frame` is about a film, and there is none")
  }

  // MARK: - Failures

  @Test func whatCannotBeWrittenIsToldBeforeTraining() throws {
    let session = session()
    try folder.write([], as: "file")
    for path in ["file/film.png", "/proc/film.png"] {
      let message = error(of: "train 2 film=\"\(path)\"", in: session)?.message
      #expect(message?.contains(path.split(separator: "/")[0]) == true, "\(message ?? "none")")
    }
    #expect(error(of: "train 2 film=film.avi", in: session)?.message.contains(".png") == true)
    #expect(session.model?.iteration == 0)
  }

  @Test func aFilmThatIsRemovedStopsNothing() throws {
    let session = session("watch loss.d every=3")
    var warnings: [String] = []
    let outcome = session.run("train 6 film=film.png every=2") { output in
      if case .text(let text) = output, text.hasPrefix("iteration 3") {
        TemporaryFolder.remove(folder.path)
      }
      if case .warning(let text) = output { warnings.append(text) }
    }
    #expect(outcome.exitCode == .done)
    #expect(session.model?.iteration == 6)
    #expect(warnings.count == 1, "\(warnings)")
    #expect(
      warnings.first?.contains("no frame at iteration 4: film.png: the film was removed") == true)
  }

  // MARK: - Other forms

  /// Puts a shell script in ffmpeg's place, and gives the environment in which it is found.
  private func program(_ text: String) throws -> [String: String] {
    let bin = folder.file("bin")
    mkdir(bin, 0o755)
    try folder.write(Array("#!/bin/sh\n\(text)\n".utf8), as: "bin/ffmpeg")
    chmod("\(bin)/ffmpeg", 0o755)
    return ["PATH": bin]
  }

  /// The frames are in an animated PNG beside it, from which it is made anew after each training.
  @Test func aFilmInAnotherFormIsMadeOfTheFrames() throws {
    // The last argument is the file to write; the one after -i the film. Each with its protocol, for a
    // name may have a colon.
    let environment = try program(
      """
      for last; do :; done
      while [ "$1" != -i ]; do shift; done
      [ "$2" != "${2#file:}" ] && [ "$last" != "${last#file:}" ] || exit 1
      /bin/cat "${2#file:}" > "${last#file:}"
      """)
    let session = session("train 2 film=film.mp4 every=2", environment: environment)
    #expect(try iterations("film.mp4") == [0, 2])
    #expect(try iterations("film.mp4.png") == [0, 2])
    run("train 2 film=film.mp4 every=2; film kept.gif", in: session)
    #expect(try iterations("film.mp4") == [0, 2, 4])
    #expect(try iterations("kept.gif").last == 4)
    #expect(folder.names == ["bin", "film.mp4", "film.mp4.png", "kept.gif"])
  }

  @Test func whatFFmpegSaysIsTold() throws {
    let environment = try program("echo 'no such codec' >&2; exit 3")
    let session = session(environment: environment)
    let text = transcript(of: "train 2 film=film.gif every=2", in: session)
    #expect(
      text.contains(
        "warning: \(folder.path)/film.gif was not made: ffmpeg: no such codec; its frames are in "
          + "film.gif.png"))
    #expect(session.model?.iteration == 2)
    #expect(error(of: "film kept.gif", in: session)?.message.contains("no such codec") == true)
    #expect(folder.names == ["bin", "film.gif.png"])
  }

  @Test func withoutFFmpegNothingIsTrained() throws {
    let session = session()
    for ending in ["gif", "mp4"] {
      let found = error(of: "train 2 film=film.\(ending)", in: session)
      #expect(
        found?.message == "a film in .\(ending) takes the program ffmpeg, which is not installed")
      #expect(found?.problem.advice == "install it, or write film.png")
    }
    #expect(
      error(of: "film a.mp4", in: session)?.message.contains("takes the program ffmpeg") == true)
    #expect(session.model?.iteration == 0)
    #expect(folder.names == [])
  }

  // MARK: - Afterwards

  @Test func keptStatesBecomeAFilm() throws {
    let session = session("step 2; snapshot; step 2; fork other; step; fork main; step")
    let text = transcript(of: "film film.png rows=1", in: session)
    #expect(text == "film.png: 3 frames, iterations 0 to 5")
    #expect(try iterations() == [0, 2, 5])
    // A training goes on with it where the sheet is the same.
    run("film film.png; train 5 film=film.png every=5", in: session)
    #expect(try iterations() == [0, 2, 5, 10])
    #expect(
      error(of: "film film.png", in: self.session())?.message
        == "only the state of iteration 0 is there, and one state makes no film")
  }

  @Test func checkpointsBecomeAFilm() throws {
    let session = session("train 3 checkpoint=runs every=1 keep=20; rewind 1; set d.rate 1e-3")
    run("train 3 checkpoint=runs every=2 keep=20", in: session)
    let other = Session(folder: folder.path)
    #expect(
      transcript(of: "film film.png from=runs", in: other)
        == "film.png: 3 frames, iterations 1 to 4")
    #expect(try iterations() == [1, 2, 4])
    let last = try PNGFile.decoded(try #require(content().frames.last), path: "frame")
    run("grid sheet.png noise=fixed", in: session)
    let sheet = try PNGFile.read(path: folder.file("sheet.png"))
    #expect(Array(last.pixels.prefix(sheet.pixels.count)) == sheet.pixels)
    #expect(error(of: "film film.png from=nowhere", in: other)?.message.contains("nowhere") == true)
    #expect(try iterations() == [1, 2, 4], "left as it was")
  }

  @Test func damagedCheckpointsAreLeftOut() throws {
    let session = session("train 3 checkpoint=runs every=1 keep=20")
    try folder.write([1, 2, 3], as: "runs/000002-iteration-2.checkpoint")
    let text = transcript(of: "film film.png from=runs", in: session)
    #expect(text.contains("warning:") && text.contains("it is left out"))
    #expect(try iterations() == [1, 3])
  }

  #if os(Linux)
    /// A film that a full disk ends early is whole up to there, and the script's code says that it
    /// lacks frames, as for checkpoints.
    @Test(.enabled(if: SmallFileSystem.canBeMounted, "no file system can be mounted; NOT TESTED"))
    func aFullDiskIsToldByTheCode() throws {
      let place = TemporaryFolder()
      let disk = SmallFileSystem(on: place, size: "300k")
      try withExtendedLifetime(disk) {
        let session = Session(folder: folder.path)
        let path = place.file("film.png")
        var outputs: [Output] = []
        let outcome = session.run(
          "load digits count=40\nbuild cgan batch=4 seed=3\ntrain 12 film=\"\(path)\" frame=1",
          source: .argument
        ) { outputs.append($0) }
        #expect(outcome.exitCode == .file && session.model?.iteration == 12)
        #expect(plainText(of: outputs).contains("warning: no frame at iteration "))
        let content = try #require(try FilmFile(continuing: path)).notes.count
        let frames = try AnimatedPNGReader(try #require(bytes(path))).frames
        #expect(frames.count == content && content > 1 && content < 13)
        // Nothing of the frame that had no room is left behind the end.
        let end: [UInt8] = [0, 0, 0, 0] + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
        #expect(try #require(bytes(path)).suffix(12) == end[...])
      }
    }
  #endif
}
