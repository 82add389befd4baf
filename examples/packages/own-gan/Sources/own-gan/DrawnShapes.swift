import GANs
import TensorEngine

/// White discs, squares and triangles on black: image number `i` is always the same, and shows class
/// `i % 3`.
struct DrawnShapes: TrainingData {
  let imageCount = 3000
  let imageSide = 16
  let classCount = 3

  func labels(at indices: [Int]) -> [Int] { indices.map { $0 % classCount } }

  func images(at indices: [Int]) -> Tensor {
    Tensor(indices.flatMap(pixels), shape: [indices.count, imageSide, imageSide, 1])
  }

  /// One image row by row, in [-1, 1].
  private func pixels(of index: Int) -> [Float] {
    var random = RandomStream(seed: 1, purpose: .user, iteration: index)
    let (centerX, centerY) = (random.uniform(6.5, 8.5), random.uniform(6.5, 8.5))
    let radius = random.uniform(4, 6)
    return (0..<imageSide * imageSide).map { place in
      let x = Float(place % imageSide) - centerX
      let y = Float(place / imageSide) - centerY
      let distance =
        switch index % classCount {
        case 0: (x * x + y * y).squareRoot() - radius
        case 1: max(abs(x), abs(y)) - radius * 0.8
        default: max(abs(x) * 0.866 - y * 0.5, y) - radius * 0.55
        }
      // The edge is two pixels wide, so that it has shades.
      return max(-1, min(1, -distance))
    }
  }
}
