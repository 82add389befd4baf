import TensorEngine

extension ImageDataset {
  /// A training image, and how far it is from another one.
  package struct Neighbor: Equatable, Sendable {
    package let index: Int
    package let label: Int
    /// The Euclidean distance of the pixels, which are in [-1, 1].
    package let distance: Double
  }

  /// How many images meet those that are asked about at once: 6 MB of 28x28 pixels as numbers.
  private static let imagesPerProduct = 2048

  /// The training images nearest to others, for each the nearest first; of those that are as near as
  /// each other, the earlier one.
  ///
  /// - Parameters:
  ///   - images: [n, height, width, 1] in [-1, 1]; the process stops otherwise.
  ///   - count: how many for each; fewer where there are no more.
  ///   - label: the class to look in; nil for all.
  ///   - poll: called now and then; what it throws ends the search.
  package func nearest(
    to images: Tensor, count: Int, label: Int? = nil, poll: () throws -> Void = {}
  ) throws -> [[Neighbor]] {
    let (asked, size) = (images.shape[0], height * width)
    require(
      images.shape == [asked, height, width, 1], "ImageDataset.nearest: images \(images.shape)")
    let factor = images.reshaped(to: [asked, size]).transposed([1, 0])
    // By |a - b|² = |a|² + |b|² - 2 a·b, whose rounding may change the order of what is nearly as near:
    // a few more are kept, of which the distances are then computed as they are defined.
    var best = [[Candidate]](repeating: [], count: asked)
    let kept = count + 16
    for first in stride(from: 0, to: training.count, by: Self.imagesPerProduct) {
      try poll()
      let all = first..<min(first + Self.imagesPerProduct, training.count)
      let indices = all.filter { label == nil || training.label(at: $0) == label }
      guard !indices.isEmpty else { continue }
      let part = trainingImages(at: indices).reshaped(to: [indices.count, size])
      let products = part.matrixProduct(factor)
      part.withUnsafeBuffer { pixels in
        products.withUnsafeBuffer { products in
          for (row, index) in indices.enumerated() {
            var square: Float = 0
            for pixel in row * size..<(row + 1) * size { square += pixels[pixel] * pixels[pixel] }
            for image in 0..<asked {
              let candidate = Candidate(
                index: index, value: square - 2 * products[row * asked + image])
              Self.insert(candidate, into: &best[image], kept)
            }
          }
        }
      }
    }
    return best.enumerated().map { image, candidates in
      let own = images.rows(image..<image + 1)
      let neighbors = candidates.map { candidate in
        Neighbor(
          index: candidate.index, label: training.label(at: candidate.index),
          distance: Self.distance(own, trainingImages(at: [candidate.index])))
      }
      return Array(
        neighbors.sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }.prefix(count))
    }
  }

  private struct Candidate {
    let index: Int
    /// The square of the distance, less what is the same for all candidates.
    let value: Float
  }

  /// Puts a candidate at its place among the best ones.
  private static func insert(_ candidate: Candidate, into best: inout [Candidate], _ most: Int) {
    if best.count == most {
      guard let last = best.last, candidate.value < last.value else { return }
      best.removeLast()
    }
    let place = best.firstIndex { candidate.value < $0.value } ?? best.count
    best.insert(candidate, at: place)
  }

  private static func distance(_ a: Tensor, _ b: Tensor) -> Double {
    a.withUnsafeBuffer { a in
      b.withUnsafeBuffer { b in
        var sum = 0.0
        for (x, y) in zip(a, b) {
          let difference = Double(x) - Double(y)
          sum += difference * difference
        }
        return sum.squareRoot()
      }
    }
  }
}
