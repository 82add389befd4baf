/// What a pen leaves on a small square of paper: strokes as discs dragged along, with soft edges.
struct PenPath {
  /// One straight piece: from where to where, in pixels, with the radius of the pen at both ends.
  struct Segment {
    var start: SIMD2<Float>
    var end: SIMD2<Float>
    var startRadius: Float
    var endRadius: Float
  }

  var segments: [Segment] = []

  /// The pieces of a curve through the points: a uniform Catmull-Rom spline,
  /// https://doi.org/10.1016/B978-0-12-079050-0.50020-5, whose ends are its end points.
  static func smoothed(_ points: [SIMD2<Float>], pieces: Int) -> [SIMD2<Float>] {
    guard points.count > 2 else { return points }
    var result = [points[0]]
    for index in 0..<(points.count - 1) {
      let p1 = points[index]
      let p2 = points[index + 1]
      let p0 = index > 0 ? points[index - 1] : p1
      let p3 = index + 2 < points.count ? points[index + 2] : p2
      for piece in 1...pieces {
        let t = Float(piece) / Float(pieces)
        let linear = (p2 - p0) * t
        let quadratic = (2 * p0 - 5 * p1 + 4 * p2 - p3) * (t * t)
        let cubic = (3 * p1 - p0 - 3 * p2 + p3) * (t * t * t)
        result.append(0.5 * (2 * p1 + linear + quadratic + cubic))
      }
    }
    return result
  }

  /// Draws into a square of `side * side` bytes, 0 where the pen never was.
  ///
  /// - Parameter softness: the width of the edge, in pixels, over which ink fades out.
  func draw(side: Int, softness: Float, into pixels: inout [UInt8], at offset: Int) {
    // Sums, products, quotients and square roots alone: every processor rounds these alike, so it
    // draws the same bytes. Sines and powers come from libraries that differ.
    var ink = [Float](repeating: 0, count: side * side)
    for segment in segments {
      let radius = max(segment.startRadius, segment.endRadius) + softness
      let low = pointwiseMin(segment.start, segment.end) - radius
      let high = pointwiseMax(segment.start, segment.end) + radius
      let columns = max(0, Int(low.x))...min(side - 1, max(0, Int(high.x)))
      let rows = max(0, Int(low.y))...min(side - 1, max(0, Int(high.y)))
      let along = segment.end - segment.start
      let squaredLength = max((along * along).sum(), 1e-12)
      for row in rows {
        for column in columns {
          let pixel = SIMD2(Float(column) + 0.5, Float(row) + 0.5) - segment.start
          let t = min(1, max(0, (pixel * along).sum() / squaredLength))
          let distance = pixel - t * along
          let pen = segment.startRadius + t * (segment.endRadius - segment.startRadius)
          let squaredDistance = (distance * distance).sum()
          let reach = pen + softness / 2
          if squaredDistance >= reach * reach { continue }
          let value = (reach - squaredDistance.squareRoot()) / softness
          let index = row * side + column
          if value > ink[index] { ink[index] = value }
        }
      }
    }
    for (index, value) in ink.enumerated() {
      pixels[offset + index] = UInt8(min(1, value) * 255 + 0.5)
    }
  }
}
