import Files
import Formats
import TensorEngine

/// The whole state of a run as plain values, on its way to or from a file.
///
/// Whoever trains fills it in at a boundary between two phases and can continue from it bit for
/// bit: random numbers follow from the seed and the iteration, so no generator has a state.
public struct Checkpoint: Sendable {
  /// The latest format that is known; earlier ones stay readable. The second has recordings: a file
  /// without any is of the first, so that older programs read it.
  public static let formatVersion = 2
  /// What a number that counts something may be: bounded, so that it can be counted on from there.
  package static let counts = 0...(1 << 53) - 1

  /// A network and its optimizer, by parameter names (`conv1.weight`, `bn1.mean`).
  public struct StoredNetwork: Sendable {
    /// Weights and moving statistics.
    public var parameters: [String: Tensor]
    /// What the optimizer keeps, by slot (`m`) and then by parameter.
    public var slots: [String: [String: Tensor]]
    /// How many steps the optimizer has made.
    public var steps: Int

    public init(
      parameters: [String: Tensor], slots: [String: [String: Tensor]] = [:], steps: Int = 0
    ) {
      self.parameters = parameters
      self.slots = slots
      self.steps = steps
    }
  }

  /// A quantity per iteration, from one iteration on without gaps.
  public struct Series: Equatable, Sendable {
    public var firstIteration: Int
    public var values: [Double]

    public init(firstIteration: Int = 0, values: [Double]) {
      self.firstIteration = firstIteration
      self.values = values
    }
  }

  /// A quantity that was noted at some iterations.
  public struct Recording: Equatable, Sendable {
    /// Ascending.
    public var iterations: [Int]
    /// As many.
    public var values: [Float]

    /// - Parameters:
    ///   - iterations: where it was noted, ascending.
    ///   - values: what it was there, as many.
    public init(iterations: [Int], values: [Float]) {
      self.iterations = iterations
      self.values = values
    }
  }

  /// Which data the run has seen.
  public struct Dataset: Equatable, Sendable {
    /// As the user calls it, `mnist`.
    public var name: String
    /// The number of training images.
    public var count: Int
    /// The SHA-256 of images and labels, in hexadecimal digits.
    public var digest: String

    public init(name: String, count: Int, digest: String) {
      self.name = name
      self.count = count
      self.digest = digest
    }
  }

  /// The name of the kind of GAN, as `acgan`.
  public var kind: String
  /// By name; numbers survive exactly.
  public var hyperparameters: JSONObject
  public var iteration: Int
  /// The phase that comes next, `d.fake.update`.
  public var phase: String
  public var seed: UInt64
  public var generator: StoredNetwork
  public var discriminator: StoredNetwork
  /// What an unfinished iteration has made so far: batch, fakes, gradients not yet applied.
  public var pending: [String: Tensor]
  /// As ``pending``, for whole numbers: indices and labels.
  public var pendingIntegers: [String: [Int]]
  public var series: [String: Series]
  /// What was noted besides, by names that no series has.
  public var recordings: [String: Recording]
  public var dataset: Dataset?
  /// Anything else that has to survive, by name.
  public var notes: JSONObject

  public init(
    kind: String, hyperparameters: JSONObject, iteration: Int, phase: String, seed: UInt64,
    generator: StoredNetwork, discriminator: StoredNetwork, pending: [String: Tensor] = [:],
    pendingIntegers: [String: [Int]] = [:], series: [String: Series] = [:],
    recordings: [String: Recording] = [:], dataset: Dataset? = nil, notes: JSONObject = [:]
  ) {
    self.kind = kind
    self.hyperparameters = hyperparameters
    self.iteration = iteration
    self.phase = phase
    self.seed = seed
    self.generator = generator
    self.discriminator = discriminator
    self.pending = pending
    self.pendingIntegers = pendingIntegers
    self.series = series
    self.recordings = recordings
    self.dataset = dataset
    self.notes = notes
  }

  /// A count among the notes; nil where there is none.
  package func count(noted name: String) throws(CheckpointProblem) -> Int? {
    guard let note = notes[name] else { return nil }
    guard let count = note.integer, Self.counts ~= count else {
      throw .value(name: name, why: "is no whole number from 0 to \(Self.counts.upperBound)")
    }
    return count
  }

  /// Saves the checkpoint under `path`; a failure leaves what was there before.
  public func save(to path: String) throws(FileError) { try contents.save(to: path) }

  /// Saves the checkpoint in a folder, under the next number.
  ///
  /// - Parameter first: The number of the run's first checkpoint there; those before it stay.
  ///   `noting` is given the path before any of them is removed.
  @discardableResult
  public func save(
    in folder: CheckpointFolder, first: Int = 1, noting: (String) -> Void = { _ in }
  ) throws(FileError) -> String {
    try folder.save(contents, iteration: iteration, first: first, noting: noting)
  }

  /// Reads a checkpoint, or the newest whole one of a folder.
  public static func open(
    _ path: String
  ) throws(FileError) -> CheckpointFolder.Opened<Checkpoint> {
    if Folder.exists(path) {
      return try CheckpointFolder(reading: path).openNewest {
        path throws(FileError) in try Checkpoint(contentsOf: path)
      }
    }
    return .init(value: try Checkpoint(contentsOf: path), path: path, damaged: [])
  }
}
