import TensorEngine

// What fakes look like, beside real images.

extension HealthRule {
  /// Beyond .999 the derivative of tanh, 1 - y², is below .002. Digits are mostly black, so that the
  /// share in real images is taken off.
  static let saturation = HealthRule(
    "saturation",
    "the generator's output is saturated: the share of pixels beyond ±0.999, less that of real images",
    .atMost(0.15),
    remedy: "`rewind` and lower G's rate; normalise before its last layer", basis: .look,
    firstIteration: firstIterationOfImages
  ) { evidence in
    let sample = try evidence.sample()
    let real = sample.real.map(saturatedShare) ?? 0
    return .measured([Measure("fakes", saturatedShare(of: sample.fakes) - real)])
  }

  /// A deviation of .05 is 6 of 255 levels of grey.
  static let blank = HealthRule(
    "blank",
    "blank images: the share of fakes whose pixels deviate by less than 0.05 from their mean",
    .atMost(0.1),
    remedy:
      "`rewind` to before it, lower G's rate; check.saturation and check.dead tell where it is lost",
    basis: .look, firstIteration: firstIterationOfImages
  ) { evidence in
    let fakes = try evidence.sample().fakes
    let count = fakes.shape[0]
    let deviations = fakes.deviations
    let blank = deviations.indices.filter { !(deviations[$0].deviation >= 0.05) }
    let isBlack = !blank.isEmpty && blank.allSatisfy { deviations[$0].mean < -0.9 }
    return .measured([
      Measure(isBlack ? "fakes, black" : "fakes", Double(blank.count) / Double(max(1, count)))
    ])
  }

  /// The mean distance of pairs of fakes of a class, as a share of that in real images: the article's
  /// ACGAN comes to .82 on the mean and .08 in its worst class, the 1s, after 2,000 iterations; nets
  /// without that fault keep .92 in all classes. Distances of pairs as a measure of variety: Odena,
  /// Olah and Shlens 2016, section 4.2, https://arxiv.org/abs/1610.09585. Before iteration 500 classes
  /// come and go.
  static let collapse = HealthRule(
    "collapse",
    "fakes of a class are alike: the mean distance of two of them, divided by that of two real ones",
    .atLeast(0.4),
    remedy:
      "`rewind` to before it and lower D's rate; of a class that always was alike, G ignores the noise",
    basis: .look, firstIteration: 500
  ) { evidence in
    let sample = try evidence.sample()
    guard let real = sample.real else { return .notApplicable("no data to compare with") }
    let measures: [Measure] = sample.groups.indices.compactMap { group in
      let wanted = HealthSample.spread(of: real, rows: sample.realRows(group))
      // Of one image only, there is nothing to compare with.
      guard wanted > 0 else { return nil }
      return Measure(
        sample.name(group),
        HealthSample.spread(of: sample.fakes, rows: sample.rows(group)) / wanted)
    }
    guard !measures.isEmpty else {
      return .notApplicable("all real images of a class are the same")
    }
    return .measured(measures)
  }

  /// The share less that of guessing, one in as many as there are classes, divided by that of a perfect
  /// head less the same, as in Cohen's kappa (1960, https://doi.org/10.1177/001316446002000104): so the
  /// bound is as far from chance for two classes as for ten. A healthy ACGAN comes to 1 in all classes
  /// after 2,000 iterations, but has five below a half after 500.
  static let labels = HealthRule(
    "labels",
    "D's label head does not know a class: the share of its fakes that it names rightly, from 0 for "
      + "guessing to 1 for all",
    .atLeast(0.5),
    remedy: "train on; if it stays, lower G's rate, or look at the class with `grid`", basis: .look,
    firstIteration: 1000
  ) { evidence in
    guard evidence.run.kind.hasLabelHead else { return .notApplicable("D has no label head") }
    let sample = try evidence.sample()
    guard let probabilities = try evidence.run.classify(images: sample.fakes) else {
      return .notApplicable("D is told the label")
    }
    let classes = evidence.data?.drawnClasses.count ?? evidence.run.images.classes
    guard classes > 1 else { return .notApplicable("there is one class only") }
    let chance = 1 / Double(classes)
    return .measured(
      sample.groups.indices.map { group in
        let rows = sample.rows(group)
        let right = probabilities.rows(at: rows).accuracy(
          labels: rows.map { sample.fakeLabels[$0] })
        return Measure(sample.name(group), (Double(right) - chance) / (1 - chance))
      })
  }

  /// Fakes of every run are grey at first: an ACGAN on MNIST has left that behind by then.
  private static var firstIterationOfImages: Int { 200 }

  private static func saturatedShare(of images: Tensor) -> Double {
    // Not beyond it is neither NaN nor less.
    images.withUnsafeBuffer { pixels in
      Double(pixels.count { !(abs($0) <= 0.999) }) / Double(max(1, pixels.count))
    }
  }
}

extension Tensor {
  /// Mean and deviation of each image.
  fileprivate var deviations: [(mean: Double, deviation: Double)] {
    let size = count / Swift.max(1, shape[0])
    return withUnsafeBuffer { pixels in
      (0..<shape[0]).map { image in
        let pixels = pixels[image * size..<(image + 1) * size]
        let mean = pixels.reduce(0.0) { $0 + Double($1) } / Double(size)
        let squares = pixels.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
        return (mean, (squares / Double(size)).squareRoot())
      }
    }
  }

  /// Rows in the order of their numbers.
  fileprivate func rows(at numbers: [Int]) -> Tensor {
    Tensor(concatenating: numbers.map { rows($0..<$0 + 1) })
  }
}
