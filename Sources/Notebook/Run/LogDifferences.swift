import GANs
import Language
import Pictures

extension Hyperparameters {
  /// What differs, as `set` says it, `g.rate 5e-5`, and the value before; without an older one all.
  func differences(from old: Hyperparameters?) -> [(setting: String, before: String?)] {
    Hyperparameter.all.filter { $0.changeNote != nil }.flatMap { hyperparameter in
      hyperparameter.places.compactMap { place in
        let (new, former) = (place.value(self), old.map(place.value))
        if let former, former.holds(.equal, new) { return nil }
        return (
          "\(hyperparameter.settingName(of: place)) \(NumberText.text(new))",
          former.map(NumberText.text)
        )
      }
    }
  }
}

extension RunLog {
  /// Where a plot of the run has lines: at forks, and where hyperparameters were changed.
  var plotMarks: [PlotMark] {
    var marks: [PlotMark] = []
    var hyperparameters = built
    for entry in entries {
      let iteration = entry.position.iteration
      switch entry.change {
      case .fork: marks.append(PlotMark(iteration: iteration, label: "fork"))
      case .hyperparameters(let new):
        let settings = new.differences(from: hyperparameters).map(\.setting)
        marks.append(PlotMark(iteration: iteration, label: settings.joined(separator: ", ")))
        hyperparameters = new
      case .data, .opened: break
      }
    }
    return marks
  }
}
