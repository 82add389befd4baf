import Platform
import TensorEngine

/// The way from one vector to another along a great circle, in even steps of the angle. Where both
/// have nearly one direction, or nearly opposite ones, it is a straight line.
///
/// Shoemake 1985, "Animating rotation with quaternion curves", section 3.3; for the noise of a
/// generator White 2016, https://arxiv.org/abs/1609.04468
package struct SphericalPath {
  private let start: [Double]
  private let end: [Double]

  /// - Parameters:
  ///   - start: of any shape.
  ///   - end: as many numbers.
  package init(from start: Tensor, to end: Tensor) {
    require(start.count == end.count, "SphericalPath: \(start.shape) to \(end.shape)")
    self.start = start.scalars.map(Double.init)
    self.end = end.scalars.map(Double.init)
  }

  /// Points on the way, both ends among them: [count, width].
  ///
  /// - Parameter count: at least 2; the process stops otherwise.
  package func points(_ count: Int) -> Tensor {
    require(count >= 2, "SphericalPath: \(count) points")
    func length(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let lengths = length(start) * length(end)
    let product = zip(start, end).reduce(0) { $0 + $1.0 * $1.1 }
    let angle = lengths > 0 ? acos(min(1, max(-1, product / lengths))) : 0
    let isStraight = sin(angle) < 1e-6
    let values = (0..<count).flatMap { index -> [Float] in
      let part = Double(index) / Double(count - 1)
      let (a, b) =
        isStraight
        ? (1 - part, part) : (sin((1 - part) * angle) / sin(angle), sin(part * angle) / sin(angle))
      return zip(start, end).map { Float(a * $0 + b * $1) }
    }
    return Tensor(values, shape: [count, start.count])
  }
}
