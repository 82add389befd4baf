import Files
import Language
import Pictures

/// The file that a film goes to.
struct FilmTarget {
  /// As the user wrote it.
  let name: String
  /// For the system.
  let path: String
  /// Where ffmpeg is; nil for an animated PNG, which is written without it.
  let program: String?

  /// The endings that a film's file may have.
  static let endings = [".png"] + VideoFile.endings

  /// - Parameter parameter: what the command calls the file.
  /// - Throws: where the form takes ffmpeg, and that is not there; so nothing is done in vain.
  init?(of invocation: Invocation, _ parameter: String, in surroundings: Surroundings) throws {
    guard let name = invocation.string(parameter) else { return nil }
    self.name = name
    path = surroundings.resolve(name)
    guard VideoFile.isMeant(by: name) else {
      program = nil
      return
    }
    program = surroundings.program("ffmpeg")
    guard program != nil else {
      let ending = name.suffix(4)
      throw invocation.fault(
        .failed(
          "a film in \(ending) takes the program ffmpeg, which is not installed",
          advice: "install it, or write \(name.dropLast(4)).png"), at: parameter)
    }
  }

  /// Where the frames are: the film itself, or an animated PNG beside it.
  var framesPath: String { program == nil ? path : path + ".png" }
  /// The same as the user would write it.
  var framesName: String { program == nil ? name : name + ".png" }

  /// Writes a film in one go: all of it, or what was there stays.
  ///
  /// - Parameter next: gives the next frame, nil behind the last one; all of one size.
  func write(next: () throws -> FilmFrame?) throws {
    try OutputFolder.make(for: path)
    guard program != nil else { return try AnimatedPNG.write(to: path, next: next) }
    let (folder, name) = Folder.split(path)
    let partial = PartialFiles.newName(for: name)
    let frames = "\(folder)/\(partial)"
    defer {
      try? SystemFiles().unlink(frames)
      PartialFiles.giveBack(partial)
    }
    try AnimatedPNG.write(to: frames, next: next)
    try convert(frames)
  }

  /// Makes the film of its frames.
  ///
  /// - Parameter frames: the path of an animated PNG.
  func convert(_ frames: String) throws {
    guard let program else { return }
    try VideoFile.convert(frames, to: path, by: program)
  }
}
