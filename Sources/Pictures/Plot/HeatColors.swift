/// The colours of heat maps: dark and blue to light and yellow, even to the eye and to the
/// colour-blind.
enum HeatColors {
  /// Points of viridis by Smith, van der Walt and Firing, https://bids.github.io/colormap/
  private static let points: [RGB] = [
    0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6ECE58, 0xB5DE2B,
    0xFDE725,
  ].map { RGB($0) }

  /// - Parameter share: from 0, the lowest, to 1.
  static func color(_ share: Double) -> RGB {
    let place = min(1, max(0, share)) * Double(points.count - 1)
    let index = min(points.count - 2, Int(place))
    return points[index].mixed(with: points[index + 1], share: place - Double(index))
  }
}
