import GANs
import Language
import Pictures

extension Command {
  static let compare = Command(
    "compare", group: .time, summary: "Put lines of the run beside each other.",
    details: """
      The means of the last iterations that all of them have; in which hyperparameters they differ, and from
      which iteration on; the curves of their losses over the iterations that all have, as exponential
      moving averages; and images of each, of the same noise. A line at the iteration that one was forked at,
      or, where it was taken back behind that, at the one after which it is apart from the first.
      Without names it compares all lines, with one that line and the present one.
      """,
    parameters: [
      Parameter("lines", .name, .repeated, "the lines, by their names"),
      Parameter("last", .count, .named, default: "50", "over how many last iterations"),
      Parameter(
        "smooth", .count, .named, default: "20", "over how many iterations curves are averaged"),
      Parameter(
        "rows", .int(1...10), .named, default: "1", "rows of images, a class in each column"),
      Parameter(
        "to", .file([".png"]), .named, "a file for the images; without that they are shown"),
    ],
    examples: [
      Example("compare main slower", setup: "\(smallRun)\nstep\nfork slower\nstep"),
      Example(
        "compare smooth=2 to=lines.png",
        setup: "\(smallRun)\nstep\nfork slower\nset d.rate 5e-5\nstep\nfork third\nstep 2"),
    ],
    needs: \.workspace
  ) { invocation, workspace in
    let lines = try workspace.linesToCompare(invocation)
    let comparison = LineComparison(lines: lines)
    workspace.output.emit(.table(comparison.means(ofLast: invocation.int("last") ?? 50)))
    if let settings = comparison.settings { workspace.output.emit(.table(settings)) }
    if let plot = comparison.plot(smoothing: invocation.int("smooth") ?? 20) {
      workspace.output.emit(.plot(plot))
    }
    let sheets = try comparison.sheets(
      rows: invocation.int("rows") ?? 1, data: workspace.data)
    let names = lines.map(\.name).joined(separator: " | ")
    guard let file = invocation.string("to") else {
      workspace.output.emit(.picture(Picture(Sheet(sheets), caption: names)))
      return .none
    }
    try workspace.write(sheets, to: file, what: names)
    return .none
  }
}

extension Workspace {
  /// The lines that a command names, each once.
  fileprivate func linesToCompare(_ invocation: Invocation) throws -> [LineComparison.Line] {
    let present = try builtRun("compare")
    let known = [timeline.line] + timeline.others.keys.sorted()
    var names = invocation.all("lines").compactMap { value in
      if case .string(let name) = value { name } else { nil }
    }
    if names.isEmpty { names = known }
    if names.count == 1 { names.insert(timeline.line, at: 0) }
    var lines: [LineComparison.Line] = []
    for name in names where !lines.contains(where: { $0.name == name }) {
      guard let run = name == timeline.line ? present : timeline.others[name]?.run else {
        throw invocation.fault(
          .unknownName(name, suggestion: Suggestion.nearest(to: name, among: known)), at: "lines")
      }
      lines.append(.init(name: name, run: run))
    }
    guard lines.count > 1 else {
      throw invocation.fault(
        .failed(
          "there is nothing to compare \(lines[0].name) with",
          advice: "`fork NAME` begins another line"), at: "lines")
    }
    return lines
  }
}
