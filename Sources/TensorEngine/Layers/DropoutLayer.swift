/// Inverted dropout, in training only: an element is 0 with the probability `rate`, or is divided
/// by 1 - rate. Each dropout of a network has random numbers of its own.
///
/// Srivastava et al. 2014, https://jmlr.org/papers/v15/srivastava14a.html
public struct Dropout: Layer {
  /// The probability that an element is dropped, at least 0 and below 1.
  public let rate: Float

  /// The program stops where the rate is none.
  public init(rate: Float) {
    require((0..<1).contains(rate), "Dropout: rate \(rate)")
    self.rate = rate
  }

  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    guard pass.mode == .training else { return x }
    return pass.tape.dropout(x, rate: rate, random: pass.nextRandomStream())
  }
}
