import GANs

// What a run has measured, number by number: 32-bit floats are 64-bit floats without loss, so what
// is read is what was written.

/// A quantity of one of the three passes of an iteration.
private struct Quantity {
  let name: String
  let pass: WritableKeyPath<Measurement, PassMeasurement>
  let part: WritableKeyPath<PassMeasurement, Float>

  /// All of them, in the order of a stored measurement. The losses of an objective's other parts
  /// are numbered from 1.
  static func all(of kind: GANKind) -> [Quantity] {
    let passes: [(String, WritableKeyPath<Measurement, PassMeasurement>)] = [
      ("d.real", \.real), ("d.fake", \.fake), ("g", \.generator),
    ]
    let parts: [(String, WritableKeyPath<PassMeasurement, Float>)] = [
      ("loss.validity", \.validityLoss), ("loss.label", \.labelLoss),
      ("acc.validity", \.validityAccuracy), ("acc.label", \.labelAccuracy),
      ("p", \.probability), ("grad", \.gradientNorm),
    ]
    let others = kind.objective.others.indices.map { index in
      ("loss.other\(index + 1)", \PassMeasurement.otherLosses[index])
    }
    return passes.flatMap { pass in
      (parts + others).map { Quantity(name: "\(pass.0).\($0.0)", pass: pass.1, part: $0.1) }
    }
  }
}

extension Measurement {
  /// Its numbers, in a fixed order.
  func numbers(of kind: GANKind) -> [Float] {
    Quantity.all(of: kind).map { self[keyPath: $0.pass][keyPath: $0.part] }
  }

  /// - Parameter numbers: as ``numbers(of:)`` gives them; nil where they are not as many.
  init?(numbers: [Float], of kind: GANKind) {
    let quantities = Quantity.all(of: kind)
    guard numbers.count == quantities.count else { return nil }
    self.init(of: kind.objective)
    for (quantity, number) in zip(quantities, numbers) {
      self[keyPath: quantity.pass][keyPath: quantity.part] = number
    }
  }
}

extension Run {
  /// What each pass of each iteration showed, by names like `d.real.loss.validity`.
  var passSeries: [String: Checkpoint.Series] {
    var series: [String: Checkpoint.Series] = [:]
    for quantity in Quantity.all(of: kind) {
      series[quantity.name] = Checkpoint.Series(
        firstIteration: firstMeasured + 1,
        values: history.map { Double($0[keyPath: quantity.pass][keyPath: quantity.part]) })
    }
    return series
  }

  /// The quantities of the language, `loss.d` and its like, for a file of series.
  public var namedSeries: [String: Checkpoint.Series] {
    var series: [String: Checkpoint.Series] = [:]
    for (name, value) in Measurement.series {
      series[name] = Checkpoint.Series(
        firstIteration: firstMeasured + 1, values: history.map { Double(value($0)) })
    }
    return series
  }

  /// Takes over series as ``passSeries`` gives them; all have the same iterations.
  mutating func take(_ series: [String: Checkpoint.Series]) throws(CheckpointProblem) {
    let quantities = Quantity.all(of: kind)
    guard let first = series[quantities[0].name], first.firstIteration >= 1 else {
      throw .value(name: "series", why: "lack \(quantities[0].name), or begin before iteration 1")
    }
    var measurements = [Measurement](
      repeating: Measurement(of: kind.objective), count: first.values.count)
    for quantity in quantities {
      guard let found = series[quantity.name], found.firstIteration == first.firstIteration,
        found.values.count == measurements.count
      else {
        throw .value(
          name: "series.\(quantity.name)", why: "is missing, or has other iterations than the rest")
      }
      for (index, value) in found.values.enumerated() {
        measurements[index][keyPath: quantity.pass][keyPath: quantity.part] = Float(value)
      }
    }
    guard first.firstIteration - 1 + measurements.count <= iteration else {
      throw .value(name: "series", why: "have iterations that the run has not done")
    }
    firstMeasured = first.firstIteration - 1
    history = GrowingList(measurements)
  }

  /// What was noted of the run now and then, for a file.
  public var storedRecordings: [String: Checkpoint.Recording] {
    recordings.mapValues {
      Checkpoint.Recording(iterations: Array($0.iterations), values: Array($0.values))
    }
  }

  /// Takes over recordings as ``storedRecordings`` gives them.
  mutating func take(
    _ recordings: [String: Checkpoint.Recording]
  ) throws(CheckpointProblem) {
    let taken = Set(Measurement.series.map(\.name))
    for (name, stored) in recordings {
      guard Recording.isName(name) else {
        throw .value(
          name: "recorded",
          why: "has a name with control characters, or of more than \(Recording.longestName) bytes")
      }
      guard !taken.contains(name) else {
        throw .value(name: "recorded.\(name)", why: "has the name of a series of the training")
      }
      let known = 0...position.iteration
      var recording = Recording()
      for (iteration, value) in zip(stored.iterations, stored.values)
      where known.contains(iteration) {
        recording.note(value, at: iteration)
      }
      guard stored.values.count == stored.iterations.count,
        recording.values.count == stored.values.count
      else {
        throw .value(
          name: "recorded.\(name)",
          why: "has not one value for each of ascending iterations that the run has done")
      }
      self.recordings[name] = recording
    }
  }
}
