import GANs
import Language
import Pictures
import TensorEngine

extension Command {
  static let plot = Command(
    "plot", group: .look, summary: "Draw quantities over the iterations.",
    details: """
      Series and whatever is computed of them, iteration by iteration: `plot p.real - p.fake`; the values of
      lists and vectors over their positions. Of a number there is one point, unless `watch` notes the same
      expression. `smooth=20` draws exponential moving averages, as `ema` has them. `log=true` takes the
      logarithm of the values. Lines stand where the run was forked or a hyperparameter was changed.
      """,
    parameters: [
      Parameter(
        "series",
        .named(
          [.series, .list, .tensor, .mask, .range, .number, .bool], placeholder: "SERIES",
          text: "series, as loss.d, or what is computed of them"),
        .repeated, isRequired: true, "what to draw, as loss.d or ema(loss.g, 50)"),
      Parameter("from", .natural, .named, "the first iteration that is drawn"),
      Parameter(
        "to", .fileOrCount([".png", ".svg"]), .named,
        "the last iteration; or the file to write it to, without which it is shown",
        synonyms: ["file"]),
      Parameter("log", .bool, .named, default: "false", "whether the values' axis is logarithmic"),
      Parameter("smooth", .count, .named, "over about how many iterations to average"),
      Parameter(
        "mark", .expression([.number, .list, .range, .tensor, .none]), .named,
        "an iteration, or several, that get a line"),
      Parameter("title", .string, .named, "a line above it"),
    ],
    examples: [
      Example("plot loss.d loss.g", setup: "\(smallRun)\ntrain iterations=3"),
      Example(
        "plot p.real - p.fake, ema(p.real - p.fake, 3) from=2 mark=3",
        setup: "\(smallRun)\ntrain iterations=4"),
      Example("plot acc.validity to=curves/accuracy.svg", setup: "\(smallRun)\ntrain iterations=3"),
    ], needs: \.workspace
  ) { invocation, workspace in
    let range = try invocation.plottedIterations()
    var curves: [PlotSeries] = []
    let drawn = try invocation.curves(of: workspace)
    // What is no series lies over positions, at which nothing was done to the run.
    let isOverIterations = drawn.contains(where: \.isOverIterations)
    for series in drawn.map(\.series) {
      guard series.iterations.contains(where: range.contains) else {
        throw invocation.fault(
          .failed(
            "\(Problem.quoted(series.name)) has no values from \(range.lowerBound) "
              + (range.upperBound < Run.largestCount ? "to \(range.upperBound)" : "on"),
            advice: nil), at: "series")
      }
      if let length = invocation.int("smooth") {
        let smooth = series.with(ExponentialAverage.of(series, length: length))
        curves += [
          series.curve(isFaint: true), smooth.named("\(series.name), smooth \(length)").curve(),
        ]
      } else {
        curves.append(series.curve())
      }
    }
    let plot = LinePlot(
      series: curves, title: invocation.string("title"),
      horizontalLabel: isOverIterations ? "iteration" : "position",
      from: invocation.int("from"), to: invocation.string("to").flatMap { Int($0) },
      isLogarithmic: invocation.bool("log") ?? false,
      marks: (isOverIterations ? workspace.run?.log.plotMarks ?? [] : [])
        + (try invocation.marks()))
    guard let file = invocation.string("to"), Int(file) == nil else {
      workspace.output.emit(.plot(plot))
      return .none
    }
    let path = workspace.surroundings.resolve(file)
    try OutputFolder.make(for: path)
    try plot.write(to: path)
    let names = curves.filter { !$0.isFaint }.map(\.name)
    workspace.output.emit(.text("\(file): \(names.joined(separator: ", "))"))
    return .none
  }
}
