import TensorEngine
import Testing

@Suite struct TensorTests {
  @Test func writingToACopyLeavesTheOriginal() {
    let original = Tensor([1, 2, 3])
    var copy = original
    copy.withUnsafeMutableBuffer { $0[1] = 9 }
    #expect(original.scalars == [1, 2, 3])
    #expect(copy.scalars == [1, 9, 3])
    var reshaped = original.reshaped(to: [3, 1])
    reshaped.add(Tensor(repeating: 1, shape: [3, 1]))
    #expect(original.scalars == [1, 2, 3])
    #expect(reshaped.scalars == [2, 3, 4])
  }

  @Test func copiesShareMemoryUntilOneIsWrittenTo() {
    let original = Tensor(zeros: [100])
    var copy = original
    func address(_ tensor: Tensor) -> UInt {
      tensor.withUnsafeBuffer { UInt(bitPattern: $0.baseAddress) }
    }
    #expect(address(copy) == address(original))
    #expect(address(original.reshaped(to: [10, 10])) == address(original))
    copy.withUnsafeMutableBuffer { $0[0] = 1 }
    #expect(address(copy) != address(original))
    let before = address(copy)
    copy.withUnsafeMutableBuffer { $0[0] = 2 }
    #expect(address(copy) == before, "a tensor of one owner is written in place")
    #expect(address(copy) % 64 == 0)
  }

  @Test func identityIsOfBitsAndEqualityOfNumbers() {
    let nan = Tensor([.nan])
    #expect(nan != nan && nan.isIdentical(to: nan))
    let (plus, minus) = (Tensor([0.0]), Tensor([-0.0]))
    #expect(plus == minus && !plus.isIdentical(to: minus))
    #expect(Tensor([1, 2]) != Tensor([1, 2], shape: [2, 1]))
  }

  @Test func rowsAreCutOutAndPutTogether() {
    let tensor = Tensor((0..<12).map(Float.init), shape: [4, 3])
    #expect(tensor.rows(1..<3) == Tensor([3, 4, 5, 6, 7, 8], shape: [2, 3]))
    #expect(tensor.rows(4..<4).shape == [0, 3])
    let parts = [tensor.rows(0..<1), tensor.rows(1..<1), tensor.rows(1..<4)]
    #expect(Tensor(concatenating: parts) == tensor)
  }

  @Test func emptyTensorsAndSingleNumbers() {
    #expect(Tensor([], shape: [0, 5]).scalars == [])
    #expect(Tensor(7).shape == [] && Tensor(7).scalar == 7)
    #expect(Tensor([8], shape: [1, 1]).scalar == 8)
  }
}
