import TensorEngine

/// Digits that the program draws itself, as people write them: a data set that needs no file.
///
/// A digit is one of the ways of `DigitOutlines`, its points moved a little, bent, slanted,
/// turned, stretched, drawn with a pen of some width that presses more here than there, and put
/// near the middle of 28x28 pixels. Digit number `i` of a seed is always the same, however many are
/// drawn.
public enum DrawnDigits {
  /// Height and width of an image, in pixels.
  public static let side = 28
  /// The most images that are drawn for training, and for testing.
  public static let largestCount = 1_000_000

  /// Training and test images of the ten classes, as equally many of each as the counts allow.
  ///
  /// - Parameters:
  ///   - count: training images, 10 to a million.
  ///   - testCount: test images, 0 to a million.
  ///   - seed: other digits for each.
  public static func dataset(
    count: Int = 6000, testCount: Int = 1000, seed: UInt64 = 0
  ) throws(DatasetError) -> ImageDataset {
    guard (10...largestCount).contains(count) else {
      throw .wrongCount(what: "count", value: count, lowest: 10, highest: largestCount)
    }
    guard (0...largestCount).contains(testCount) else {
      throw .wrongCount(what: "test count", value: testCount, lowest: 0, highest: largestCount)
    }
    return ImageDataset(
      name: "digits", height: side, width: side, classes: 10,
      training: try images(count, seed: seed, part: 0),
      test: try images(testCount, seed: seed, part: 1))
  }

  private static func images(
    _ count: Int, seed: UInt64, part: Int
  ) throws(DatasetError) -> LabelledImages {
    var pixels = [UInt8](repeating: 0, count: count * side * side)
    var labels: [UInt16] = []
    labels.reserveCapacity(count)
    for index in 0..<count {
      if index.isMultiple(of: 64), Interruption.isDue { throw .interrupted }
      let digit = index % 10
      var random = RandomStream(seed: seed, purpose: .digits, iteration: index, stream: part)
      let path = penPath(of: digit, using: &random)
      let softness = random.uniform(1.0, 1.3)
      path.draw(side: side, softness: softness, into: &pixels, at: index * side * side)
      labels.append(UInt16(digit))
    }
    return LabelledImages(pixels: pixels, labels: labels)
  }

  /// One handwriting of a digit, in pixels.
  private static func penPath(of digit: Int, using random: inout RandomStream) -> PenPath {
    let variants = DigitOutlines.variants[digit]
    let strokes = variants[random.index(below: variants.count)]
    let bend = random.uniform(-0.2, 0.2)
    let slant = random.uniform(-0.12, 0.42)
    let turn = random.uniform(-0.14, 0.14)
    let stretch = random.uniform(0.8, 1.3)
    // A place that two strokes share moves with both, so that they stay joined.
    var moved: [SIMD2<Float>: SIMD2<Float>] = [:]
    var lines: [[SIMD2<Float>]] = []
    for stroke in strokes {
      let points = stroke.points.map { point in
        if let known = moved[point] { return known }
        let wobble = SIMD2(random.uniform(-0.055, 0.055), random.uniform(-0.055, 0.055))
        var place = point + wobble - SIMD2(0.33, 0.5)
        place.x = place.x * stretch + bend * (0.25 - place.y * place.y) - slant * place.y
        place = SIMD2(place.x - turn * place.y, place.y + turn * place.x)
        moved[point] = place
        return place
      }
      lines.append(stroke.isCurved ? PenPath.smoothed(points, pieces: 5) : points)
    }
    return placed(lines, using: &random)
  }

  /// Scales the lines to the usual size, puts them near the middle, and gives the pen its width.
  private static func placed(
    _ lines: [[SIMD2<Float>]], using random: inout RandomStream
  ) -> PenPath {
    var low = SIMD2<Float>(repeating: .infinity)
    var high = SIMD2<Float>(repeating: -.infinity)
    for point in lines.joined() {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    let size = high - low
    let radius = random.uniform(0.9, 1.75)
    // The ink of MNIST's digits fits into 20x20 pixels.
    let wanted = random.uniform(17.5, 20.5) - 2 * radius
    let scale = min(wanted / size.y, wanted / size.x)
    let shift = SIMD2(random.uniform(-1.5, 1.5), random.uniform(-1.5, 1.5))
    let middle = SIMD2(repeating: Float(side) / 2) + shift
    let place = { (point: SIMD2<Float>) in (point - (low + high) / 2) * scale + middle }
    var path = PenPath()
    for line in lines {
      let pressure = SIMD2(random.uniform(0.8, 1.15), random.uniform(0.8, 1.15)) * radius
      let step = (pressure.y - pressure.x) / Float(max(1, line.count - 1))
      for index in 0..<(line.count - 1) {
        path.segments.append(
          PenPath.Segment(
            start: place(line[index]), end: place(line[index + 1]),
            startRadius: pressure.x + step * Float(index),
            endRadius: pressure.x + step * Float(index + 1)))
      }
    }
    return path
  }
}
