import GANs
import Language

extension Command {
  static let watch = Command(
    "watch", group: .train, summary: "Show the value of an expression while training, and note it.",
    details: """
      After each iteration whose number `every` divides; `stops` lists what is watched, `clear` ends it. What
      gives a number is noted as a series of the run: under a name of its own, as in `watch NAME = EXPR`,
      it is one like `loss.d`, to be plotted, exported and used in `stop when`; checkpoints keep it, and where
      iterations are trained again it is computed again. The same expression or name again changes what is
      there.
      """,
    parameters: [
      Parameter(
        "name", .name, .defined(.series), "what the series is called"),
      Parameter("expression", .deferred(.any), .positional, isRequired: true, "what to show"),
      Parameter(
        "every", .count, .named, default: "100", "iterations from one showing to the next",
        synonyms: ["interval", "each"]),
    ],
    examples: [
      Example("watch ema(loss.g, 50) every=2\ntrain iterations=4", setup: smallRun),
      Example("watch norm(D.dense1.weight.grad) every=50"),
      Example(
        "watch gap = mean(batch.images) - mean(batch.fakes) every=1\ntrain iterations=3\nplot gap\nlast(gap)",
        "a series of one's own", setup: smallRun),
    ], needs: \.workspace
  ) { invocation, workspace in
    guard let expression = invocation.deferred("expression") else { return .none }
    let name = invocation.string("name")
    if let name, workspace.variables[name] != nil {
      throw invocation.fault(.nameIsTaken(name, by: "a variable"), at: "name")
    }
    let interval = invocation.int("every") ?? 100
    var watch = Watch(
      name: name, expression: expression, source: invocation.source, interval: interval)
    guard Recording.isName(watch.name) else {
      throw invocation.fault(
        .failed(
          "that is too long to be the name of a series, or has control characters",
          advice: "`watch NAME = …` gives it a short one"),
        at: name == nil ? "expression" : "name")
    }
    if let former = workspace.watches.first(where: { $0.isNamed && $0.name == watch.name }) {
      if name == nil {
        // Its name alone: only how often is changed.
        watch = Watch(
          name: former.name, expression: former.expression, source: former.source,
          interval: interval)
      } else if former.expressionText != watch.expressionText,
        workspace.run?.recordings[former.name] != nil
      {
        workspace.run?.recordings[former.name] = nil
        workspace.output.emit(
          .text("\(former.name) is another quantity now: what was noted of it is forgotten"))
      }
    }
    if let index = workspace.watches.firstIndex(where: { $0.name == watch.name }) {
      workspace.watches[index] = watch
    } else {
      workspace.watches.append(watch)
    }
    return .none
  }
}
