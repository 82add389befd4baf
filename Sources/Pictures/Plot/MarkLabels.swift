/// Where the labels of vertical lines stand above a frame: in as many lines of text as it takes that
/// none covers another, or the line of another, up to a bound: what has no room is left out.
struct MarkLabels {
  struct Place: Equatable {
    /// Where the label begins.
    let start: Double
    /// The line of text, 0 the highest; nil where there is no room for the label.
    let row: Int?
  }

  private(set) var places: [Place]
  let rows: Int

  /// - Parameters:
  ///   - columns: where the lines stand, from the left.
  ///   - widths: of the labels.
  ///   - gap: between a line and its label.
  ///   - limit: where labels have to end.
  ///   - most: how many lines of text there may be.
  init(columns: [Double], widths: [Double], gap: Double, limit: Double, most: Int) {
    /// By line of text from the lowest, what is taken.
    var taken: [[ClosedRange<Double>]] = []
    places = columns.map { Place(start: $0, row: nil) }
    // From the right: the line of a mark crosses what is below its label.
    for index in columns.indices.reversed() {
      let column = columns[index]
      let isRight = column + gap + widths[index] <= limit
      let start = isRight ? column + gap : max(0, column - gap - widths[index])
      let range = start...(start + widths[index] + gap)
      let line = (column - gap / 2)...(column + gap / 2)
      func isFree(_ row: Int) -> Bool {
        !taken[row].contains { $0.overlaps(range) || $0.overlaps(line) }
          && !taken[..<row].contains { $0.contains { $0.overlaps(line) } }
      }
      let row = taken.indices.first(where: isFree) ?? taken.count
      guard row < most else { continue }
      if row == taken.count { taken.append([]) }
      taken[row].append(range)
      for below in 0..<row { taken[below].append(line) }
      places[index] = Place(start: start, row: row)
    }
    rows = taken.count
    let count = taken.count
    places = places.map { place in
      Place(start: place.start, row: place.row.map { count - 1 - $0 })
    }
  }
}
