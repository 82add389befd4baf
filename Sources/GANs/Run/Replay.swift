import TensorEngine

/// What a replay found to be another than it was.
public struct ReplayMismatch: Error, Equatable, Sendable {
  /// Where it is another.
  public let position: RunPosition
  /// The digest of the run as it was there first, and as it is now.
  public let wanted: UInt64
  /// The digest of the run as it is there now.
  public let found: UInt64

  /// - Parameters:
  ///   - position: where it is another.
  ///   - wanted: the digest of the run as it was there first.
  ///   - found: the digest of the run as it is there now.
  public init(position: RunPosition, wanted: UInt64, found: UInt64) {
    self.position = position
    self.wanted = wanted
    self.found = found
  }
}

extension Run {
  /// Comes to a later place again, from a state on the way to it.
  ///
  /// - Parameters:
  ///   - log: what is done on the way, and how the run was; this state's own log is its beginning
  ///     (``RunLog/isPast(of:at:)``).
  ///   - position: where to go; what was done there is done.
  ///   - data: what was drawn from then.
  ///   - poll: called between kernels and phases; what it throws ends the replay in between.
  ///   - observe: called after each phase, to look at the run or to note something of it; what it
  ///     throws ends the replay, too.
  ///   - observer: called after each operation, as that of ``advance(on:times:poll:observer:)``.
  /// - Throws: ``ReplayMismatch`` where a digest differs.
  public mutating func replay(
    _ log: RunLog, to position: RunPosition, on data: some TrainingData,
    poll: () throws -> Void = {}, observe: (inout Run, Phase) throws -> Void = { _, _ in },
    observer: ((ObservedOperation) -> Void)? = nil
  ) throws {
    var proofs = log.proofs.drop { $0.position < self.position }
    /// Compares where the log says how the run was; a state that was kept may have changed, too.
    func check(_ run: Run, isStart: Bool = false) throws {
      while let proof = proofs.first, proof.position <= run.position {
        proofs.removeFirst()
        guard proof.position == run.position else { continue }
        let noted = run.log.proofs.last.flatMap { $0.position == proof.position ? $0 : nil }
        let found = isStart ? run.digest : noted?.digest ?? run.digest
        guard found == proof.digest else {
          throw ReplayMismatch(position: run.position, wanted: proof.digest, found: found)
        }
      }
    }
    try check(self, isStart: true)
    while true {
      while self.log.entries.count < log.entries.count {
        let entry = log.entries[self.log.entries.count]
        guard entry.position == self.position else { break }
        note(entry.change)
      }
      try check(self)
      guard self.position < position else { return }
      let phase = phase
      try advance(on: data, poll: poll, observer: observer)
      try observe(&self, phase)
      try poll()
    }
  }
}
