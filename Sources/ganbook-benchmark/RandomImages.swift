import GANs
import TensorEngine

/// Images of random pixels with random labels, the size of MNIST's.
struct RandomImages: TrainingData {
  let imageCount: Int
  let imageSide = 28
  let classCount = 10
  private let pixels: [Float]
  private let classes: [Int]

  init(count: Int) {
    imageCount = count
    var random = RandomStream(seed: 1, purpose: .data)
    let imageLength = imageSide * imageSide
    pixels = (0..<count * imageLength).map { _ in random.uniform() * 2 - 1 }
    let classCount = classCount
    classes = (0..<count).map { _ in random.index(below: classCount) }
  }

  func images(at indices: [Int]) -> Tensor {
    let length = imageSide * imageSide
    var batch: [Float] = []
    batch.reserveCapacity(indices.count * length)
    for index in indices { batch += pixels[index * length..<(index + 1) * length] }
    return Tensor(batch, shape: [indices.count, imageSide, imageSide, 1])
  }

  func labels(at indices: [Int]) -> [Int] { indices.map { classes[$0] } }
}
