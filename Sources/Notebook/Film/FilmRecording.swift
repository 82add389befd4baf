import Datasets
import Files
import GANs
import Language
import Pictures
import Platform
import TensorEngine

/// The film of a training: a frame of each so many iterations, in a file that can be opened at any
/// time. It goes on with the frames that the file has of the run's past; those of what was taken back
/// make room. What is no film of this run stays as it is.
final class FilmRecording {
  private let target: FilmTarget
  /// Iterations from one frame to the next.
  private let interval: Int
  /// The film while the training runs; nil where it has no frame yet.
  private var film: FilmFile?
  /// The last failure that was told, so that a full disk is not told again and again.
  private var toldFailure: String?

  /// What ``interval`` is unless it is said.
  static let usualInterval = 20

  /// - Returns: nil where the command asks for no film.
  init?(of invocation: Invocation, in surroundings: Surroundings) throws {
    guard let target = try FilmTarget(of: invocation, "film", in: surroundings) else {
      guard !invocation.isGiven("frame") else {
        throw invocation.fault(
          .failed(
            "`frame` is about a film, and there is none", advice: "add one, as in `film=a.png`"),
          at: "frame")
      }
      return nil
    }
    self.target = target
    let every = invocation.isGiven("every") && !invocation.isGiven("checkpoint")
    interval =
      invocation.int(every && !invocation.isGiven("frame") ? "every" : "frame")
      ?? Self.usualInterval
  }

  /// Before the training: takes up what the file has, and begins the film with where the run stands.
  /// What is wrong with the file is thrown here, before anything is trained.
  func begin(at run: Run, data: ImageDataset?, tell: (Output) -> Void) throws {
    (film, toldFailure) = (nil, nil)
    try OutputFolder.make(for: target.framesPath)
    film = try FilmFile(continuing: target.framesPath)
    if film == nil, access(target.framesPath, F_OK) == 0,
      FileKind(ofFile: target.framesPath) != .empty
    {
      let kind = FileKind(ofFile: target.framesPath)?.rawValue ?? "something else"
      throw Problem.file(
        "\(target.framesName) is there already, and is \(kind), no film of a training",
        advice: "name another file for the film, or remove that one")
    }
    if let old = film {
      guard old.notes.contains(where: { FilmNote($0)?.isOrigin(of: run) ?? false }) else {
        film = nil
        throw Problem.file(
          "\(target.framesName) is there already, and is a film of another run",
          advice: "name another file for the film, or remove that one")
      }
      let isFitting = old.size == sheet.size(of: run)
      let past = old.notes.prefix { FilmNote($0)?.isPast(of: run) ?? false }.count
      let dropped = old.notes.count - (isFitting ? past : 0)
      if dropped > 0 {
        let noun = dropped == 1 ? "frame" : "frames"
        tell(
          .text("\(target.framesName): \(dropped) \(noun) that this run has not passed make room"))
      }
      if isFitting, past > 0 { try old.keep(first: past) } else { film = nil }
    }
    if film == nil || isDue(run) { try add(run, data) }
  }

  /// After an iteration. A failure is told, and the training goes on.
  func record(_ run: Run, data: ImageDataset?, tell: (Output) -> Void) {
    guard isDue(run) else { return }
    do {
      if let last = film?.notes.last.flatMap(FilmNote.init), !last.isPast(of: run) {
        // The commands of a stop took it back, or to another line.
        try begin(at: run, data: data, tell: tell)
      } else {
        try add(run, data)
      }
      toldFailure = nil
    } catch {
      let problem = Problem(error)
      // With a wish to stop comes no frame; `continue` adds it.
      guard problem != .interrupted, problem.message != toldFailure else { return }
      toldFailure = problem.message
      tell(
        .warning(
          "no frame at iteration \(run.iteration): \(problem.message); training goes on"))
    }
  }

  /// After the training, however it ended: says what there is, and makes the film in its own form.
  ///
  /// - Returns: whether the film has all that it was to have; what it lacks has been told.
  func end(tell: (Output) -> Void) -> Bool {
    guard let film else { return toldFailure == nil }
    self.film = nil
    // Who removed it does not want it.
    guard film.isInPlace else { return true }
    do {
      try film.synchronize()
      try target.convert(target.framesPath)
      tell(.text("\(target.name): \(Self.text(of: film.notes.compactMap(FilmNote.init)))"))
    } catch {
      let rest = target.program == nil ? "" : "; its frames are in \(target.framesName)"
      tell(.warning("\(Problem(error).message)\(rest)"))
      return false
    }
    return toldFailure == nil
  }

  /// How many frames, and from where to where.
  static func text(of notes: [FilmNote]) -> String {
    guard let first = notes.first, let last = notes.last else { return "no frames" }
    return notes.count == 1
      ? "1 frame, iteration \(first.iteration)"
      : "\(notes.count) frames, iterations \(first.iteration) to \(last.iteration)"
  }

  private let sheet = FilmSheet()

  private func isDue(_ run: Run) -> Bool {
    guard run.phase == .draw, run.iteration.isMultiple(of: interval) else { return false }
    guard let last = film?.notes.last.flatMap(FilmNote.init) else { return true }
    return last.iteration < run.iteration || !last.isPast(of: run)
  }

  private func add(_ run: Run, _ data: ImageDataset?) throws {
    let frame = try sheet.frame(of: run, data: data)
    if let film {
      guard film.isInPlace else {
        throw Problem.file(
          "\(target.framesName): the film was removed, or another file is in its place",
          advice: nil)
      }
      try film.append(frame)
    } else {
      film = try FilmFile.begin(target.framesPath, with: frame)
    }
  }
}
