import Language
import Pictures

/// Where a training stands.
package struct Progress: Equatable, Sendable {
  /// A figure with its name, in the order in which they are shown.
  package struct Figure: Equatable, Sendable {
    package let name: String
    package let value: Double
    /// Whether it only explains another one: the first to go where there is no room.
    package let isDetail: Bool

    package init(_ name: String, _ value: Double, isDetail: Bool = false) {
      self.name = name
      self.value = value
      self.isDetail = isDetail
    }

    var text: String { "\(name) \(NumberText.fixed(value, decimals: 3))" }
  }

  /// The least time between two of one training: what shows them takes fewer still.
  static let interval = Duration.milliseconds(100)

  /// Iterations done since the model was built.
  package let iteration: Int
  /// The iteration that this training ends at.
  package let target: Int
  package let figures: [Figure]
  package let iterationsPerSecond: Double?
  package let secondsLeft: Double?
  /// A sheet of generated digits, if it was asked for.
  package let picture: Sheet?
  /// Whether the training has ended, so that this one is to stay.
  package let isLast: Bool

  /// What is going on, where that is no training: a download.
  package let note: String?

  /// Where something else than a training stands, in one line.
  package init(note: String, isLast: Bool = false) {
    self.init(iteration: 0, target: 0, figures: [], isLast: isLast, note: note)
  }

  package init(
    iteration: Int, target: Int, figures: [Figure], iterationsPerSecond: Double? = nil,
    secondsLeft: Double? = nil, picture: Sheet? = nil, isLast: Bool = false,
    note: String? = nil
  ) {
    self.note = note
    self.iteration = iteration
    self.target = target
    self.figures = figures
    self.iterationsPerSecond = iterationsPerSecond
    self.secondsLeft = secondsLeft
    self.picture = picture
    self.isLast = isLast
  }

  /// One line: `iteration 200/14000  d 0.693 …  20.5/s  11 min left`.
  package var line: String { line(figures: figures) }

  /// One line that is no wider than so many columns, if that can be: what matters least goes first.
  ///
  /// The time left stays longest: it is what somebody who waits looks for.
  package func line(fitting columns: Int) -> String {
    let main = figures.filter { !$0.isDetail }
    var candidates = [line, line(figures: main), line(figures: main, isTerse: true)]
    for count in stride(from: main.count - 1, through: 0, by: -1) {
      candidates.append(line(figures: Array(main.prefix(count)), isTerse: true))
    }
    candidates.append(line(figures: [], isTerse: true, saysRate: false))
    return candidates.first { $0.count <= columns } ?? note ?? "\(iteration)/\(target)"
  }

  private func line(figures: [Figure], isTerse: Bool = false, saysRate: Bool = true) -> String {
    if let note { return note }
    var parts = ["\(isTerse ? "" : "iteration ")\(iteration)/\(target)"]
    parts += figures.map(\.text)
    if saysRate, let rate = iterationsPerSecond {
      parts.append("\(NumberText.significant(rate, 3))/s")
    }
    if let secondsLeft, !isLast { parts.append("\(Self.duration(secondsLeft)) left") }
    return parts.joined(separator: "  ")
  }

  /// A duration as one reads it at a glance: `40 s`, `11 min`, `2 h 05 min`.
  package static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e7 else { return "very long" }
    let whole = Int(seconds.rounded(.up))
    if whole < 100 { return "\(whole) s" }
    let minutes = (whole + 59) / 60
    if minutes < 100 { return "\(minutes) min" }
    return "\(minutes / 60) h \(minutes % 60 < 10 ? "0" : "")\(minutes % 60) min"
  }
}
