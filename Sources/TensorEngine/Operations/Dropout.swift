import CVectorKernels

extension Tape {
  /// Inverted dropout: each element is kept with probability 1 - rate and divided by it, or set to 0.
  ///
  /// The choice is a pure function of `random`'s place in its sequence, so the gradient draws it
  /// again instead of keeping a mask: dx = dropout(dy).
  public func dropout(_ x: Variable, rate: Float, random: RandomStream) -> Variable {
    require(rate >= 0 && rate < 1, "dropout: rate \(rate) is not in 0 ..< 1")
    guard rate > 0 else { return x }
    let keep = 1 - rate
    return record(x.value.droppedOut(keeping: keep, random: random), from: [x]) { dy, _ in
      [dy.droppedOut(keeping: keep, random: random)]
    }
  }
}

extension Tensor {
  fileprivate func droppedOut(keeping keep: Float, random: RandomStream) -> Tensor {
    var y = Tensor(uninitialized: shape)
    let target = y.mutablePointer
    let (key, counter) = (random.key, random.counter)
    forEachStretch(of: count) { first, length in
      vk_dropout(
        first, length, pointer + first, keep, key.x, key.y, counter.y, counter.z, counter.w,
        target + first)
    }
    return y
  }
}
