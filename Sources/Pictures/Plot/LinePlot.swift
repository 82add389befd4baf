import Platform

/// One or more series as lines in one frame, for the terminal, SVG or PNG.
public struct LinePlot: Sendable, Equatable {
  /// What is drawn, each in a colour of its own; only the values between the ends of the plot.
  public let series: [PlotSeries]
  /// What stands above the frame, if anything.
  public let title: String?
  /// What the horizontal axis counts.
  public let horizontalLabel: String
  /// Whether the vertical axis is one of powers of ten; values up to 0 are gaps then.
  public let isLogarithmic: Bool
  /// Vertical lines, as far as they lie between the ends of the plot.
  public let marks: [PlotMark]
  /// The first iteration, where it was asked for.
  private let from: Double?
  /// The last iteration, where it was asked for.
  private let to: Double?

  /// A plot of series, which share both axes.
  ///
  /// - Parameters:
  ///   - series: what is drawn; the colours follow their order.
  ///   - title: what stands above.
  ///   - horizontalLabel: what the horizontal axis counts.
  ///   - from: the first iteration that is drawn; that of the first value where nil.
  ///   - to: the last iteration that is drawn; that of the last value where nil.
  ///   - isLogarithmic: whether the vertical axis is one of powers of ten.
  ///   - marks: vertical lines.
  public init(
    series: [PlotSeries], title: String? = nil, horizontalLabel: String = "iteration",
    from: Int? = nil, to: Int? = nil, isLogarithmic: Bool = false, marks: [PlotMark] = []
  ) {
    let range = (from.map(Double.init) ?? -.infinity, to.map(Double.init) ?? .infinity)
    self.series = series.map { one in
      from == nil && to == nil
        ? one : one.within(min(range.0, range.1)...max(range.0, range.1))
    }
    self.title = title
    self.horizontalLabel = horizontalLabel
    self.isLogarithmic = isLogarithmic
    self.marks = marks
    self.from = from.map(Double.init)
    self.to = to.map(Double.init)
  }

  /// A point of a line: the iteration, and the height that its value is drawn at.
  struct Point: Equatable {
    var x: Double
    var y: Double
  }

  /// The range of what can be drawn.
  struct Bounds: Equatable {
    var x: ClosedRange<Double>
    /// In heights, as in ``LinePlot/height(of:)``.
    var y: ClosedRange<Double>
  }

  /// The height that a value is drawn at: itself, or its logarithm to base ten. Nil for a gap.
  func height(of value: Double) -> Double? {
    guard value.isFinite else { return nil }
    if !isLogarithmic { return value }
    return value > 0 ? log10(value) : nil
  }

  /// The range of what can be drawn; nil if there is nothing.
  var bounds: Bounds? {
    var x: ClosedRange<Double>?
    var y: ClosedRange<Double>?
    for one in series {
      for (iteration, value) in zip(one.iterations, one.values) {
        guard let height = height(of: value) else { continue }
        x = min(x?.lowerBound ?? iteration, iteration)...max(x?.upperBound ?? iteration, iteration)
        y = min(y?.lowerBound ?? height, height)...max(y?.upperBound ?? height, height)
      }
    }
    guard let x, let y else { return nil }
    let (from, to) = (from ?? x.lowerBound, to ?? x.upperBound)
    return Bounds(x: (min(from, to)...max(from, to)).widened, y: y.widened)
  }

  /// The labels of the vertical axis at the heights of their values.
  ///
  /// - Parameter room: how many there is room for.
  func verticalTicks(_ bounds: Bounds, room: Int) -> AxisTicks {
    isLogarithmic
      ? AxisTicks(ofPowersFrom: bounds.y.lowerBound, to: bounds.y.upperBound, atMost: room)
      : AxisTicks(from: bounds.y.lowerBound, to: bounds.y.upperBound, atMost: room)
  }

  /// The marks that lie between the ends of the plot, from the left.
  func marks(in bounds: Bounds) -> [PlotMark] {
    marks.filter { bounds.x.contains(Double($0.iteration)) }.sorted { $0.iteration < $1.iteration }
  }

  /// The colour of each series, counted from 0: that of a faint one is the colour of the next.
  var colors: [Int] {
    var color = 0
    return series.map { one in
      defer { color += one.isFaint ? 0 : 1 }
      return color
    }
  }

  /// In the order in which they are drawn: what is faint lies behind.
  var drawingOrder: [Int] {
    series.indices.filter { series[$0].isFaint } + series.indices.filter { !series[$0].isFaint }
  }

  /// The series that a legend of so many lines names: where it cannot name all, its last line is for
  /// how many are missing, unless it is the only one.
  func legendEntries(_ all: [Int], rows: Int) -> [Int] {
    Array(all.prefix(all.count > rows ? max(1, rows - 1) : rows))
  }

  /// What a legend says of the series that it does not name; nil where there are none.
  func moreText(_ count: Int) -> String? { count > 0 ? "and \(count) more" : nil }

  /// What is said in place of a plot without a value that can be drawn.
  var emptyText: String {
    if series.isEmpty { return "nothing to plot" }
    let names = series.map(\.name).joined(separator: ", ")
    let what = isLogarithmic ? "value above 0" : "finite value"
    return "nothing to plot: \(names) \(series.count == 1 ? "has" : "have") no \(what)"
      + (from == nil && to == nil ? " yet" : " there")
  }
}

extension ClosedRange<Double> {
  /// Where a value lies between the ends, 0 to 1.
  func share(of value: Double) -> Double {
    // Halves, because the difference of two large numbers may not be finite.
    (value / 2 - lowerBound / 2) / (upperBound / 2 - lowerBound / 2)
  }

  /// A range that has a length worth dividing by, even around a single value.
  var widened: ClosedRange<Double> {
    let size = Swift.max(lowerBound.magnitude, upperBound.magnitude)
    guard upperBound - lowerBound <= size * 1e-9 else { return self }
    let margin = size > 0 ? size * 0.05 : 1
    return (lowerBound - margin)...(upperBound + margin)
  }
}
