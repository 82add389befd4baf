import TensorEngine

extension Run {
  /// Does the phase that comes next.
  ///
  /// - Parameters:
  ///   - data: what to draw from.
  ///   - times: notes how long each layer takes, those of the generator as `G`, the discriminator's as
  ///     `D`, the losses as `D` without a layer.
  ///   - poll: called between the kernels of `generate` and of the gradient phases. What it throws ends the phase and
  ///     leaves the run as it was before it.
  public mutating func advance(
    on data: some TrainingData, times: LayerTimes? = nil, poll: () throws -> Void = {}
  ) throws {
    // What is counted further could be saved, but not opened again.
    guard max(iteration, generatorOptimizer.step, discriminatorOptimizer.step) < Self.largestCount
    else { throw GANError.countedToTheEnd }
    switch phase {
    case .draw:
      guard data.imageSide == images.side, data.classCount == images.classes else {
        throw GANError.dataDoesNotFit(
          side: images.side, classes: images.classes, dataSide: data.imageSide,
          dataClasses: data.classCount)
      }
      guard hyperparameters.batch <= data.imageCount else {
        throw GANError.batchLargerThanData(batch: hyperparameters.batch, images: data.imageCount)
      }
      draw(Batch(of: self, from: data))
      return
    case .generate:
      guard let batch else { return redraw() }
      fakes = try generate(
        noise: batch.noise, labels: batch.fakeLabels, times: times, poll: poll)
    case .discriminatorRealGradient:
      guard let batch else { return redraw() }
      measurement.real = try discriminatorGradient(
        images: batch.images, labels: batch.labels, target: 1, pass: 0, times: times, poll: poll)
    case .discriminatorFakeGradient:
      guard let batch, let fakes else { return redraw() }
      measurement.fake = try discriminatorGradient(
        images: fakes, labels: batch.fakeLabels, target: 0, pass: 1, times: times,
        poll: poll)
    case .generatorGradient:
      guard let batch else { return redraw() }
      measurement.generator = try generatorGradient(batch, times: times, poll: poll)
    case .discriminatorRealUpdate, .discriminatorFakeUpdate:
      guard let update = pending else { return redraw() }
      discriminatorOptimizer.hyperparameters = hyperparameters.discriminatorAdam
      discriminatorOptimizer.update(&discriminator.parameters, with: update.gradients)
      discriminator.assign(update.movedStatistics)
      pending = nil
    case .generatorUpdate:
      guard let update = pending else { return redraw() }
      generatorOptimizer.hyperparameters = hyperparameters.generatorAdam
      generatorOptimizer.update(&generator.parameters, with: update.gradients)
      generator.assign(update.movedStatistics)
      pending = nil
      history.append(measurement)
      iteration += 1
    }
    phase = phase.next
    if phase == .draw, iteration.isMultiple(of: RunLog.interval) { prove() }
  }

  /// Begins an iteration with a given batch instead of a drawn one. The phase must be `draw`.
  public mutating func draw(_ batch: Batch) {
    precondition(phase == .draw, "Run.draw: the phase is \(phase.rawValue)")
    self.batch = batch
    fakes = nil
    pending = nil
    measurement = Measurement()
    phase = .generate
  }

  /// A state put together by hand may lack what its phase needs; the iteration then begins anew.
  private mutating func redraw() { phase = .draw }

  /// Completes the current iteration, or does one.
  public mutating func iterate(
    on data: some TrainingData, poll: () throws -> Void = {}
  ) throws {
    repeat { try advance(on: data, poll: poll) } while phase != .draw
  }
}

// MARK: - Gradients

extension Run {
  /// The random numbers of the n-th dropout of pass 0 (real), 1 (fake) or 2 (generator's step).
  private func dropoutStream(pass: Int) -> (Int) -> RandomStream {
    let (seed, iteration) = (seed, iteration)
    return {
      RandomStream(seed: seed, purpose: .dropout, iteration: iteration, stream: pass << 8 | $0)
    }
  }

  /// Step 3 or 4 of an iteration: the discriminator on real images or on fakes.
  private mutating func discriminatorGradient(
    images: Tensor, labels: [Int], target: Float, pass number: Int, times: LayerTimes?,
    poll: () throws -> Void
  ) throws -> PassMeasurement {
    let tape = Tape(times: times)
    let pass = try discriminator(
      Variable(constant: images), labels: kind.discriminatorTakesLabels ? labels : nil,
      mode: .training, tape: tape, differentiable: true, name: "D",
      random: dropoutStream(pass: number), poll: poll)
    var measurement = PassMeasurement()
    let loss = tape.forward("D", layer: nil) {
      self.loss(pass.outputs, labels: labels, target: target, on: tape, &measurement)
    }
    let gradients = try discriminator.gradients(of: loss, in: pass, on: tape, poll: poll)
    measurement.gradientNorm = gradients.norm
    pending = PendingUpdate(gradients: gradients, movedStatistics: pass.movedStatistics)
    inspection.discriminatorOutputs = pass.activations
    inspection.discriminatorGradients = gradients
    return measurement
  }

  /// Step 5: the generator, through a discriminator that stays as it is. Both are in training mode;
  /// only the generator's moving statistics move.
  private mutating func generatorGradient(
    _ batch: Batch, times: LayerTimes?, poll: () throws -> Void
  ) throws -> PassMeasurement {
    let tape = Tape(times: times)
    let labels = batch.generatorLabels
    let generated = try generator(
      Variable(constant: batch.noise), labels: kind.generatorTakesLabels ? labels : nil,
      mode: .training, tape: tape, differentiable: true, name: "G",
      random: dropoutStream(pass: 3), poll: poll)
    let judged = try discriminator(
      generated.outputs[0], labels: kind.discriminatorTakesLabels ? labels : nil,
      mode: .training, tape: tape, differentiable: false, name: "D",
      random: dropoutStream(pass: 2), poll: poll)
    var measurement = PassMeasurement()
    let loss = tape.forward("D", layer: nil) {
      self.loss(judged.outputs, labels: labels, target: 1, on: tape, &measurement)
    }
    let gradients = try generator.gradients(of: loss, in: generated, on: tape, poll: poll)
    measurement.gradientNorm = gradients.norm
    pending = PendingUpdate(gradients: gradients, movedStatistics: generated.movedStatistics)
    inspection.generatorOutputs = generated.activations
    inspection.discriminatorOutputs = judged.activations
    inspection.generatorGradients = gradients
    return measurement
  }

  /// The loss of the discriminator's heads, from logits, and what they show.
  private func loss(
    _ heads: [Variable], labels: [Int], target: Float, on tape: Tape,
    _ measurement: inout PassMeasurement
  ) -> Variable {
    let validity = tape.mean(tape.sigmoidCrossEntropy(heads[0], target: target))
    measurement.validityLoss = validity.value.scalar
    let logits = heads[0].value.scalars
    let right = logits.filter { ($0 > 0) == (target > 0.5) }.count
    measurement.validityAccuracy = Float(right) / Float(logits.count)
    let probabilities = heads[0].value.activated(by: .sigmoid).scalars
    measurement.probability = probabilities.reduce(0, +) / Float(probabilities.count)
    guard kind.hasLabelHead else { return validity }
    let label = tape.mean(tape.softmaxCrossEntropy(heads[1], labels: labels))
    measurement.labelLoss = label.value.scalar
    measurement.labelAccuracy = heads[1].value.accuracy(labels: labels)
    return tape.add(validity, label)
  }
}

extension Tensor {
  /// The share of rows [batch, classes] whose largest element, the first of equals, is the label's.
  package func accuracy(labels: [Int]) -> Float {
    let classes = shape[1]
    let right = withUnsafeBuffer { values in
      labels.enumerated().filter { row, label in
        let row = values[row * classes..<(row + 1) * classes]
        return row.firstIndex(of: row.max() ?? .nan).map { $0 - row.startIndex } == label
      }.count
    }
    return Float(right) / Float(Swift.max(1, labels.count))
  }
}
