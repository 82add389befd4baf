import Files
import Formats
import Platform
import Synchronization
import TensorEngine

/// A folder of numbered checkpoints: `000042-iteration-3000.checkpoint`.
///
/// The first number counts the saves, so that the newest is known even after a run went back in
/// time. Old ones are removed only after a new one is safely there. A folder that is written to is
/// held by its descriptor, see ``HeldFolder``, and of its files only those are removed that were
/// found when it was opened, or made since, and still are the same files.
public final class CheckpointFolder: Sendable {
  /// One checkpoint of a folder.
  public struct Entry: Equatable, Sendable {
    /// Counts the saves into the folder, from 1.
    public let number: Int
    /// The iteration at which the run was.
    public let iteration: Int
    public let name: String
  }

  /// How many of the newest checkpoints stay.
  public let keep: Int
  /// As it was opened.
  private let openedPath: String
  /// nil for one that is only read.
  package let held: HeldFolder?
  /// Which files may be removed, by name.
  private let known: Mutex<[String: FileIdentity]>

  /// A folder, made with its parents if it is missing.
  ///
  /// - Parameter keep: How many of the newest checkpoints stay, at least 1.
  public init(creating path: String, keep: Int = 3) throws(FileError) {
    require(keep >= 1, "CheckpointFolder: keeping \(keep) checkpoints keeps none")
    openedPath = path
    self.keep = keep
    do throws(Folder.NotMade) {
      try Folder.make(path)
    } catch {
      throw FileError(path: error.path, problem: .system(error.problem))
    }
    let held: HeldFolder
    do throws(SystemProblem) { held = try HeldFolder(path) } catch {
      throw FileError(path: path, problem: .system(error))
    }
    self.held = held
    known = Mutex(
      Dictionary(
        held.names.compactMap { name in
          Self.entry(name).flatMap { _ in held.identity(of: name) }.map { (name, $0) }
        }, uniquingKeysWith: { first, _ in first }))
  }

  /// A folder to read from; nothing is made or removed.
  public init(reading path: String) {
    openedPath = path
    keep = .max
    held = nil
    known = Mutex([:])
  }

  /// Where it is now, though it was renamed; where it was, if it was removed.
  public var path: String { held?.path ?? openedPath }

  /// The checkpoints by name, oldest first; nothing is opened.
  public var entries: [Entry] {
    (held?.names ?? Folder.readableNames(in: openedPath)).compactMap(Self.entry).sorted {
      $0.number < $1.number
    }
  }

  private static let suffix = ".checkpoint"

  /// What the name of a checkpoint in a folder says; nil where it is none.
  package static func entry(_ name: String) -> Entry? {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1] == "iteration", parts[2].hasSuffix(suffix),
      let number = whole(parts[0]), number >= 1,
      let iteration = whole(parts[2].dropLast(suffix.count))
    else { return nil }
    return Entry(number: number, iteration: iteration, name: name)
  }

  /// At most 18 digits, so that a number has a next one.
  private static func whole(_ digits: Substring) -> Int? {
    digits.utf8.count <= 18 && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
      ? Int(digits) : nil
  }

  /// Saves a checkpoint under the next number, then removes all but the newest ``keep`` of its run.
  ///
  /// - Parameters:
  ///   - first: The number of the run's first checkpoint: those before it are of other runs, and
  ///     stay.
  ///   - noting: Is given the path of the new file before any is removed, so that a note of which
  ///     is the newest never names one that is gone.
  /// - Returns: The path of the new file.
  @discardableResult
  public func save(
    _ contents: SafetensorsWriter, iteration: Int, first: Int = 1,
    noting: (String) -> Void = { _ in }
  ) throws(FileError) -> String {
    try save(contents, iteration: iteration, first: first, noting: noting, through: SystemFiles())
  }

  package func save(
    _ contents: SafetensorsWriter, iteration: Int, first: Int = 1,
    noting: (String) -> Void = { _ in }, through files: some FileSystem
  ) throws(FileError) -> String {
    guard let held else {
      stopProcess(because: "CheckpointFolder.save: \(openedPath) was opened to be read")
    }
    PartialFiles.removeStale(in: held.descriptor, through: files)
    let newest = entries.last
    let number = (newest?.number ?? 0) + 1
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    let name = "\(padded)-iteration-\(iteration)\(Self.suffix)"
    guard Self.entry(name) != nil else {
      throw FileError(
        path: path, problem: .checkpoint(.numbersUsedUp(newest: newest?.name ?? "")))
    }
    do throws(FileReplacement.Failure) {
      try FileReplacement.save(contents.encodedParts(), as: name, in: held, through: files)
    } catch {
      throw FileError(path: "\(path)/\(name)", problem: .save(error.problem))
    }
    known.withLock { $0[name] = held.identity(of: name) }
    let saved = "\(path)/\(name)"
    noting(saved)
    // Only now, and never the new one. One that cannot be removed is tried again next time.
    let own = entries.filter { first...max(first, number) ~= $0.number && isKnown($0.name, held) }
    for old in own.dropLast(keep) { try? files.unlink(old.name, in: held.descriptor) }
    return saved
  }

  private func isKnown(_ name: String, _ held: HeldFolder) -> Bool {
    guard let file = known.withLock({ $0[name] }) else { return false }
    return held.identity(of: name) == file
  }

  /// What the newest whole checkpoint holds.
  public struct Opened<Value> {
    public let value: Value
    public let path: String
    /// Newer ones that could not be read, newest first: to be told to the user.
    public let damaged: [FileError]
  }

  /// Reads the newest checkpoint that `read` accepts, going back past damaged ones.
  public func openNewest<Value>(
    _ read: (String) throws(FileError) -> Value
  ) throws(FileError) -> Opened<Value> {
    var damaged: [FileError] = []
    for entry in entries.reversed() {
      let file = "\(path)/\(entry.name)"
      do {
        return Opened(value: try read(file), path: file, damaged: damaged)
      } catch {
        damaged.append(error)
      }
    }
    guard Folder.exists(path) else {
      throw FileError(path: path, problem: .system(.call("open folder", errno: ENOENT)))
    }
    throw FileError(
      path: path, problem: .checkpoint(damaged.isEmpty ? .empty : .allDamaged(damaged)))
  }
}
