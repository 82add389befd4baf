import GANs
import Language
import TensorEngine

/// What `build` is given and `set` changes, by the names that it has in the language: the one list
/// from which both commands, the names of expressions and the table of `set` derive.
struct Hyperparameter: Sendable {
  /// Where it is: the generator and the discriminator may each have one.
  struct Place: Sendable {
    /// In expressions, as `G.rate`.
    let path: String
    /// What it is, as `Adam's rate in the generator`.
    let summary: String
    let value: @Sendable (Hyperparameters) -> Number
    let change: @Sendable (inout Hyperparameters, Double) -> Void
  }

  /// For `build`, and for `set` where it is in one place or in all.
  let name: String
  let summary: String
  let type: ParameterType
  /// Another value than the default, as one writes it.
  let example: String
  let synonyms: [String]
  /// What else `set` has to say of it; nil where it may not change between two phases, as the shapes
  /// of networks may not.
  let changeNote: String?
  let places: [Place]

  /// The word of `set` for one place of it.
  func settingName(of place: Place) -> String {
    places.count == 1 ? name : place.path.lowercased()
  }

  func change(_ hyperparameters: inout Hyperparameters, to value: Double) {
    for place in places { place.change(&hyperparameters, value) }
  }

  static let all: [Hyperparameter] = [
    Hyperparameter(
      name: "batch", summary: "images in a step", type: .int(1...65536), example: "16",
      synonyms: ["batch_size", "batchsize", "bs"],
      changeNote: "From the next iteration on.",
      places: [.whole("batch.size", "images in a step", \.batch)]),
    Hyperparameter(
      name: "latent", summary: "the width of the noise", type: .int(1...4096), example: "64",
      synonyms: ["noise", "z", "latent_dim"], changeNote: nil,
      places: [.whole("G.latent", "the width of the noise", \.latentWidth)]),
    Hyperparameter(
      name: "dropout", summary: "the share of the discriminator's units that is dropped",
      type: .float(0...1, excludesUpper: true), example: "0.3", synonyms: [], changeNote: nil,
      places: [
        .real("D.dropout", "the share of the discriminator's units that is dropped", \.dropout)
      ]),
    ofAdam(
      "rate", "Adam's rate", .float(0...1), "1e-4", ["lr", "learning_rate"], \.learningRate),
    ofAdam(
      "beta1", "Adam's weight of the old gradient", .float(0...1, excludesUpper: true), "0.6", [],
      \.beta1),
    ofAdam(
      "beta2", "Adam's weight of the old squared gradient", .float(0...1, excludesUpper: true),
      "0.99", [], \.beta2),
  ]

  private typealias AdamPath = WritableKeyPath<Adam.Hyperparameters, Float> & Sendable

  private static func ofAdam(
    _ name: String, _ summary: String, _ type: ParameterType, _ example: String,
    _ synonyms: [String], _ path: AdamPath
  ) -> Hyperparameter {
    Hyperparameter(
      name: name, summary: "\(summary) in both networks", type: type, example: example,
      synonyms: synonyms, changeNote: "",
      places: [
        .real("G.\(name)", "\(summary) in the generator", \.generatorAdam, path),
        .real("D.\(name)", "\(summary) in the discriminator", \.discriminatorAdam, path),
      ])
  }
}

extension Hyperparameter.Place {
  fileprivate static func whole(
    _ path: String, _ summary: String, _ place: WritableKeyPath<Hyperparameters, Int> & Sendable
  ) -> Self {
    Self(
      path: path, summary: summary, value: { .double(Double($0[keyPath: place])) },
      change: { $0[keyPath: place] = Int($1) })
  }

  fileprivate static func real(
    _ path: String, _ summary: String, _ place: WritableKeyPath<Hyperparameters, Float> & Sendable
  ) -> Self {
    Self(
      path: path, summary: summary, value: { written($0[keyPath: place]) },
      change: { $0[keyPath: place] = Float($1) })
  }

  fileprivate static func real(
    _ path: String, _ summary: String,
    _ adam: WritableKeyPath<Hyperparameters, Adam.Hyperparameters> & Sendable,
    _ part: WritableKeyPath<Adam.Hyperparameters, Float> & Sendable
  ) -> Self {
    Self(
      path: path, summary: summary, value: { written($0[keyPath: adam][keyPath: part]) },
      change: { $0[keyPath: adam][keyPath: part] = Float($1) })
  }

  /// As one writes it: 0.0001, not what is nearest to that among floats.
  private static func written(_ value: Float) -> Number { Number("\(value)") ?? .single(value) }

  /// Where it was changed last; nil where it is as the run was built.
  func lastChange(in log: RunLog, since standard: Hyperparameters) -> RunPosition? {
    var before = value(log.built ?? standard)
    var changed: RunPosition?
    for entry in log.entries {
      guard case .hyperparameters(let new) = entry.change else { continue }
      let now = value(new)
      if !now.holds(.equal, before) { changed = entry.position }
      before = now
    }
    return changed
  }
}
