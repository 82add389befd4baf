import Platform
import TensorEngine
import Testing

@Suite struct ActivationTests {
  /// From where they are nearly straight to where they are flat.
  private let arguments = (-40_000...40_000).map { Float($0) / 1000 }

  @Test func tanhAndSigmoidAreRightToTheLastDigitsEverywhere() {
    let x = Tensor(arguments)
    for (z, y) in zip(arguments, x.activated(by: .tanh).scalars) {
      let wanted = tanh(Double(z))
      #expect(abs(Double(y) - wanted) <= 5e-7 * abs(wanted), "tanh(\(z))")
    }
    for (z, y) in zip(arguments, x.activated(by: .sigmoid).scalars) {
      let wanted = 1 / (1 + exp(-Double(z)))
      #expect(abs(Double(y) - wanted) <= 2e-6 * wanted, "sigmoid(\(z))")
    }
  }

  @Test func theyStayInTheirRange() {
    let x = Tensor([-Float.infinity, -1e30, -100, 100, 1e30, .infinity])
    #expect(x.activated(by: .tanh).scalars == [-1, -1, -1, 1, 1, 1])
    let sigmoid = x.activated(by: .sigmoid).scalars
    #expect(sigmoid.allSatisfy { $0 >= 0 && $0 <= 1 })
    #expect(Array(sigmoid.suffix(3)) == [1, 1, 1])
    #expect(sigmoid.prefix(3).allSatisfy { $0 < 1e-30 })
  }

  /// A run that has gone wrong must show it, not turn into zeros.
  @Test(arguments: [.relu, .leakyRelu(slope: 0.2), .tanh, .sigmoid] as [Activation])
  func notANumberStaysNotANumber(function: Activation) {
    let y = Tensor([.nan, 1, .nan]).activated(by: function).scalars
    #expect(y[0].isNaN && !y[1].isNaN && y[2].isNaN)
  }

  @Test func theKinksHaveTheDerivativeOfTheirLeftSide() throws {
    for (function, wanted) in [(Activation.relu, 0), (.leakyRelu(slope: 0.25), 0.25)] {
      let tape = Tape()
      let x = tape.variable(Tensor([0]))
      #expect(try tape.gradients(of: tape.activation(x, function))[x]?.scalar == Float(wanted))
    }
  }
}
