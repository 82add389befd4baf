/// Progress: lines drawn over themselves where a terminal can, whole lines now and then elsewhere.
package final class LiveRegion {
  private let isLive: Bool
  private let columns: () -> Int
  private let now: () -> ContinuousClock.Instant
  private let write: (String) -> Void
  private var drawnRows = 0
  private var lastDrawn: ContinuousClock.Instant?
  private var lastLine: ContinuousClock.Instant
  /// What was not drawn because the last drawing was too short ago.
  private var waiting: [String]?

  /// Between two drawings: faster than this nobody reads, and each costs the training time.
  private static let drawingInterval = Duration.milliseconds(66)
  /// Between two whole lines in a log.
  private static let lineInterval = Duration.seconds(10)

  package init(
    isLive: Bool, columns: @escaping () -> Int,
    now: @escaping () -> ContinuousClock.Instant = { .now }, write: @escaping (String) -> Void
  ) {
    self.isLive = isLive
    self.columns = columns
    self.now = now
    self.write = write
    lastLine = now()
  }

  /// Shows where things stand.
  ///
  /// - Parameters:
  ///   - status: one line.
  ///   - picture: lines that go above it on a terminal, no wider than it; they may hold control sequences.
  ///
  /// - Returns: false where the state is not told: a log had a line too short ago.
  @discardableResult
  package func show(_ status: String, picture: [String] = []) -> Bool {
    let time = now()
    guard isLive else {
      guard time - lastLine >= Self.lineInterval else { return false }
      lastLine = time
      write(status + "\n")
      return true
    }
    // The last column stays free: many terminals wrap as soon as it is written to.
    let lines = picture + [ScreenLayout.prefix(of: status, columns: max(columns() - 1, 1))]
    if let lastDrawn, time - lastDrawn < Self.drawingInterval {
      waiting = lines
      return true
    }
    lastDrawn = time
    draw(lines)
    return true
  }

  /// Takes the drawing away, so that something else can be written in its place.
  package func clear() {
    guard isLive else { return }
    waiting = nil
    lastDrawn = nil
    guard drawnRows > 0 else { return }
    write(erasure)
    drawnRows = 0
  }

  /// Leaves the last state on the screen and goes below it.
  package func finish() {
    guard isLive else { return }
    if let waiting { draw(waiting) }
    waiting = nil
    lastDrawn = nil
    if drawnRows > 0 { write("\n") }
    drawnRows = 0
  }

  private func draw(_ lines: [String]) {
    waiting = nil
    write(erasure + lines.joined(separator: "\r\n"))
    drawnRows = lines.count
  }

  /// To the start of the first drawn row, and away with everything from there.
  private var erasure: String {
    switch drawnRows {
    case 0: ""
    case 1: "\r\u{1B}[K"
    default: "\r\u{1B}[\(drawnRows - 1)A\u{1B}[J"
    }
  }
}
