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

  /// Each series to be drawn; none is empty.
  func curves(of workspace: Workspace) throws -> [Series] {
    var curves: [Series] = []
    for (text, value) in zip(texts("series"), all("series")) {
      for series in try Self.curves(named: text, value, of: workspace, self) {
        guard !series.values.isEmpty else { throw fault(series.lacksValues, at: "series") }
        curves.append(series)
      }
    }
    return curves
  }

  /// The lines that are asked for.
  func marks() throws -> [PlotMark] {
    guard let value = value("mark") else { return [] }
    return try host.elements(of: value, for: "plot").tensor.scalars.map { scalar in
      guard let iteration = Int(exactly: scalar), iteration >= 0 else {
        throw fault(
          .failed("`mark` takes numbers of iterations, not \(Number.single(scalar))", advice: nil),
          at: "mark")
      }
      return PlotMark(iteration: iteration, label: "\(iteration)")
    }
  }

  private static func curves(
    named text: String, _ value: Value, of workspace: Workspace, _ invocation: Invocation
  ) throws -> [Series] {
    switch value {
    case .series(let series): return [series]
    case .list(let items) where items.contains { $0.kind == .series }:
      return items.compactMap { if case .series(let series) = $0 { series } else { nil } }
    case .number, .bool:
      if let recording = workspace.run?.recordings[text] { return [recording.series(named: text)] }
      workspace.output.emit(
        .text("\(text) is one number; `watch NAME = \(text) every=10` notes it from here on"))
      let elements = try invocation.host.elements(of: value, for: "plot")
      return [
        Series(
          name: text, iterations: .listed([workspace.run?.position.iteration ?? 0]),
          values: elements.tensor.scalars)
      ]
    default:
      let tensor = try invocation.host.elements(of: value, for: "plot").tensor
      guard tensor.shape.rank <= 1 else {
        throw Problem.failed(
          "`plot` draws vectors, and \(text) has the shape \(tensor.shape)",
          advice: "as in histogram(...), or index it")
      }
      return [Series(name: text, first: 0, values: tensor.scalars)]
    }
  }
}

extension Series {
  /// As a line of a plot.
  func curve(isFaint: Bool = false) -> PlotSeries {
    PlotSeries(name: name, values: values, iterations: Array(iterations), isFaint: isFaint)
  }
}
