extension Tape {
  /// The discriminator's hinge loss, element by element: max(0, 1 - x) for real images,
  /// max(0, 1 + x) for generated ones. Scores that are right by 1 or more cost nothing; the
  /// derivative is -1 or 1 before that, and 0 from there on.
  ///
  /// Shapes: scores and result alike; scores are the discriminator's outputs without an activation.
  ///
  ///     let loss = tape.add(
  ///       tape.mean(tape.discriminatorHinge(real, isReal: true)),
  ///       tape.mean(tape.discriminatorHinge(fake, isReal: false)))
  ///
  /// Lim and Ye 2017, "Geometric GAN", https://arxiv.org/abs/1705.02894.
  public func discriminatorHinge(_ scores: Variable, isReal: Bool) -> Variable {
    let sign: Float = isReal ? 1 : -1
    let margins = scores.value.each { 1 - sign * $0 }
    // Not max(0, x), which would make a zero of NaN.
    return record(margins.each { $0 <= 0 ? 0 : $0 }, from: [scores]) { [margins, sign] dy, _ in
      [dy.combined(margins) { $1 <= 0 ? 0 : -sign * $0 }]
    }
  }

  /// The generator's hinge loss, element by element: -x, whose derivative is -1 everywhere, however
  /// sure the discriminator is.
  ///
  /// Shapes: scores and result alike; scores are the discriminator's outputs for generated images.
  ///
  ///     let loss = tape.mean(tape.generatorHinge(fake))
  ///
  /// Lim and Ye 2017, "Geometric GAN", https://arxiv.org/abs/1705.02894.
  public func generatorHinge(_ scores: Variable) -> Variable {
    record(-scores.value, from: [scores]) { dy, _ in [-dy] }
  }
}
