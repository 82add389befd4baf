/// Inverted dropout, in training only.
public struct Dropout: Layer {
  public let rate: Float
  public init(rate: Float) { self.rate = rate }

  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    guard pass.mode == .training else { return x }
    pass.nextStream += 1
    return pass.tape.dropout(x, rate: rate, random: pass.random(pass.nextStream))
  }
}
