import Language
import Pictures

extension Command {
  static let plot = Command(
    "plot", group: .look, summary: "Draw quantities over the iterations.",
    parameters: [
      Parameter("series", .series, .repeated, isRequired: true, "what to draw, as loss.d"),
      Parameter(
        "to", .file([".png", ".svg"]), .named, "where to write it; without that it is shown",
        synonyms: ["file"]),
      Parameter("title", .string, .named, "a line above it"),
    ],
    examples: [
      Example("plot loss.d loss.g", setup: "\(smallRun)\ntrain iterations=3"),
      Example("plot acc.validity to=curves/accuracy.svg", setup: "\(smallRun)\ntrain iterations=3"),
    ], needs: \.workspace
  ) { invocation, workspace in
    var lines: [PlotSeries] = []
    for case .series(let series) in invocation.all("series") {
      guard !series.values.isEmpty else {
        throw invocation.fault(series.lacksValues, at: "series")
      }
      lines.append(PlotSeries(name: series.name, values: series.values, first: series.first))
    }
    let plot = LinePlot(series: lines, title: invocation.string("title"))
    guard let file = invocation.string("to") else {
      workspace.output.emit(.plot(plot))
      return .none
    }
    let path = workspace.surroundings.resolve(file)
    try OutputFolder.make(for: path)
    try plot.write(to: path)
    workspace.output.emit(.text("\(file): \(lines.map(\.name).joined(separator: ", "))"))
    return .none
  }
}
