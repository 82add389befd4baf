import GANs
import Language
import Pictures
import TensorEngine

// What `plot` draws: each thing that it is given as series.

extension Invocation {
  /// The iterations that are to be drawn.
  func plottedIterations() throws(Fault) -> ClosedRange<Int> {
    let first = int("from") ?? 0
    guard let end = string("to").flatMap({ Int($0) }) else { return first...Run.largestCount }
    guard end >= first else {
      throw fault(
        .failed("`to` is before `from`: \(end) before \(first)", advice: nil), at: "to")
    }
    return first...end
  }

  /// Each series to be drawn; none is empty. Vectors are drawn over their positions.
  func curves(of workspace: Workspace) throws -> [(series: Series, isOverIterations: Bool)] {
    var curves: [(series: Series, isOverIterations: Bool)] = []
    for (text, value) in zip(texts("series"), all("series")) {
      let found = try self.curves(named: text, value, of: workspace)
      for series in found.series {
        guard !series.values.isEmpty else { throw fault(series.lacksValues, at: "series") }
        curves.append((series, found.areOverIterations))
      }
    }
    return curves
  }

  /// The lines that are asked for.
  func marks() throws -> [PlotMark] {
    guard let value = value("mark"), value.kind != .none else { return [] }
    return try host.elements(of: value, for: "plot").tensor.scalars.map { scalar in
      guard let iteration = Int(exactly: scalar), iteration >= 0 else {
        throw fault(
          .failed("`mark` takes numbers of iterations, not \(Number.single(scalar))", advice: nil),
          at: "mark")
      }
      return PlotMark(iteration: iteration, label: "\(iteration)")
    }
  }

  private func curves(
    named text: String, _ value: Value, of workspace: Workspace
  ) throws -> (series: [Series], areOverIterations: Bool) {
    switch value {
    case .series(let series): return ([series], true)
    case .list(let items) where items.contains { $0.kind == .series }:
      return (items.compactMap { if case .series(let series) = $0 { series } else { nil } }, true)
    case .number, .bool:
      if let recording = workspace.run?.recordings[Watch.name(of: text)] {
        return ([recording.series(named: text)], true)
      }
      workspace.output.emit(
        .text("\(text) is one number; `watch NAME = \(text) every=10` notes it from here on"))
      let scalars = try host.elements(of: value, for: "plot").tensor.scalars
      let iteration = workspace.run?.position.iteration ?? 0
      return ([Series(name: text, iterations: .listed([iteration]), values: scalars)], true)
    default:
      let tensor = try host.elements(of: value, for: "plot").tensor
      guard tensor.shape.rank <= 1 else {
        throw Problem.failed(
          "`plot` draws vectors, and \(text) has the shape \(tensor.shape)",
          advice: "as in histogram(...), or index it")
      }
      return ([Series(name: text, first: 0, values: tensor.scalars)], false)
    }
  }
}

extension Series {
  /// As a line of a plot.
  func curve(isFaint: Bool = false) -> PlotSeries {
    PlotSeries(name: name, values: values, iterations: Array(iterations), isFaint: isFaint)
  }
}
