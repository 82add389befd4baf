import Formats

/// Series as text files: one line per iteration, one column per series, and one for each quantity
/// that was noted now and then.
public enum SeriesFile {
  /// Comma-separated values with a line of names; an iteration that a series lacks is left empty,
  /// and what is not finite is written as `nan`, `inf`, `-inf`.
  ///
  /// Numbers have as many digits as it takes to read the same number back.
  public static func csv(
    _ series: [String: Checkpoint.Series], _ recordings: [String: Checkpoint.Recording] = [:]
  ) -> [UInt8] {
    let columns = columns(series, recordings)
    let names = columns.keys.sorted()
    var text = (["iteration"] + names.map(quoted)).joined(separator: ",") + "\n"
    for iteration in iterations(columns) {
      let cells = names.map { name in
        columns[name]?.value(iteration).map { $0.isNaN ? "nan" : "\($0)" } ?? ""
      }
      text += "\(iteration)," + cells.joined(separator: ",") + "\n"
    }
    return Array(text.utf8)
  }

  /// One JSON object per line: `{"iteration":12,"loss.d":0.69}`; what is not finite is `null`.
  public static func jsonLines(
    _ series: [String: Checkpoint.Series], _ recordings: [String: Checkpoint.Recording] = [:]
  ) -> [UInt8] {
    let columns = columns(series, recordings)
    let names = columns.keys.sorted()
    var text = ""
    for iteration in iterations(columns) {
      var object: JSONObject = ["iteration": .integer(iteration)]
      for name in names {
        guard let value = columns[name]?.value(iteration) else { continue }
        object[name] = value.isFinite ? .number(value) : .null
      }
      text += JSONValue.object(object).text + "\n"
    }
    return Array(text.utf8)
  }

  /// What a column has, and from which iteration to which.
  private struct Column {
    let iterations: ClosedRange<Int>?
    /// Nil where an iteration has none.
    let value: (Int) -> Double?

    /// One for each iteration of a range.
    init(_ series: Checkpoint.Series) {
      let (first, values) = (series.firstIteration, series.values)
      iterations = values.isEmpty ? nil : first...first + values.count - 1
      value = { values.indices.contains($0 - first) ? values[$0 - first] : nil }
    }

    /// One now and then.
    init(_ recording: Checkpoint.Recording) {
      let values = Dictionary(
        zip(recording.iterations, recording.values), uniquingKeysWith: { first, _ in first })
      iterations = values.keys.min().flatMap { first in
        values.keys.max().map { first...$0 }
      }
      value = { values[$0].map(Double.init) }
    }
  }

  private static func columns(
    _ series: [String: Checkpoint.Series], _ recordings: [String: Checkpoint.Recording]
  ) -> [String: Column] {
    series.mapValues(Column.init).merging(
      recordings.mapValues(Column.init), uniquingKeysWith: { series, _ in series })
  }

  private static func iterations(_ columns: [String: Column]) -> Range<Int> {
    let all = columns.values.compactMap(\.iterations)
    guard let first = all.map(\.lowerBound).min(), let last = all.map(\.upperBound).max() else {
      return 0..<0
    }
    return first..<last + 1
  }

  private static func quoted(_ name: String) -> String {
    name.contains { ",\"\n\r".contains($0) }
      ? "\""
        + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        + "\"" : name
  }
}
