import TensorEngine

/// Fakes and real images of the classes, to be compared with each other.
///
/// Where a kind has no labels, all images are of one group. Of more than 20 classes as many are looked
/// at, spread over all.
struct HealthSample {
  /// The largest number of classes that are looked at.
  private static let mostClasses = 20
  /// Without classes as many images as of so many of them.
  private static let classesOfAGroup = 4

  /// The classes that are looked at, one nil for all images together.
  let groups: [Int?]
  /// [groups · images per class, side, side, 1] in [-1, 1]; the n-th is of group n mod groups.
  let fakes: Tensor
  /// The labels that they were made of; empty for a kind without.
  let fakeLabels: [Int]
  /// Noise that they were made of.
  let noise: Tensor
  /// Real images in the same order; nil without data. Of a class with fewer images there are repeats.
  let real: Tensor?
  /// Which images of the data they are.
  private let realIndices: [Int]
  /// Their labels.
  let realLabels: [Int]

  init(_ evidence: HealthEvidence, imagesPerClass: Int, poll: () throws -> Void) throws {
    let run = evidence.run
    let hasLabels = run.kind.generatorTakesLabels
    let drawn = evidence.data?.drawnClasses ?? Array(0..<run.images.classes)
    let classes = Self.some(of: drawn.isEmpty ? [0] : drawn)
    groups = hasLabels ? classes.map(Optional.some) : [nil]
    let count = hasLabels ? classes.count * imagesPerClass : Self.classesOfAGroup * imagesPerClass
    fakeLabels = hasLabels ? (0..<count).map { classes[$0 % classes.count] } : []
    var random = evidence.random(.noise)
    noise = random.normal(shape: [count, run.hyperparameters.latentWidth])
    fakes = try run.generate(noise: noise, labels: fakeLabels, poll: poll)
    guard let data = evidence.data else {
      (real, realIndices, realLabels) = (nil, [], [])
      return
    }
    random = evidence.random(.images)
    let all = Array(0..<data.imageCount)
    let indices: [Int]
    if hasLabels {
      var byClass: [Int: Lots] = [:]
      for (label, indices) in Dictionary(
        grouping: zip(data.labels(at: all), all), by: \.0)
      {
        byClass[label] = Lots(indices.map(\.1))
      }
      indices = fakeLabels.compactMap { byClass[$0]?.draw(using: &random) }
    } else {
      var lots = Lots(all)
      indices = (0..<count).compactMap { _ in lots.draw(using: &random) }
    }
    // Every class that is drawn has images; data that breaks its word is not compared with.
    real = indices.count == count ? data.images(at: indices) : nil
    realIndices = indices
    realLabels = data.labels(at: indices)
  }

  private static func some(of classes: [Int]) -> [Int] {
    guard classes.count > mostClasses else { return classes }
    return (0..<mostClasses).map { classes[$0 * classes.count / mostClasses] }
  }

  /// The name of a group: `class 3`, `fakes`.
  func name(_ group: Int) -> String { groups[group].map { "class \($0)" } ?? "fakes" }

  /// The rows of a group.
  func rows(_ group: Int) -> [Int] {
    Array(stride(from: group, to: fakes.shape[0], by: groups.count))
  }

  /// The rows of a group's real images, each image once.
  func realRows(_ group: Int) -> [Int] {
    var seen: Set<Int> = []
    return rows(group).filter { seen.insert(realIndices[$0]).inserted }
  }

  /// The mean Euclidean distance of all pairs of rows; 0 where there are none.
  static func spread(of images: Tensor, rows: [Int]) -> Double {
    let size = images.count / max(1, images.shape[0])
    var (sum, pairs) = (0.0, 0)
    images.withUnsafeBuffer { pixels in
      for (place, a) in rows.enumerated() {
        for b in rows[..<place] {
          var squares: Float = 0
          for pixel in 0..<size {
            let difference = pixels[a * size + pixel] - pixels[b * size + pixel]
            squares += difference * difference
          }
          sum += Double(squares).squareRoot()
          pairs += 1
        }
      }
    }
    return pairs > 0 ? sum / Double(pairs) : 0
  }
}

/// Numbers that are drawn in random order; when all were drawn, they are drawn anew.
private struct Lots {
  /// Those that were drawn are at the end.
  private var numbers: [Int]
  private var rest: Int

  init(_ numbers: [Int]) {
    self.numbers = numbers
    rest = numbers.count
  }

  /// The next one; nil where there are none at all.
  mutating func draw(using random: inout RandomStream) -> Int? {
    guard !numbers.isEmpty else { return nil }
    if rest == 0 { rest = numbers.count }
    let place = random.index(below: rest)
    rest -= 1
    numbers.swapAt(place, rest)
    return numbers[rest]
  }
}
