import Foundation
import TensorEngine
import Testing

/// A mistake that stops the process, and what standard error says then.
private struct Fault: Sendable, CustomTestStringConvertible {
  let message: String
  let make: @Sendable () throws -> Void
  var testDescription: String { message }
}

private func zeros(_ shape: Shape) -> Variable { Variable(constant: Tensor(zeros: shape)) }

private let tensorFaults: [Fault] = [
  Fault(message: "Shape: an extent of [2, -1] is negative") { _ = Shape([2, -1]) },
  Fault(message: "Shape: 2x3 has no axis 2") { _ = Shape([2, 3])[2] },
  Fault(message: "Shape: scalar has no axis -1") { _ = Shape([])[-1] },
  Fault(message: "Tensor: 3 elements do not fill the shape 2x2") {
    _ = Tensor([1, 2, 3], shape: [2, 2])
  },
  Fault(message: "Tensor.scalar: a tensor of shape 2 is not one number") {
    _ = Tensor([1, 2]).scalar
  },
  Fault(message: "reshape: 2x3 has 6 elements, 4 has 4") {
    _ = Tensor(zeros: [2, 3]).reshaped(to: [4])
  },
  Fault(message: "slice: axis 0 of 2x3 has no positions 1..<3") {
    _ = Tensor(zeros: [2, 3]).rows(1..<3)
  },
  Fault(message: "concatenate: the shapes do not fit along axis 0: [2x3, 2x4]") {
    _ = Tensor(concatenating: [Tensor(zeros: [2, 3]), Tensor(zeros: [2, 4])])
  },
  Fault(message: "Tensor.add: the shapes differ: 2 and 3") {
    var sum = Tensor(zeros: [2])
    sum.add(Tensor(zeros: [3]))
  },
  Fault(message: "+: the shapes do not fit: 2x3 and 2") {
    _ = Tensor(zeros: [2, 3]) + Tensor(zeros: [2])
  },
  Fault(message: "sum: [2] are no different axes of 2x3") {
    _ = Tensor(zeros: [2, 3]).sum(axes: [2])
  },
  Fault(message: "mean: [0, -2] are no different axes of 2x3") {
    _ = Tensor(zeros: [2, 3]).mean(axes: [0, -2])
  },
  Fault(message: "max: there are no elements along the axes [1] of 2x0") {
    _ = Tensor(zeros: [2, 0]).max(axes: [1])
  },
  Fault(message: "RandomStream.index: the bound 0 is not in 1 ... 2^32") {
    var random = RandomStream(seed: 1, purpose: .user)
    _ = random.index(below: 0)
  },
]

private let tapeFaults: [Fault] = [
  Fault(message: "Tape: a variable of shape 2 is of another tape") {
    _ = Tape().add(Tape().variable(Tensor([1, 2])), zeros([2]))
  },
  Fault(message: "Tape: a variable of shape scalar is of another tape") {
    _ = try Tape().gradients(of: Tape().variable(Tensor(1)))
  },
  Fault(message: "Tape.gradients: a variable of shape 3 is of another tape") {
    let tape = Tape()
    let gradients = try tape.gradients(of: tape.variable(Tensor(1)))
    _ = gradients[Tape().variable(Tensor([1, 2, 3]))]
  },
  Fault(message: "Tape: its gradients were taken, record on a new one") {
    let tape = Tape()
    let x = tape.variable(Tensor(1))
    _ = try tape.gradients(of: x)
    _ = try tape.gradients(of: x)
  },
  Fault(message: "Tape: its gradients were taken, record on a new one") {
    let tape = Tape()
    let x = tape.variable(Tensor(1))
    _ = try tape.gradients(of: x)
    _ = tape.add(x, x)
  },
  Fault(message: "Tape: its gradients were taken, record on a new one") {
    let tape = Tape()
    _ = try tape.gradients(of: tape.variable(Tensor(1)))
    _ = tape.variable(Tensor(2))
  },
  Fault(message: "Tape.gradients: a result of shape 2 needs a seed of that shape, not none") {
    let tape = Tape()
    _ = try tape.gradients(of: tape.variable(Tensor([1, 2])))
  },
  Fault(message: "Tape.gradients: a result of shape 2 needs a seed of that shape, not 3") {
    let tape = Tape()
    _ = try tape.gradients(of: tape.variable(Tensor([1, 2])), seed: Tensor(zeros: [3]))
  },
  Fault(message: "Tape.record: the pullback gives 2 gradients for 1 operands") {
    let tape = Tape()
    let x = tape.variable(Tensor(1))
    _ = try tape.gradients(of: tape.record(Tensor(1), from: [x]) { dy, _ in [dy, nil] })
  },
  Fault(message: "Tape.record: the pullback gives scalar for an operand of 2") {
    let tape = Tape()
    let x = tape.variable(Tensor([1, 2]))
    _ = try tape.gradients(of: tape.record(Tensor(1), from: [x]) { dy, _ in [dy] })
  },
]

private let operationFaults: [Fault] = [
  Fault(message: "add: the shapes do not fit: 2x3 and 2x2") {
    _ = Tape().add(zeros([2, 3]), zeros([2, 2]))
  },
  Fault(message: "divide: the shapes do not fit: 4 and 3") {
    _ = Tape().divide(zeros([4]), zeros([3]))
  },
  Fault(message: "matmul: the shapes do not fit: 2x3 and 2x3") {
    _ = Tape().matmul(zeros([2, 3]), zeros([2, 3]))
  },
  Fault(message: "matmul: no matrices: 3 and 3x2") {
    _ = Tape().matmul(zeros([3]), zeros([3, 2]))
  },
  Fault(message: "matmul: the shapes do not fit: 2x1x3 and 3x3x1") {
    _ = Tape().matmul(zeros([2, 1, 3]), zeros([3, 3, 1]))
  },
  Fault(message: "transpose: [0] does not name each axis of 2x3 once") {
    _ = Tape().transpose(zeros([2, 3]), axes: [0])
  },
  Fault(message: "transpose: [1, 1] are no different axes of 2x3") {
    _ = Tape().transpose(zeros([2, 3]), axes: [1, 1])
  },
  Fault(message: "gather: x 2x3 has no row 2") { _ = Tape().gather(zeros([2, 3]), rows: [0, 2]) },
  Fault(message: "max: [3] are no different axes of 2x3") {
    _ = Tape().max(zeros([2, 3]), axis: 3)
  },
  Fault(message: "softmax: x is a scalar") { _ = Tape().softmax(zeros([])) },
  Fault(message: "depthToSpace: x 1x2x2x6 has no channels for blocks of 2x2") {
    _ = Tape().depthToSpace(zeros([1, 2, 2, 6]), blockSize: 2)
  },
  Fault(message: "averagePooling: x 2x3 is no batch of images") {
    _ = Tape().averagePooling(zeros([2, 3]), size: 2)
  },
  Fault(message: "maxPooling: windows 3x3 with stride 3 have no room in x 1x2x4x1") {
    _ = Tape().maxPooling(zeros([1, 2, 4, 1]), size: 3)
  },
  Fault(message: "convolution: x 1x5x5x3 does not fit weight 3x3x2x4") {
    _ = Tape().convolution(zeros([1, 5, 5, 3]), weight: zeros([3, 3, 2, 4]), bias: nil)
  },
  Fault(message: "convolution: bias 3 does not fit weight 3x3x3x4, which has 4 outputs") {
    _ = Tape().convolution(zeros([1, 5, 5, 3]), weight: zeros([3, 3, 3, 4]), bias: zeros([3]))
  },
  Fault(message: "convolution: weight 3x3x1x1 with stride 0 has no room in x 1x5x5x1") {
    _ = Tape().convolution(zeros([1, 5, 5, 1]), weight: zeros([3, 3, 1, 1]), bias: nil, stride: 0)
  },
  Fault(message: "convolution: weight 6x6x1x1 with stride 1 has no room in x 1x5x5x1") {
    _ = Tape().convolution(
      zeros([1, 5, 5, 1]), weight: zeros([6, 6, 1, 1]), bias: nil, padding: .valid)
  },
  Fault(message: "transposedConvolution: x 1x5x5x3 does not fit weight 3x3x3x4") {
    _ = Tape().transposedConvolution(zeros([1, 5, 5, 3]), weight: zeros([3, 3, 3, 4]), bias: nil)
  },
  Fault(
    message: "transposedConvolution: bias 4 does not fit weight 3x3x2x4, which has 2 outputs"
  ) {
    _ = Tape().transposedConvolution(
      zeros([1, 5, 5, 4]), weight: zeros([3, 3, 2, 4]), bias: zeros([4]))
  },
  Fault(message: "upsamplingConvolution: x 1x5x5x3 does not fit weight 5x5x3x4") {
    _ = Tape().upsamplingConvolution(zeros([1, 5, 5, 3]), weight: zeros([5, 5, 3, 4]), bias: nil)
  },
  Fault(message: "dense: x 2x3 does not fit weight 4x5") {
    _ = Tape().dense(zeros([2, 3]), weight: zeros([4, 5]), bias: nil)
  },
  Fault(message: "dense: x 2x3x3x1 does not fit weight 9x5") {
    _ = Tape().dense(zeros([2, 3, 3, 1]), weight: zeros([9, 5]), bias: nil)
  },
  Fault(message: "batchNormalization: gamma 2 and beta 3 do not fit x 4x3") {
    _ = Tape().batchNormalization(zeros([4, 3]), gamma: zeros([2]), beta: zeros([3]), epsilon: 1)
  },
  Fault(message: "dropout: rate 1.0 is not in 0 ..< 1") {
    _ = Tape().dropout(zeros([2]), rate: 1, random: RandomStream(seed: 1, purpose: .dropout))
  },
  Fault(message: "labelGate: x 2x3 does not fit embedding 10x4") {
    _ = Tape().labelGate(zeros([2, 3]), embedding: zeros([10, 4]), labels: [0, 1])
  },
  Fault(message: "labelGate: x 2x3 has the label 10, there are 10 classes") {
    _ = Tape().labelGate(zeros([2, 3]), embedding: zeros([10, 3]), labels: [0, 10])
  },
  Fault(message: "softmaxCrossEntropy: logits 2x3 needs 2 labels, there are 1") {
    _ = Tape().softmaxCrossEntropy(zeros([2, 3]), labels: [0])
  },
  Fault(message: "meanSquaredError: predictions 2x3 and targets 3") {
    _ = Tape().meanSquaredError(zeros([2, 3]), targets: Tensor(zeros: [3]))
  },
  Fault(message: "zeroPadding: x 2x3 is no batch of images") {
    _ = Tape().zeroPadding(zeros([2, 3]))
  },
]

private let faults = tensorFaults + tapeFaults + operationFaults

/// Mistakes say what is wrong and with which shapes, in the build that the tests are built in: a
/// release build, in the project's own check.
@Suite struct FaultTests {
  @Test(arguments: faults.indices) func theProcessStopsWithOneLine(number: Int) async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [number] in
      try faults[number].make()
    }
    let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(text == "TensorEngine: \(faults[number].message)\n")
  }
}
