import SafeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder of numbered checkpoints: `000042-iteration-3000.checkpoint`.
///
/// The first number counts the saves, so that the newest is known even after a run went back in
/// time. Old ones are removed only after a new one is safely there.
public struct CheckpointFolder: Sendable {
  /// One checkpoint of a folder.
  public struct Entry: Equatable, Sendable {
    /// Counts the saves into the folder, from 1.
    public let number: Int
    /// The iteration at which the run was.
    public let iteration: Int
    public let name: String
  }

  public let path: String
  /// How many of the newest checkpoints stay.
  public let keep: Int

  /// A folder, made with its parents if it is missing.
  ///
  /// - Parameter keep: How many of the newest checkpoints stay, at least 1.
  public init(creating path: String, keep: Int = 3) throws(ModelFileError) {
    precondition(keep >= 1, "CheckpointFolder: keeping \(keep) checkpoints keeps none")
    self.path = path
    self.keep = keep
    do throws(Folder.NotMade) {
      try Folder.make(path)
    } catch {
      throw ModelFileError(path: error.path, problem: .system(error.problem))
    }
  }

  /// A folder to read from; nothing is made or removed.
  public init(reading path: String) {
    self.path = path
    keep = .max
  }

  /// The checkpoints by name, oldest first; nothing is opened.
  public var entries: [Entry] {
    Folder.readableNames(in: path).compactMap(Self.entry).sorted { $0.number < $1.number }
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
  /// - Parameter first: The number of the run's first checkpoint: those before it are of other
  ///   runs, and stay.
  /// - Returns: The path of the new file.
  @discardableResult
  public func save(
    _ contents: SafetensorsWriter, iteration: Int, first: Int = 1
  ) throws(ModelFileError) -> String {
    try save(contents, iteration: iteration, first: first, through: SystemFiles())
  }

  package func save(
    _ contents: SafetensorsWriter, iteration: Int, first: Int = 1, through files: some FileSystem
  ) throws(ModelFileError) -> String {
    PartialFiles.removeStale(in: path, through: files)
    let number = (entries.last?.number ?? 0) + 1
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    let target = "\(path)/\(padded)-iteration-\(iteration)\(Self.suffix)"
    try contents.save(to: target, through: files)
    // Only now, and never the new one. One that cannot be removed is tried again next time.
    for old in entries.filter({ (first...max(first, number)).contains($0.number) }).dropLast(keep) {
      try? files.unlink("\(path)/\(old.name)")
    }
    return target
  }

  /// What the newest whole checkpoint holds.
  public struct Opened<Value> {
    public let value: Value
    public let path: String
    /// Newer ones that could not be read, newest first: to be told to the user.
    public let damaged: [ModelFileError]
  }

  /// Reads the newest checkpoint that `read` accepts, going back past damaged ones.
  public func openNewest<Value>(
    _ read: (String) throws(ModelFileError) -> Value
  ) throws(ModelFileError) -> Opened<Value> {
    var damaged: [ModelFileError] = []
    for entry in entries.reversed() {
      let file = "\(path)/\(entry.name)"
      do {
        return Opened(value: try read(file), path: file, damaged: damaged)
      } catch {
        damaged.append(error)
      }
    }
    guard Folder.exists(path) else {
      throw ModelFileError(path: path, problem: .system(.call("open folder", errno: ENOENT)))
    }
    throw ModelFileError(
      path: path, problem: .checkpoint(damaged.isEmpty ? .empty : .allDamaged(damaged)))
  }
}
