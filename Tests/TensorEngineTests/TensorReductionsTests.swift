import TensorEngine
import Testing

@Suite struct TensorReductionsTests {
  private let x = Tensor([3, -1, 4, 1, -5, 9], shape: [2, 3])

  @Test func overAllAxes() {
    #expect(x.sum() == Tensor(11) && x.max() == Tensor(9) && x.min() == Tensor(-5))
    #expect(x.mean() == Tensor(Float(11.0 / 6)))
    #expect(x.sum(keepingAxes: true) == Tensor([11], shape: [1, 1]))
  }

  @Test func overSomeAxes() {
    #expect(x.sum(axes: [0]) == Tensor([4, -6, 13]))
    #expect(x.mean(axes: [-1]) == Tensor([2, Float(5.0 / 3)]))
    #expect(x.max(axes: [1], keepingAxes: true) == Tensor([4, 9], shape: [2, 1]))
    #expect(x.min(axes: [0]) == Tensor([1, -5, 4]))
    #expect(x.sum(axes: []) == x)
  }

  @Test func ofNothing() {
    let empty = Tensor(zeros: [2, 0])
    #expect(empty.sum() == Tensor(0))
    #expect(empty.sum(axes: [1]) == Tensor([0, 0]))
    #expect(empty.mean().scalar.isNaN)
    #expect(empty.max(axes: [0]).shape == [0])
  }

  @Test func whatIsNoNumberIsTheLargestAndTheSmallest() {
    let x = Tensor([1, .nan, 2, 3], shape: [2, 2])
    #expect(x.max().scalar.isNaN && x.min().scalar.isNaN && x.sum().scalar.isNaN)
    #expect(x.max(axes: [1]).scalars[1] == 3 && x.max(axes: [1]).scalars[0].isNaN)
    #expect(Tensor([-.infinity, -.infinity]).max().scalar == -.infinity)
  }

  /// Sums in single precision would be off by far more.
  @Test(arguments: [[1_000_003], [5, 200_003], [200_003, 5], [3, 30_001, 4]] as [Shape])
  func largeSumsAreRightToTheLastDigit(shape: Shape) {
    let x = Tensor(repeating: 0.1, shape: shape)
    let axis = shape.extents.firstIndex(of: shape.extents.max() ?? 0) ?? 0
    let wanted = Float(Double(Float(0.1)) * Double(shape[axis]))
    #expect(x.sum(axes: [axis]).scalars.allSatisfy { abs($0 - wanted) <= wanted.ulp })
    #expect(x.mean().scalar == 0.1)
  }

  /// The gradient goes to one element alone, also where several are the largest.
  @Test func theFirstOfTheLargestGetsTheGradient() throws {
    let tape = Tape()
    let x = tape.variable(Tensor([2, 5, 5, .nan, .nan, 1], shape: [2, 3]))
    let y = tape.max(x, axis: 1)
    let dx = try tape.gradients(of: y, seed: Tensor([10, 20]))[x]
    #expect(dx == Tensor([0, 10, 0, 20, 0, 0], shape: [2, 3]))
  }

  @Test func poolsGiveTheGradientToTheFirstOfTheLargest() throws {
    let tape = Tape()
    let x = tape.variable(Tensor([2, 2, 1, .nan], shape: [1, 1, 4, 1]))
    let y = tape.maxPooling(x, size: 2, stride: 2, padding: .same)
    #expect(y.value.scalars[0] == 2 && y.value.scalars[1].isNaN)
    let dx = try tape.gradients(of: y, seed: Tensor([3, 4], shape: [1, 1, 2, 1]))[x]
    #expect(dx?.scalars == [3, 0, 0, 4])
  }
}
