import Platform

/// A learning rate as a function of the iteration, counted from 0:
///
///     let schedule = LearningRateSchedule.warmUp(over: 100, then: .cosine(from: 2e-4, to: 0, over: 1000))
///     optimizer.learningRate = schedule(iteration)
///
/// It has no state, so a run that goes on from iteration 700 gets the rates of one that never
/// stopped.
public indirect enum LearningRateSchedule: Sendable, Hashable {
  /// The same rate for ever.
  case constant(Float)
  /// In a straight line from one rate to the other, which it keeps after so many iterations.
  case linear(from: Float, to: Float, over: Int)
  /// Along half a cosine from one rate to the other, which it keeps after so many iterations:
  /// to + (from - to) · (1 + cos(π · t / over)) / 2. Loshchilov and Hutter 2016,
  /// https://arxiv.org/abs/1608.03983
  case cosine(from: Float, to: Float, over: Int)
  /// Multiplied by a factor after every so many iterations: rate · factor^⌊t / every⌋.
  case step(from: Float, factor: Float, every: Int)
  /// For so many iterations in a straight line from 0 to where another schedule begins, reached
  /// with the last of them; then that schedule from its beginning. Goyal et al. 2017,
  /// https://arxiv.org/abs/1706.02677
  case warmUp(over: Int, then: LearningRateSchedule)

  /// The rate of an iteration.
  ///
  /// - Parameter iteration: counted from 0; those before are as the first one. An extent in
  ///   iterations that is not above 0 counts as one that is over.
  public func callAsFunction(_ iteration: Int) -> Float {
    let t = max(0, iteration)
    /// How much of an extent is over, from 0 to 1.
    func share(_ extent: Int) -> Double { extent > t ? Double(t) / Double(extent) : 1 }
    switch self {
    case .constant(let rate): return rate
    case .linear(let from, let to, let over):
      return Float(Double(from) + (Double(to) - Double(from)) * share(over))
    case .cosine(let from, let to, let over):
      let weight = (1 + cos(Double.pi * share(over))) / 2
      return Float(Double(to) + (Double(from) - Double(to)) * weight)
    case .step(let from, let factor, let every):
      return Float(Double(from) * pow(Double(factor), Double(every > 0 ? t / every : 0)))
    case .warmUp(let over, let then):
      guard over > t else { return then(t - max(0, over)) }
      return Float(Double(then(0)) * Double(t + 1) / Double(over))
    }
  }
}
