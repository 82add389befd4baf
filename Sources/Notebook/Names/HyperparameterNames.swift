import Language

extension BuiltInName {
  /// `G.rate`, `batch.size`.
  static let hyperparameters: [BuiltInName] = Hyperparameter.all.flatMap(\.places).map { place in
    BuiltInName(place.path, .number, place.summary) { workspace in
      .number(place.value(try workspace.builtRun(place.path).hyperparameters))
    }
  }
}
