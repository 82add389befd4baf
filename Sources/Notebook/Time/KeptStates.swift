import GANs
import Language
import TensorEngine

/// A whole state of a run, to start from on the way back.
struct KeptState {
  enum Reason: Equatable {
    /// The run cannot be begun anew: its first weights came from a file.
    case beginning
    /// Other data was drawn from before.
    case otherData
    /// `snapshot`, with the name that it was given.
    case asked(name: String?)
    case onTheWay
  }

  let run: Run
  let runNumber: Int
  let reason: Reason
  /// How many iterations the session had trained when it was kept.
  let trained: Int

  var isThinnedOut: Bool { reason == .onTheWay }
}

/// The states that are kept, oldest first, within a budget of memory.
///
/// The older a state, the longer the gaps around it may be: what one wants to go back to is mostly
/// near. No gap takes longer than ``longestGap`` to be trained again, as long as the budget lasts.
struct KeptStates {
  private(set) var states: [KeptState] = []
  /// The bytes that states may take; nil until something is kept, for what the machine has free.
  var budget: Int?

  /// The shortest and the longest time, in seconds of training, that a gap between two states is
  /// made to take.
  static let shortestGap = 1.0
  static let longestGap = 12.0

  /// Keeps a state.
  ///
  /// - Parameters:
  ///   - trained: how many iterations the session has trained so far.
  ///   - pace: seconds that an iteration takes.
  mutating func keep(
    _ run: Run, of runNumber: Int, because reason: KeptState.Reason, trained: Int, pace: Double
  ) {
    var run = run
    // For looking at only, and large.
    run.inspection = Run.Inspection()
    let same = states.indices.filter {
      states[$0].runNumber == runNumber && states[$0].run.position == run.position
        && states[$0].run.log.entries == run.log.entries
    }
    guard reason != .onTheWay || same.isEmpty else { return }
    // What was asked for stays, under each of its names; it shares its memory.
    if let index = same.first(where: { states[$0].isThinnedOut || states[$0].reason == reason }) {
      states.remove(at: index)
    }
    states.append(KeptState(run: run, runNumber: runNumber, reason: reason, trained: trained))
    thinOut(trained: trained, pace: pace)
  }

  /// The latest state on the way to a moment, itself included.
  func nearest(to moment: Moment) -> Run? {
    nearest(to: moment.log, moment.position, of: moment.runNumber)?.run
  }

  private func nearest(
    to log: RunLog, _ position: RunPosition, of runNumber: Int, but excluded: Int? = nil
  ) -> KeptState? {
    var best: KeptState?
    for (index, state) in states.enumerated()
    where index != excluded && state.runNumber == runNumber && state.run.position <= position {
      if let best,
        best.run.position > state.run.position
          || best.run.position == state.run.position
            && best.run.log.entries.count >= state.run.log.entries.count
      {
        continue
      }
      if state.run.log.isPast(of: log, at: state.run.position) { best = state }
    }
    return best
  }

  // MARK: - Memory

  /// The bytes that the states take; what several share counts once.
  var bytes: Int {
    var blocks: [ObjectIdentifier: Int] = [:]
    for state in states {
      state.run.forEachTensor { tensor in
        let (block, bytes) = tensor.memory
        blocks[block] = bytes
      }
    }
    return blocks.values.reduce(0, +)
  }

  /// Removes what is closer together than it needs to be, then what the budget has no room for.
  mutating func thinOut(trained: Int, pace: Double) {
    while let (index, excess) = mostDispensable(trained: trained, pace: pace), excess <= 1 {
      states.remove(at: index)
    }
    let budget = budget ?? SystemMemory.budgetForStates
    self.budget = budget
    while bytes > budget, let (index, _) = mostDispensable(trained: trained, pace: pace) {
      states.remove(at: index)
    }
  }

  /// The state whose absence costs least, and the gap that it would leave in relation to the gap
  /// that is wanted at its age. The newest one stays.
  private func mostDispensable(trained: Int, pace: Double) -> (index: Int, gap: Double)? {
    var best: (index: Int, gap: Double)?
    for (index, state) in states.enumerated().dropLast() where state.isThinnedOut {
      let run = state.run
      let before =
        nearest(to: run.log, run.position, of: state.runNumber, but: index)?.run.iteration ?? 0
      let after = states.lazy.filter {
        $0.runNumber == state.runNumber && $0.run.position > run.position
          && run.log.isPast(of: $0.run.log, at: run.position)
      }.map(\.run.iteration).min()
      let age = Double(trained - state.trained) * pace
      let wanted = min(max(age / 2, Self.shortestGap), Self.longestGap)
      // Without a state after it, it is the last of a line that was left.
      let gap = after.map { Double($0 - before) * pace / wanted } ?? 2
      if best.map({ gap < $0.gap }) ?? true { best = (index, gap) }
    }
    return best
  }

  /// Forgets the states of other runs than these.
  mutating func forgetRuns(but numbers: Set<Int>) {
    states.removeAll { !numbers.contains($0.runNumber) }
  }
}

extension Run {
  /// Every tensor of the state.
  fileprivate func forEachTensor(_ body: (Tensor) -> Void) {
    let networks: [(Network, any Optimizer)] = [
      (generator, generatorOptimizer), (discriminator, discriminatorOptimizer),
    ]
    for (network, optimizer) in networks {
      let state = optimizer.state
      for parameters in [network.parameters] + state.slotNames.map({ state[$0] }) {
        for (_, tensor) in parameters { body(tensor) }
      }
    }
    for tensor in [batch?.images, batch?.noise, fakes].compactMap(\.self) { body(tensor) }
    if let pending {
      for parameters in [pending.gradients, pending.movedStatistics] {
        for (_, tensor) in parameters { body(tensor) }
      }
    }
  }
}
