import GANs
import Language

/// A network or a layer whose figures are noted as series of the run while it trains.
struct WatchedLayers {
  let reference: ModelReference
  /// Iterations from one noting to the next.
  let interval: Int

  /// The passes that a network has in an iteration: the phase at whose end each is looked at, when
  /// its step is made, and what the names of its series end in.
  fileprivate var passes: [(phase: Phase, suffix: String)] {
    reference.network == "G"
      ? [(.generatorUpdate, "")]
      : DiscriminatorPass.allCases.map { ($0.update, $0.suffix) }
  }

  /// As the command that makes it.
  var text: String { "stats \(reference.name) every=\(interval)" }
}

extension Run {
  /// Notes what is due of watched layers after a phase.
  mutating func note(_ watched: WatchedLayers, after phase: Phase) {
    guard position.iteration.isMultiple(of: watched.interval),
      let pass = watched.passes.first(where: { $0.phase == phase }),
      let role = Role(rawValue: watched.reference.network)
    else { return }
    let name = watched.reference.layer
    for layer in layerStatistics(of: role) where name == nil || name == layer.layer {
      for figure in LayerFigure.allCases {
        guard let value = figure.value(of: layer) else { continue }
        note(
          Float(value), as: "\(role.rawValue).\(layer.layer).\(figure.rawValue)\(pass.suffix)")
      }
    }
  }
}
