import GANs
import Language
import TensorEngine

extension Command {
  static let traceNonFinite = Command(
    "trace nonfinite", group: .look,
    summary: "Find the operation that gave the first number that is not finite.",
    details: """
      From the latest kept state without a NaN or an infinity the training is done again, operation by
      operation, forward and backward; the first that gives one is told, with its layer, the place in the
      result, and what went in. The run stays as it is.

      After a training that diverged, at the prompt: a script ends where that happens, so that
      `train trace=true` does it before.
      """,
    examples: [
      Example("trace nonfinite", setup: "\(smallRun)\nstep 2"),
      Example("train iterations=2 trace=true", setup: smallRun),
    ], needs: \.workspace
  ) { invocation, workspace in
    try workspace.tellNonFinite(needs: "trace nonfinite")
    return .none
  }
}

extension Workspace {
  /// Looks for the first number that is not finite, and tells of it.
  func tellNonFinite(needs: String) throws {
    switch try traceNonFinite(needs: needs) {
    case .healthy:
      output.emit(.text(try textOfHealthy(needs: needs)))
    case .notByTraining(let tensor, let from):
      let what = tensor.map { "\($0.name)\($0.badPlace)" } ?? "a quantity"
      output.emit(
        .text(
          "\(what), is not of the training: done again from \(from.text) on, all numbers are finite"
        ))
    case .origin(let origin, let from):
      output.emit(.text(origin.text(from: from)))
      if !origin.inputs.isEmpty { output.emit(.table(origin.table)) }
      if origin.source != .state {
        output.emit(.text("`rewind \(origin.position.completed)` is before it"))
      }
    }
  }

  private func textOfHealthy(needs: String) throws -> String {
    let run = try builtRun(needs)
    var text =
      "all numbers are finite at \(run.position.text): parameters, moments, gradients, batch"
    if !run.history.isEmpty {
      text += "; so are the losses of iterations \(run.firstMeasured + 1) to \(run.iteration)"
    }
    guard let divergence = run.divergence(inTensors: false) else { return text }
    return "\(text). But it diverged: \(divergence.text)"
  }
}

extension NonFiniteOrigin {
  /// `iteration 313, d.fake.gradient: first not finite in D.conv2, operation convolution (forward)`,
  /// and which number.
  fileprivate func text(from: RunPosition) -> String {
    let number = "\(tensor.name), \(tensor.tensor.shape): \(tensor.badPlace), \(tensor.badCount)"
    let place = "iteration \(position.completed + 1), \(position.phase.rawValue): first not finite"
    let replayed = "(done again from \(from.text) on)"
    let layer = layer.map { " in \($0)" } ?? ""
    switch source {
    case .operation(let name, let direction):
      return "\(place)\(layer), operation \(name) (\(direction.rawValue)) \(replayed)\n\(number)"
    case .update(let network):
      return "\(place)\(layer), step of \(network)'s optimizer \(replayed)\n\(number)"
    case .movingStatistics:
      return "\(place)\(layer), moving statistics \(replayed)\n\(number)"
    case .batch: return "\(place) in the batch: the data has it \(replayed)\n\(number)"
    case .state:
      return
        "the earliest state that is kept, at \(position.text), has it already: no training made it\n"
        + number
    }
  }

  /// What went in.
  fileprivate var table: Table {
    var table = Table(columns: [
      .init("input"), .init("shape"), .init("min", .right), .init("max", .right),
      .init("norm", .right), .init("not finite", .right),
    ])
    for input in inputs {
      let summary = TensorSummary(of: input.tensor)
      func text(_ value: Double) -> String { NumberText.short(value) }
      let bad = summary.nanCount + summary.infiniteCount
      table.append([
        input.name, input.tensor.shape.description,
        summary.finiteCount > 0 ? text(Double(summary.minimum)) : "",
        summary.finiteCount > 0 ? text(Double(summary.maximum)) : "", text(summary.norm),
        bad > 0 ? "\(bad)" : "",
      ])
    }
    return table
  }
}

extension NamedTensor {
  /// `[3, 5, 2, 17] = inf`, the first.
  fileprivate var badPlace: String {
    guard let indices = firstNotFinite,
      let value = tensor.scalars.first(where: { !$0.isFinite })
    else { return "" }
    let place = indices.isEmpty ? "" : "\(indices)"
    return "\(place) = \(NumberText.significant(Double(value), 3))"
  }

  /// `3 nan, 1 inf of 288`.
  fileprivate var badCount: String {
    let summary = TensorSummary(of: tensor)
    let counts = [(summary.nanCount, "nan"), (summary.infiniteCount, "inf")]
    let texts = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return "\(texts.joined(separator: ", ")) of \(tensor.count)"
  }
}
