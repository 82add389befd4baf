import GANs

/// What is noted of a layer, by the ends of the names of its series.
enum LayerFigure: String, CaseIterable {
  case gradientRMS = "grad.rms"
  case updateRatio = "change"
  case deadShare = "dead"

  /// The last part of its name, which stands for the series.
  var member: String { rawValue.split(separator: ".").last.map(String.init) ?? rawValue }

  func value(of layer: LayerStatistics) -> Double? {
    switch self {
    case .gradientRMS: layer.gradientRMS
    case .updateRatio: layer.updateRatio
    case .deadShare: layer.deadShare
    }
  }
}

/// A pass of the discriminator that moves it, as the names of series end in it.
enum DiscriminatorPass: String, CaseIterable {
  case real, fake

  /// The phase that makes its step.
  var update: Phase { self == .real ? .discriminatorRealUpdate : .discriminatorFakeUpdate }

  var suffix: String { ".\(rawValue)" }
}
