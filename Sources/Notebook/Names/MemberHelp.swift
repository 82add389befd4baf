import Language
import TensorEngine

extension Workspace {
  /// Help on what only this workspace has: a layer, a parameter, a variable; nil for any other topic.
  func explanation(of topic: String) throws(Problem) -> String? {
    if let value = variables[topic] { return "\(topic) = \(ValueText.inner(value))" }
    if let series = recorded(topic) {
      let watch = watches.first { $0.isNamed && $0.name == topic }
      return "\(ValueText.inner(.series(series)))"
        + (watch.map { "\n`\($0.text)` notes it" } ?? "\nit is not watched any more")
    }
    let parts = topic.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let root = parts.first, root == "G" || root == "D", parts.count > 1 else { return nil }
    let run = try builtRun(topic)
    if parts.count > 2 {
      // Finds what is wrong with the rest.
      let value = try run.member(
        Array(parts.dropFirst()), of: ModelReference(network: root))
      if case .tensor(let tensor) = value { return "\(topic): \(TensorText.head(of: tensor))" }
      return "\(topic) = \(ValueText.inner(value))"
    }
    return try card(of: ModelReference(network: root, layer: parts[1]))
  }
}
