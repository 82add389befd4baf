import TensorEngine

/// What was done to a run from outside, and digests of it on its way: with an earlier state, enough
/// to come to every later one again, and to see whether it is the same.
///
/// A state belongs to the past of every run whose log begins with the state's, as long as what
/// follows there was done later.
public struct RunLog: Sendable, Equatable {
  /// What was done.
  public enum Change: Sendable, Equatable {
    /// The hyperparameters are these from here on.
    case hyperparameters(Hyperparameters)
    /// Batches are drawn from this data from here on; the fingerprint tells data apart.
    case data(name: String, fingerprint: UInt64)
    /// It went on as another line beside the one of this name.
    case fork(from: String)
    /// It was read from a file.
    case opened
  }

  /// What was done, and where.
  public struct Entry: Sendable, Equatable {
    /// Where it was done.
    public let position: RunPosition
    /// What was done.
    public let change: Change

    /// - Parameters:
    ///   - position: where it was done.
    ///   - change: what was done.
    public init(position: RunPosition, change: Change) {
      self.position = position
      self.change = change
    }
  }

  /// How the run was at a place: its ``Run/digest``.
  public struct Proof: Sendable, Equatable {
    /// Where it was so.
    public let position: RunPosition
    /// How it was.
    public let digest: UInt64

    /// - Parameters:
    ///   - position: where it was so.
    ///   - digest: how it was.
    public init(position: RunPosition, digest: UInt64) {
      self.position = position
      self.digest = digest
    }
  }

  /// What the run was built with; nil for one that began with the weights of a file.
  public let built: Hyperparameters?
  /// In the order in which they were made.
  public internal(set) var entries = GrowingList<Entry>()
  /// Of every ``interval``th iteration, and where something was done.
  public internal(set) var proofs = GrowingList<Proof>()

  /// Iterations from one proof to the next.
  public static let interval = 50

  /// - Parameter built: what the run was built with; nil for one that began with weights of a file.
  public init(built: Hyperparameters?) { self.built = built }

  /// A log that was kept.
  ///
  /// - Parameters:
  ///   - built: what the run was built with; nil for one that began with weights of a file.
  ///   - entries: in order; none lies before the one ahead of it.
  ///   - proofs: in order, too.
  public init(built: Hyperparameters?, entries: [Entry], proofs: [Proof]) {
    self.built = built
    self.entries = GrowingList(entries)
    self.proofs = GrowingList(proofs)
  }

  /// What was done up to a place, what was done there included.
  public func upTo(_ position: RunPosition) -> RunLog {
    RunLog(
      built: built, entries: entries.filter { $0.position <= position },
      proofs: proofs.filter { $0.position <= position })
  }

  /// The first of what was done.
  public func first(_ count: Int) -> RunLog {
    RunLog(built: built, entries: Array(entries.prefix(count)), proofs: [])
  }

  /// Whether a state at `position`, with this log, lies on the way of a run with the log `later`.
  public func isPast(of later: RunLog, at position: RunPosition) -> Bool {
    guard built == later.built, later.entries.begins(with: entries) else { return false }
    return later.entries.count == entries.count
      || later.entries[entries.count].position >= position
  }

  /// Which data batches are drawn from, as far as it is known.
  public var data: (name: String, fingerprint: UInt64)? {
    for entry in entries.reversed() {
      if case .data(let name, let fingerprint) = entry.change { return (name, fingerprint) }
    }
    return nil
  }
}

// MARK: - Of a run

extension Run {
  /// Whether another run is further on the same way, or at the same place: this one is then what it
  /// was here.
  public func isPast(of later: Run) -> Bool {
    position <= later.position && log.isPast(of: later.log, at: position)
  }

  /// A digest of all that training has made: parameters, moving statistics and the state of
  /// both networks' optimizers, and how many steps their optimizers took.
  public var digest: UInt64 {
    var digest = BitDigest()
    for (network, state) in [
      (generator, generatorOptimizer.state), (discriminator, discriminatorOptimizer.state),
    ] {
      digest.add(network.parameters)
      for slot in state.slotNames { digest.add(state[slot]) }
      digest.add(UInt64(state.step))
    }
    return digest.value
  }

  /// Changes the hyperparameters between two phases.
  ///
  /// - Throws: ``GANError/outOfRange(name:value:range:)``; the run is as it was then.
  public mutating func change(_ hyperparameters: Hyperparameters) throws(GANError) {
    try hyperparameters.validate()
    note(.hyperparameters(hyperparameters))
  }

  /// Does what is to be noted in the log.
  public mutating func note(_ change: RunLog.Change) {
    if case .hyperparameters(let new) = change { hyperparameters = new }
    log.entries.append(RunLog.Entry(position: position, change: change))
    prove()
  }

  /// Notes how the run is.
  mutating func prove() {
    guard log.proofs.last?.position != position else { return }
    log.proofs.append(RunLog.Proof(position: position, digest: digest))
  }
}
