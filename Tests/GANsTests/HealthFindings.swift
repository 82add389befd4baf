import GANs
import TensorEngine
import Testing

/// What a rule of ``HealthRule/all`` finds.
func finding(
  _ name: String, _ run: Run, on data: (any TrainingData)? = RandomImages()
) throws -> HealthFinding {
  let rules = HealthRule.all.filter { $0.name == name }
  return try #require(try run.health(on: data, rules: rules, sample: 6).first)
}

/// A run with one iteration behind it, which says that it has many.
func trained(_ kind: GANKind = .acgan, iteration: Int = 2000) throws -> Run {
  var run = try smallRun(kind, seed: 2)
  try run.iterate(on: RandomImages())
  run.iteration = iteration
  return run
}
