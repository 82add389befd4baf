import TensorEngine

/// A histogram as one short line of text, `▁▂▅█▆▂ ▁`.
public enum HistogramBar {
  /// How many of the finite values fall into each of `bins` equal parts from the lowest to the
  /// highest.
  public static func counts(of values: some Sequence<Float>, bins: Int) -> [Int] {
    require(bins > 0, "HistogramBar: \(bins) bins")
    let finite = values.filter(\.isFinite)
    var counts = [Int](repeating: 0, count: bins)
    guard let low = finite.min(), let high = finite.max() else { return counts }
    // In doubles, whose range holds the difference of any two floats.
    let width = (Double(high) - Double(low)) / Double(bins)
    for value in finite {
      let bin = width > 0 ? Int((Double(value) - Double(low)) / width) : bins / 2
      counts[min(bins - 1, bin)] += 1
    }
    return counts
  }

  /// One character for each count: a space for none, else a bar whose height is the share of the
  /// largest count, the lowest bar for the smallest share.
  ///
  /// - Parameters:
  ///   - counts: as ``counts(of:bins:)`` gives them.
  ///   - usesUnicode: eight bars; otherwise characters of growing weight.
  public static func text(counts: [Int], usesUnicode: Bool) -> String {
    let bars = Array(usesUnicode ? "▁▂▃▄▅▆▇█" : ".:-=+*#@")
    let most = max(1, counts.max() ?? 0)
    return String(
      counts.map { count in
        count <= 0 ? " " : bars[min(bars.count - 1, count * bars.count / (most + 1))]
      })
  }
}
