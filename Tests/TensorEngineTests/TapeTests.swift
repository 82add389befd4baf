import TensorEngine
import Testing

extension Tape {
  /// y = x³; dx = 3x² · dy. The example of ``Tape/record(_:from:pullback:)``.
  fileprivate func cube(_ x: Variable) -> Variable {
    let y = x.value * x.value * x.value
    return record(y, from: [x]) { [x = x.value] dy, _ in [3 * x * x * dy] }
  }
}

@Suite struct TapeTests {
  @Test func gradientsOfAnOperandThatIsUsedSeveralTimesAddUp() throws {
    let tape = Tape()
    let x = tape.variable(Tensor([1, -2]))
    let y = tape.add(tape.add(x, x), tape.activation(x, .leakyRelu(slope: 0.25)))
    let gradients = try tape.gradients(of: y, seed: Tensor([10, 100]))
    #expect(gradients[x]?.scalars == [30, 225])
  }

  @Test func theSumOfGradientsDoesNotReachTheOtherOperand() throws {
    let tape = Tape()
    let (x, y) = (tape.variable(Tensor([1])), tape.variable(Tensor([2])))
    // The gradient of the outer sum is shared by both its operands; x's is then added to.
    let gradients = try tape.gradients(of: tape.add(tape.add(x, y), x))
    #expect(gradients[x]?.scalars == [2])
    #expect(gradients[y]?.scalars == [1])
  }

  @Test func constantsAndWhatTheResultDoesNotDependOnGetNone() throws {
    let tape = Tape()
    let x = tape.variable(Tensor([3]))
    let unused = tape.variable(Tensor([4]))
    let constant = Variable(constant: Tensor([5]))
    let gradients = try tape.gradients(of: tape.add(x, constant))
    #expect(gradients[x]?.scalars == [1])
    #expect(gradients[unused] == nil && gradients[constant] == nil)
  }

  @Test func whatIsMadeOfConstantsIsConstant() {
    let tape = Tape()
    let constant = Variable(constant: randomTensor([2, 3], 1))
    let weight = Variable(constant: randomTensor([3, 4], 2))
    let y = tape.dense(constant, weight: weight, bias: nil)
    #expect(!y.isDifferentiable)
    #expect(tape.dense(constant, weight: tape.variable(weight.value), bias: nil).isDifferentiable)
  }

  @Test func aConstantMayBeUsedOnAnyTape() throws {
    let constant = Variable(constant: Tensor([5]))
    for factor in [2, 3] as [Float] {
      let tape = Tape()
      let x = tape.variable(Tensor([factor]))
      #expect(try tape.gradients(of: tape.multiply(x, constant))[x]?.scalars == [5])
    }
    #expect(Tape().multiply(constant, constant).value.scalars == [25])
  }

  @Test func anOperationOfOnesOwnHasTheGradientOfItsPullback() throws {
    let tape = Tape()
    let x = tape.variable(Tensor([2, -3]))
    let y = tape.scale(tape.cube(x), by: 10)
    #expect(y.value.scalars == [80, -270])
    #expect(try tape.gradients(of: y, seed: Tensor([1, 0.5]))[x]?.scalars == [120, 135])
    #expect(!Tape().cube(Variable(constant: Tensor([2]))).isDifferentiable)
  }

  @Test func aPullbackIsToldWhatIsWantedAndMayLeaveOutTheRest() throws {
    let tape = Tape()
    let x = tape.variable(Tensor([2]))
    let constant = Variable(constant: Tensor([7]))
    let y = tape.record(Tensor([9]), from: [constant, x]) { dy, wanted in
      #expect(wanted == [false, true])
      return [nil, dy * 4]
    }
    #expect(try tape.gradients(of: y)[x]?.scalars == [4])
  }

  private struct Stop: Error {}

  @Test func whatPollThrowsEndsTheWalk() throws {
    for allowed in 0..<3 {
      let tape = Tape()
      var y = tape.variable(Tensor([1]))
      for _ in 0..<3 { y = tape.activation(y, .tanh) }
      var polls = 0
      #expect(throws: Stop.self) {
        _ = try tape.gradients(of: y) {
          if polls == allowed { throw Stop() }
          polls += 1
        }
      }
      #expect(polls == allowed)
    }
  }

  /// The gradient of a normalisation's input is computed by whoever needs it, here the sum with another.
  @Test func aGradientLeftUncomputedIsAddedLikeAnother() throws {
    let x = randomTensor([4, 3], 90)
    let gamma = randomTensor([3], 91)
    let up = randomTensor([4, 3], 92)
    func gradient(normalized: Bool, plain: Bool) throws -> Tensor? {
      let tape = Tape()
      let variable = tape.variable(x)
      let y = tape.batchNormalization(
        variable, gamma: Variable(constant: gamma), beta: Variable(constant: gamma), epsilon: 1e-3
      ).y
      let z = tape.activation(variable, .tanh)
      let result = normalized ? plain ? tape.add(y, z) : y : z
      return try tape.gradients(of: result, seed: up)[variable]
    }
    var sum = try #require(try gradient(normalized: true, plain: false))
    sum.add(try #require(try gradient(normalized: false, plain: true)))
    let both = try gradient(normalized: true, plain: true)
    #expect(difference(both, SlowTensor(sum), within: 1e-6) == nil)
  }
}
