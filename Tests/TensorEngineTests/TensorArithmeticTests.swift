import TensorEngine
import Testing

@Suite struct TensorArithmeticTests {
  private let x = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])

  @Test func tensorsMeetElementByElement() {
    let y = Tensor([2, 4, 5], shape: [3])
    #expect(x + y == Tensor([3, 6, 8, 6, 9, 11], shape: [2, 3]))
    #expect(x - y == Tensor([-1, -2, -2, 2, 1, 1], shape: [2, 3]))
    #expect(x * y == Tensor([2, 8, 15, 8, 20, 30], shape: [2, 3]))
    #expect(x / y == Tensor([0.5, 0.5, 0.6, 2, 1.25, 1.2], shape: [2, 3]))
    #expect(-x == Tensor([-1, -2, -3, -4, -5, -6], shape: [2, 3]))
  }

  @Test func numbersMeetEachElementOnEitherSide() {
    #expect(x + 1 == Tensor([2, 3, 4, 5, 6, 7], shape: [2, 3]))
    #expect(1 + x == x + 1)
    #expect(x - 1 == Tensor([0, 1, 2, 3, 4, 5], shape: [2, 3]))
    #expect(1 - x == Tensor([0, -1, -2, -3, -4, -5], shape: [2, 3]))
    #expect(x * 2 == Tensor([2, 4, 6, 8, 10, 12], shape: [2, 3]))
    #expect(2 * x == x * 2)
    #expect(x / 2 == Tensor([0.5, 1, 1.5, 2, 2.5, 3], shape: [2, 3]))
    #expect(60 / x == Tensor([60, 30, 20, 15, 12, 10], shape: [2, 3]))
  }

  @Test func shapesAreBroadcastFromTheLastAxisOn() {
    for (x, y, both) in broadcastShapes {
      #expect(x.broadcast(with: y) == both && y.broadcast(with: x) == both)
    }
    #expect(Shape([2, 3]).broadcast(with: [2]) == nil)
    #expect(Shape([4, 2, 3]).broadcast(with: [3, 1, 3]) == nil)
    #expect(Shape([0, 3]).broadcast(with: [1, 3]) == [0, 3])
    #expect((Tensor(zeros: [0, 3]) + Tensor(zeros: [3])).shape == [0, 3])
  }

  /// Rows that are longer than a chunk of work, and chunks that end within a row.
  @Test(arguments: [[3, 20_000], [20_000, 3], [700, 1, 37]] as [Shape])
  func largeTensorsAreBroadcastLikeSmallOnes(shape: Shape) {
    let column = Shape(shape.extents.dropLast() + [1])
    for other in [column, [shape[-1]], shape] as [Shape] {
      let (x, y) = (randomTensor(shape, 300), randomTensor(other, 301))
      let wanted = SlowTwin.broadcast(SlowTensor(x), SlowTensor(y), to: shape, -)
      #expect(difference(x - y, wanted, within: 1e-6) == nil, "\(other)")
      #expect(difference(y - x, wanted.map { -$0 }, within: 1e-6) == nil, "\(other)")
    }
  }

  @Test func aFunctionOfEachElement() {
    #expect(x.mapped { $0 * $0 } == x * x)
  }

  @Test func partsAlongAnyAxis() {
    #expect(x.slice(axis: 1, 1..<3) == Tensor([2, 3, 5, 6], shape: [2, 2]))
    #expect(x.slice(axis: -2, 1..<1).shape == [0, 3])
    let parts = [x.slice(axis: 1, 0..<1), x.slice(axis: 1, 1..<3)]
    #expect(Tensor(concatenating: parts, axis: 1) == x)
    #expect(x.transposed() == Tensor([1, 4, 2, 5, 3, 6], shape: [3, 2]))
    #expect(x.matrixProduct(x.transposed()) == Tensor([14, 32, 32, 77], shape: [2, 2]))
    #expect(Tensor(zeros: [2, 0]).matrixProduct(Tensor(zeros: [0, 3])) == Tensor(zeros: [2, 3]))
  }
}
