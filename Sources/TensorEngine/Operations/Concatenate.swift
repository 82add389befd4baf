extension Tape {
  /// Variables of the same shape but for one axis, one after the other along it, see
  /// ``Tensor/init(concatenating:axis:)``; each operand's gradient is its part of the incoming one.
  ///
  ///     let conditioned = tape.concatenate([noise, label], axis: 1)  // [batch, 100], [batch, 10]
  ///
  /// - Parameters:
  ///   - parts: at least one of them on the tape, or all constants.
  ///   - axis: negative ones count from the last.
  public func concatenate(_ parts: [Variable], axis: Int) -> Variable {
    record(Tensor(concatenating: parts.map(\.value), axis: axis), from: parts) {
      [shapes = parts.map(\.shape), axis] dy, wanted in
      var start = 0
      return zip(shapes, wanted).map { shape, isWanted in
        defer { start += shape[axis] }
        return isWanted ? dy.slice(axis: axis, start..<start + shape[axis]) : nil
      }
    }
  }
}
