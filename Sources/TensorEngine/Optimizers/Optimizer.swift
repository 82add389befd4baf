/// What moves parameters against their gradients, with all that it keeps from step to step: a value,
/// so that a copy is a snapshot.
///
/// An optimizer of your own says which numbers it keeps for each parameter (its slots) and what one
/// step does with them:
///
///     struct SignDescent: Optimizer {
///       var learningRate: Float
///       var state = OptimizerState(slots: [:])
///
///       mutating func update(_ parameters: inout Parameters, with gradients: Parameters) {
///         let rate = learningRate
///         state.step(&parameters, with: gradients) { parameter, gradient, _ in
///           parameter.withUnsafeMutableBuffer { p in
///             gradient.withUnsafeBuffer { g in
///               for i in p.indices { p[i] -= g[i] > 0 ? rate : -rate }
///             }
///           }
///         }
///       }
///     }
public protocol Optimizer: Sendable {
  /// The rate of the next step; a ``LearningRateSchedule`` gives one for each iteration.
  var learningRate: Float { get set }

  /// How many steps were taken, and the slots of each parameter.
  var state: OptimizerState { get set }

  /// Takes one step on every parameter that has a gradient.
  ///
  /// The program stops where a gradient has another shape than its parameter.
  mutating func update(_ parameters: inout Parameters, with gradients: Parameters)

  /// The Euclidean norm of a further step of one parameter along the state as it is; nil before its
  /// first step, or where the optimizer does not say, which is so unless it is said.
  func stepNorm(of parameter: String) -> Double?
}

extension Optimizer {
  /// Nil: it is not said.
  public func stepNorm(of parameter: String) -> Double? { nil }

  /// How many steps were taken.
  public var step: Int { state.step }
}
