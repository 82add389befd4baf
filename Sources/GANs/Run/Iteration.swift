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
  ///   - observer: called after each operation of a pass, and after its way back; nothing else is
  ///     computed for it.
  public mutating func advance(
    on data: some TrainingData, times: LayerTimes? = nil, poll: () throws -> Void = {},
    observer: ((ObservedOperation) -> Void)? = nil
  ) throws {
    let newTape = { Tape(times: times, observer: observer) }
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
        noise: batch.noise, labels: batch.fakeLabels, on: newTape, poll: poll)
    case .discriminatorRealGradient:
      guard let batch else { return redraw() }
      measurement.real = try discriminatorGradient(
        batch.images, JudgedImages(pass: .real, labels: batch.labels, noise: nil),
        on: newTape(), poll: poll)
    case .discriminatorFakeGradient:
      guard let batch, let fakes else { return redraw() }
      measurement.fake = try discriminatorGradient(
        fakes, JudgedImages(pass: .fake, labels: batch.fakeLabels, noise: batch.noise),
        on: newTape(), poll: poll)
    case .generatorGradient:
      guard let batch else { return redraw() }
      measurement.generator = try generatorGradient(batch, on: newTape(), poll: poll)
    case .discriminatorRealUpdate, .discriminatorFakeUpdate:
      guard let update = pending else { return redraw() }
      update.apply(
        to: &discriminator, by: kind.optimizer(hyperparameters.discriminatorAdam),
        replacing: &discriminatorOptimizer)
      pending = nil
    case .generatorUpdate:
      guard let update = pending else { return redraw() }
      update.apply(
        to: &generator, by: kind.optimizer(hyperparameters.generatorAdam),
        replacing: &generatorOptimizer)
      pending = nil
      history.append(measurement)
      iteration += 1
    }
    phase = phase.next
    if phase == .draw, iteration.isMultiple(of: RunLog.interval) { prove() }
  }

  /// Begins an iteration with a given batch instead of a drawn one. The phase must be `draw`.
  public mutating func draw(_ batch: Batch) {
    require(phase == .draw, "Run.draw: the phase is \(phase.rawValue)")
    self.batch = batch
    fakes = nil
    pending = nil
    measurement = Measurement(of: kind.objective)
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

extension Run.PendingUpdate {
  /// Takes the step.
  ///
  /// - Parameters:
  ///   - optimizer: with the hyperparameters of now, and no state.
  ///   - former: what took the step before; `optimizer` goes on from its state in its place.
  fileprivate func apply(
    to network: inout Network, by optimizer: any Optimizer,
    replacing former: inout any Optimizer
  ) {
    var optimizer = optimizer
    // Swapped, not copied: the optimizer then changes its state in place.
    swap(&optimizer.state, &former.state)
    optimizer.update(&network.parameters, with: gradients)
    network.assign(movedStatistics)
    former = optimizer
  }
}

// MARK: - Gradients

extension Run {
  /// The passes of an iteration that draw random numbers.
  private enum DropoutPass: Int {
    case real, fake, judgedGenerator, generator

    init(_ pass: JudgedImages.Pass) {
      self =
        switch pass {
        case .real: .real
        case .fake: .fake
        case .generator: .judgedGenerator
        }
    }
  }

  /// The random numbers of the n-th dropout of a pass.
  private func dropoutStream(_ pass: DropoutPass) -> (Int) -> RandomStream {
    let (seed, iteration) = (seed, iteration)
    return {
      RandomStream(
        seed: seed, purpose: .dropout, iteration: iteration, stream: pass.rawValue << 8 | $0)
    }
  }

  /// A pass of the discriminator in training, as all three steps do it.
  private func judge(
    _ x: Variable, _ images: JudgedImages, on tape: Tape, differentiable: Bool,
    _ measurement: inout PassMeasurement, poll: () throws -> Void
  ) throws -> (pass: Network.Pass, loss: Variable) {
    let pass = try discriminator(
      x, labels: kind.discriminatorTakesLabels ? images.labels : nil, mode: .training, tape: tape,
      differentiable: differentiable, name: "D", random: dropoutStream(.init(images.pass)),
      poll: poll)
    let loss = tape.forward("D", layer: nil) {
      kind.objective.loss(pass, of: images, on: tape, &measurement)
    }
    return (pass, loss)
  }

  /// Step 3 or 4 of an iteration: the discriminator on real images or on fakes.
  private mutating func discriminatorGradient(
    _ x: Tensor, _ images: JudgedImages, on tape: Tape, poll: () throws -> Void
  ) throws -> PassMeasurement {
    var measurement = PassMeasurement(of: kind.objective)
    let (pass, loss) = try judge(
      Variable(constant: x), images, on: tape, differentiable: true, &measurement, poll: poll)
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
    _ batch: Batch, on tape: Tape, poll: () throws -> Void
  ) throws -> PassMeasurement {
    let labels = batch.generatorLabels
    let generated = try generator(
      Variable(constant: batch.noise), labels: kind.generatorTakesLabels ? labels : nil,
      mode: .training, tape: tape, differentiable: true, name: "G",
      random: dropoutStream(.generator), poll: poll)
    var measurement = PassMeasurement(of: kind.objective)
    let (judged, loss) = try judge(
      generated.outputs[0], JudgedImages(pass: .generator, labels: labels, noise: batch.noise),
      on: tape, differentiable: false, &measurement, poll: poll)
    let gradients = try generator.gradients(of: loss, in: generated, on: tape, poll: poll)
    measurement.gradientNorm = gradients.norm
    pending = PendingUpdate(gradients: gradients, movedStatistics: generated.movedStatistics)
    inspection.generatorOutputs = generated.activations
    inspection.discriminatorOutputs = judged.activations
    inspection.generatorGradients = gradients
    return measurement
  }
}
