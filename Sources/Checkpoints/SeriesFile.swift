import Formats

/// Series as text files: one line per iteration, one column per series.
public enum SeriesFile {
  /// Comma-separated values with a line of names; an iteration that a series lacks is left empty,
  /// and what is not finite is written as `nan`, `inf`, `-inf`.
  ///
  /// Numbers have as many digits as it takes to read the same number back.
  public static func csv(_ series: [String: Checkpoint.Series]) -> [UInt8] {
    let names = series.keys.sorted()
    var text = (["iteration"] + names.map(quoted)).joined(separator: ",") + "\n"
    for iteration in iterations(series) {
      let cells = names.map { name in
        value(series[name], iteration).map { $0.isNaN ? "nan" : "\($0)" } ?? ""
      }
      text += "\(iteration)," + cells.joined(separator: ",") + "\n"
    }
    return Array(text.utf8)
  }

  /// One JSON object per line: `{"iteration":12,"loss.d":0.69}`; what is not finite is `null`.
  public static func jsonLines(_ series: [String: Checkpoint.Series]) -> [UInt8] {
    let names = series.keys.sorted()
    var text = ""
    for iteration in iterations(series) {
      var object: JSONObject = ["iteration": .integer(iteration)]
      for name in names {
        guard let value = value(series[name], iteration) else { continue }
        object[name] = value.isFinite ? .number(value) : .null
      }
      text += JSONValue.object(object).text + "\n"
    }
    return Array(text.utf8)
  }

  private static func iterations(_ series: [String: Checkpoint.Series]) -> Range<Int> {
    let filled = series.values.filter { !$0.values.isEmpty }
    guard let first = filled.map(\.firstIteration).min(),
      let end = filled.map({ $0.firstIteration + $0.values.count }).max()
    else { return 0..<0 }
    return first..<end
  }

  private static func value(_ series: Checkpoint.Series?, _ iteration: Int) -> Double? {
    guard let series else { return nil }
    let index = iteration - series.firstIteration
    return series.values.indices.contains(index) ? series.values[index] : nil
  }

  private static func quoted(_ name: String) -> String {
    name.contains { ",\"\n\r".contains($0) }
      ? "\""
        + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        + "\"" : name
  }
}
