import GANs

/// What is noted of a layer, by the ends of the names of its series.
enum LayerFigure: String, CaseIterable {
  case gradientRMS = "grad.rms"
  case updateRatio = "change"
  case deadShare = "dead"

  func value(of layer: LayerStatistics) -> Double? {
    switch self {
    case .gradientRMS: layer.gradientRMS
    case .updateRatio: layer.updateRatio
    case .deadShare: layer.deadShare
    }
  }
}
