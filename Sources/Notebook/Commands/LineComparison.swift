import Datasets
import GANs
import Language
import Pictures

/// Lines of one run beside each other.
struct LineComparison {
  /// A line, and where it stands.
  struct Line {
    let name: String
    let run: Run

    /// Where it left the line that it was forked from; nil for the line that the run began with.
    var fork: (from: String, position: RunPosition)? {
      for entry in run.log.entries.reversed() {
        if case .fork(let name) = entry.change { return (name, entry.position) }
      }
      return nil
    }

    /// From where on it is apart from another line by what was done to them, neither of which is a
    /// fork: as where one went back behind its own. Nil where one is the other's past.
    func parting(from other: Line) -> RunPosition? {
      let logs = (run.log, other.run.log)
      guard !logs.0.isPast(of: logs.1, at: run.position),
        !logs.1.isPast(of: logs.0, at: other.run.position)
      else { return nil }
      let entries = (logs.0.entries, logs.1.entries)
      let same = zip(entries.0, entries.1).prefix { $0 == $1 }.count
      let different = [entries.0, entries.1].compactMap { $0.dropFirst(same).first }
      for case .fork in different.map(\.change) { return nil }
      return different.map(\.position).min()
    }

    /// What a quantity was in those iterations of a range, by their numbers, that the run has noted.
    func values(
      _ value: (Measurement) -> Float, in range: ClosedRange<Int>
    ) -> (first: Int, values: [Float]) {
      let first = max(range.lowerBound, run.firstMeasured + 1)
      guard first <= range.upperBound else { return (first, []) }
      return (
        first,
        (first...range.upperBound).map { value(run.history[$0 - 1 - run.firstMeasured]) }
      )
    }
  }

  let lines: [Line]

  /// The last iteration that all lines have completed.
  private var last: Int { lines.map(\.run.iteration).min() ?? 0 }

  /// Where a line left another one, in words, and after which iteration.
  private func beginning(of line: Line) -> (text: String, iteration: Int)? {
    if let fork = line.fork {
      let iteration = fork.position.iteration
      return ("from \(fork.from) after \(iteration)", iteration)
    }
    return lines.first.flatMap { line.parting(from: $0) }.map {
      ("apart after \($0.iteration)", $0.iteration)
    }
  }

  // MARK: - Tables

  /// The mean of each quantity over the last iterations that all lines have.
  func means(ofLast count: Int) -> Table {
    let last = last
    let first = max(last - min(count, last), 0) + 1
    let title = first < last ? "mean of iterations \(first) to \(last)" : "iteration \(last)"
    var table = Table(columns: [.init(title)] + lines.map { .init($0.name, .right) })
    table.append(["iteration"] + lines.map { "\($0.run.iteration)" })
    for (name, value) in Measurement.series {
      table.append(
        [name]
          + lines.map { line in
            guard last > 0, name != "acc.label" || line.run.kind.hasLabelHead else { return "" }
            let values = line.values(value, in: first...last).values.map(Double.init)
            guard !values.isEmpty else { return "" }
            return NumberText.significant(values.reduce(0, +) / Double(values.count), 4)
          })
    }
    return table
  }

  /// Where lines were forked, and the settings in which they differ; nil where nothing is.
  var settings: Table? {
    var table = Table(columns: [.init("what differs")] + lines.map { .init($0.name) })
    let beginnings = lines.map(beginning)
    if beginnings.contains(where: { $0 != nil }) {
      table.append(["forked"] + beginnings.map { $0?.text ?? "" })
    }
    for place in Hyperparameter.all.flatMap(\.places) {
      add(place.path, to: &table) { run in
        Self.history(
          in: run.log, from: NumberText.text(place.value(run.log.built ?? run.hyperparameters))
        ) {
          if case .hyperparameters(let new) = $0 { NumberText.text(place.value(new)) } else { nil }
        }
      }
    }
    add("data", to: &table) { run in
      Self.history(in: run.log, from: nil) {
        if case .data(let name, _) = $0 { name } else { nil }
      }
    }
    return table.rows.isEmpty ? nil : table
  }

  private func add(_ name: String, to table: inout Table, _ text: (Run) -> String) {
    let texts = lines.map { text($0.run) }
    if Set(texts).count > 1 { table.append([name] + texts) }
  }

  /// Values and from which iteration on they hold: `0.0002, 5e-05 from 301`.
  ///
  /// - Parameter value: the value that a change sets; nil where it is about something else.
  private static func history(
    in log: RunLog, from first: String?, _ value: (RunLog.Change) -> String?
  ) -> String {
    var parts = [first].compactMap(\.self)
    var present = first
    for entry in log.entries {
      guard let new = value(entry.change), new != present else { continue }
      present = new
      if entry.position == .start {
        parts = [new]
      } else {
        parts.append("\(new) from \(entry.position.completed + 1)")
      }
    }
    return parts.joined(separator: ", ")
  }

  // MARK: - Pictures

  /// The losses over the iterations that all lines have; nil where none has two.
  ///
  /// - Parameter length: over how many iterations they are averaged.
  func plot(smoothing length: Int) -> LinePlot? {
    guard last > 1 else { return nil }
    let losses: [(String, (Measurement) -> Float)] = [
      ("loss.d", { $0.discriminatorLoss }), ("loss.g", { $0.generatorLoss }),
    ]
    let curves = lines.flatMap { line in
      losses.map { name, value in
        let (first, values) = line.values(value, in: 1...last)
        return PlotSeries(
          name: "\(line.name) \(name)", values: ExponentialAverage.of(values, length: length),
          first: first)
      }
    }
    guard curves.contains(where: { $0.values.count > 1 }) else { return nil }
    let marks = lines.compactMap { line in
      beginning(of: line).map { PlotMark(iteration: $0.iteration, label: line.name) }
    }
    return LinePlot(series: curves, marks: marks)
  }

  /// Images of each line, of the noise of `grid noise=fixed`, under its name.
  func sheets(rows: Int, data: ImageDataset?) throws -> GrayImage {
    let font = Font(size: 16)
    return .beside(
      try lines.map { line in
        let columns = min(10, line.run.images.classes)
        let images = try GeneratedImages.images(of: line.run, data: data, rows: rows, stream: 0)
        let sheet = Sheet(of: images, columns: columns).usual.image(.bare(gap: 1))
        return sheet.withText(line.name, font: font, above: 22)
      }, gap: 12)
  }
}
