import GANs
import Language

// What was noted of layers over time, by names with dots, and the members of all layers at once.

extension Run {
  /// The series that was noted of a layer: `conv1.grad.rms` of `G`.
  ///
  /// - Returns: nil where the name is none of such a series.
  /// - Throws: ``Problem`` where it is, and nothing was noted.
  func recordedSeries(
    _ path: [String], of reference: ModelReference
  ) throws(Problem) -> Series? {
    let parts = [reference.name] + path
    let name = parts.joined(separator: ".")
    if let recording = recordings[name] { return recording.series(named: name) }
    // Behind the network and the layer the figure, and perhaps the pass.
    var rest = name.split(separator: ".").dropFirst(2).map(String.init)
    if let last = rest.last, DiscriminatorPass(rawValue: last) != nil { rest.removeLast() }
    guard LayerFigure(rawValue: rest.joined(separator: ".")) != nil else { return nil }
    let passes = recordings.keys.filter { $0.hasPrefix(name + ".") }.sorted()
    throw .failed(
      "nothing is noted as \(name)",
      advice: passes.isEmpty
        ? "`stats \(reference.network) every=50` notes it while training"
        : "there are \(passes.joined(separator: " and "))")
  }

  /// The same member of each layer that has it: `*.grad.rms` of `G`; of a discriminator the series
  /// of both passes, where none is named.
  func membersOfAll(
    _ path: [String], of reference: ModelReference
  ) throws(Problem) -> Value {
    let owner = reference.name
    guard reference.layer == nil, path.first == MemberSignature.all else {
      throw .failed("`*` stands for all layers, as in `\(reference.network).*`", advice: nil)
    }
    let rest = Array(path.dropFirst())
    guard !rest.isEmpty else { return .object(reference) }
    var found: [Value] = []
    var problem: Problem?
    for layer in network(owner).plan.layerNames {
      let name = ([owner, layer] + rest).joined(separator: ".")
      let passes = DiscriminatorPass.allCases.compactMap { pass in
        let name = name + pass.suffix
        return recordings[name].map { Value.series($0.series(named: name)) }
      }
      found += passes
      guard passes.isEmpty else { continue }
      do {
        found.append(try member([layer] + rest, of: reference))
      } catch {
        problem = problem ?? error
      }
    }
    if found.isEmpty, let problem { throw problem }
    return .list(found)
  }
}

extension Recording {
  /// As a value of the language.
  func series(named name: String) -> Series {
    Series(
      name: name, iterations: .listed(Array(iterations)), values: Array(values),
      advice: Problem.trainingGivesValues)
  }
}
