import Language

/// What a training is to reach.
struct TrainingGoal {
  /// The command that began it, as it is written; nil where that cannot be gone on with.
  var command: String?
  /// The number of iterations that are complete at its end.
  let iteration: Int
  let condition: Condition?
  let showsDigits: Bool
  /// Whether to warn of what is ill on the way.
  var checksHealth = false
  /// Whether to look for the first number that is not finite, where there is one.
  var tracesNonFinite = false
  /// Where checkpoints go on the way.
  var checkpoints: RunFolder?
  /// Where frames go on the way.
  var film: FilmRecording?

  /// Whether it ends by itself.
  var isReachable: Bool { iteration < .max }
}
