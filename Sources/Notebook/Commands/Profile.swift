import GANs
import Language
import Pictures
import TensorEngine

extension Command {
  static let profile = Command(
    "profile", group: .look, summary: "Show where the time of an iteration goes.",
    details: """
      A copy of the model trains for a while; the model itself stays as it is. Times of layers are those of
      all passes of one iteration: G runs forward twice and backward once, D forward three times and backward
      three times. What a normalisation leaves to the convolution before it is counted there.
      """,
    parameters: [
      Parameter(
        "iterations", .int(1...100_000), .positional, default: "20", "how many are timed",
        synonyms: ["count", "n", "steps"])
    ],
    examples: [Example("profile 2", setup: smallRun)], needs: \.workspace
  ) { invocation, workspace in
    let run = try workspace.builtRun("profile")
    let profile = try workspace.profile(
      needs: "profile", iterations: invocation.int("iterations") ?? 20)
    let table = ProfileTables(
      profile: profile, usesUnicode: PictureProtocol.hasUTF8(workspace.surroundings.environment))
    workspace.output.emit(.text(table.headline(batch: run.hyperparameters.batch)))
    workspace.output.emit(.table(table.phases))
    workspace.output.emit(.table(table.layers(of: run.generator, "G", title: "G, the generator")))
    workspace.output.emit(
      .table(table.layers(of: run.discriminator, "D", title: "D, the discriminator")))
    return .none
  }
}

extension Workspace {
  /// Times iterations of a copy of the model.
  func profile(needs: String, iterations: Int) throws -> IterationProfile {
    let run = try builtRun(needs)
    let data = try loadedData(needs)
    let interrupt = surroundings.interrupt
    return try IterationProfile(of: run, on: data, iterations: iterations) {
      guard interrupt.isSet else { return false }
      interrupt.clear()
      return true
    }
  }
}

/// A profile as people read it.
private struct ProfileTables {
  let profile: IterationProfile
  let usesUnicode: Bool

  func headline(batch: Int) -> String {
    let sorted = profile.whole.sorted()
    let median = sorted[sorted.count / 2] * 1e3
    let threads = ThreadPool.shared.threads
    return "\(profile.iterations) iterations at batch \(batch), \(threads) "
      + "thread\(threads == 1 ? "" : "s"), \(ThreadPool.instructionSet): median "
      + "\(text(median)) ms, mean \(text(profile.mean)) ms, minimum \(text(sorted[0] * 1e3)) ms"
  }

  var phases: Table {
    var table = Table(columns: [
      .init("phase"), .init("mean ms", .right), .init("share", .right),
      .init("", yields: 1),
    ])
    for phase in Phase.allCases {
      let mean = profile.mean(of: phase)
      table.append([phase.rawValue, text(mean), share(mean), bar(mean)])
    }
    table.footer = ["total", text(profile.mean), "", ""]
    return table
  }

  func layers(of network: Network, _ name: String, title: String) -> Table {
    var table = Table(
      title: title,
      columns: [
        .init("layer"), .init("what"), .init("forward ms", .right), .init("backward ms", .right),
        .init("share", .right), .init("", yields: 1),
      ])
    var total = (forward: 0.0, backward: 0.0)
    func append(_ layer: String, _ words: String, _ number: Int?) {
      let time = profile.milliseconds(name, layer: number)
      total.forward += time.forward
      total.backward += time.backward
      let sum = time.forward + time.backward
      table.append([layer, words, text(time.forward), text(time.backward), share(sum), bar(sum)])
    }
    for (number, layer) in network.plan.layersAndHeads.enumerated() {
      append(layer.name ?? "", layer.layer.words, number)
    }
    if name == "D" { append("", "losses", nil) }
    table.footer = [
      "total", "", text(total.forward), text(total.backward), share(total.forward + total.backward),
      "",
    ]
    return table
  }

  private func text(_ milliseconds: Double) -> String {
    NumberText.fixed(milliseconds, decimals: 2)
  }

  private func share(_ milliseconds: Double) -> String {
    NumberText.fixed(milliseconds / profile.mean * 100, decimals: 1) + " %"
  }

  /// A bar of up to 30 characters for the whole iteration.
  private func bar(_ milliseconds: Double) -> String {
    let eighths = Int((milliseconds / profile.mean * 30 * 8).rounded())
    guard usesUnicode else { return String(repeating: "#", count: (eighths + 4) / 8) }
    let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    return String(repeating: "█", count: eighths / 8) + rest
  }
}
