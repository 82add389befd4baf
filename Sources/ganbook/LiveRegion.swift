/// Progress on a terminal: lines drawn over themselves.
package final class LiveRegion {
  private let columns: () -> Int
  private let now: () -> ContinuousClock.Instant
  private let write: (String) -> Void
  /// The widths of the lines that stand on the screen.
  private var drawn: [Int] = []
  private var lastDrawn: ContinuousClock.Instant?
  /// What was not drawn because the last drawing was too short ago.
  private var waiting: [String]?

  /// Between two drawings: faster than this nobody reads, and each costs the training time.
  private static let drawingInterval = Duration.milliseconds(66)

  package init(
    columns: @escaping () -> Int, now: @escaping () -> ContinuousClock.Instant = { .now },
    write: @escaping (String) -> Void
  ) {
    self.columns = columns
    self.now = now
    self.write = write
  }

  /// Shows where things stand.
  ///
  /// - Parameters:
  ///   - status: one line.
  ///   - picture: lines that go above it on a terminal, no wider than it; they may hold control
  ///     sequences.
  package func show(_ status: String, picture: [String] = []) {
    let time = now()
    // The last column stays free: many terminals wrap as soon as it is written to.
    let lines = picture + [ScreenLayout.prefix(of: status, columns: max(columns() - 1, 1))]
    if let lastDrawn, time - lastDrawn < Self.drawingInterval {
      waiting = lines
      return
    }
    lastDrawn = time
    draw(lines)
  }

  /// Takes the drawing away, so that something else can be written in its place.
  package func clear() {
    waiting = nil
    lastDrawn = nil
    guard !drawn.isEmpty else { return }
    write("\(toTop)\u{1B}[J")
    drawn = []
  }

  /// Leaves the last state on the screen and goes below it.
  package func finish() {
    if let waiting { draw(waiting) }
    waiting = nil
    lastDrawn = nil
    if !drawn.isEmpty { write("\n") }
    drawn = []
  }

  /// Over what stands there, each line cleared behind its end only: clearing all of it first would
  /// flicker.
  private func draw(_ lines: [String]) {
    waiting = nil
    guard !drawn.isEmpty else {
      write(lines.joined(separator: "\r\n"))
      drawn = lines.map(ScreenLayout.visibleWidth)
      return
    }
    let top = toTop
    drawn = lines.map(ScreenLayout.visibleWidth)
    write(top + lines.map { $0 + "\u{1B}[K" }.joined(separator: "\r\n") + "\u{1B}[J")
  }

  /// To the start of the first drawn row. In a window that has become narrower, lines are taken to
  /// have been wrapped, as most terminals do it.
  private var toTop: String {
    let columns = max(columns(), 1)
    let rows = drawn.reduce(0) { $0 + max(1, ($1 + columns - 1) / columns) }
    return rows > 1 ? "\r\u{1B}[\(rows - 1)A" : "\r"
  }
}
