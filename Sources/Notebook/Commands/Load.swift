import Datasets
import Language

extension Command {
  static let loadMNIST = load(.loadMNIST)
  static let loadDigits = load(.loadDigits)
  static let loadIDX = load(.loadIDX) { invocation in
    guard invocation.isGiven("test_images") == invocation.isGiven("test_labels") else {
      throw invocation.fault(
        .failed("`test_images` and `test_labels` belong together", advice: "give both"),
        at: invocation.isGiven("test_images") ? "test_images" : "test_labels")
    }
  }
  static let loadFolder = load(.loadFolder)

  private static func load(
    _ signature: CommandSignature,
    check: @escaping @Sendable (Invocation) throws -> Void = { _ in }
  ) -> Command {
    Command(signature, needs: \.workspace) { invocation, workspace in
      try check(invocation)
      let given = invocation.values.compactMapValues(\.first)
      guard let source = DataSource(signature, given) else { return .none }
      let path = workspace.surroundings.resolve
      return .object(try workspace.load(source.mapPaths(path)))
    }
  }
}
