import Language

extension Command {
  static let setTimelineMemory = Command(
    "set timeline.memory", group: .time,
    summary: "Choose how much memory the states take that `rewind` starts from.",
    details: """
      Without it, a quarter of what is free when the first one is kept, 1 GB at most. With less, rewinding
      takes longer.
      """,
    parameters: [
      Parameter("size", .byteCount, .positional, isRequired: true, "as 512MB or 2GB")
    ],
    examples: [Example("set timeline.memory 512MB")], needs: \.workspace
  ) { invocation, workspace in
    guard let bytes = invocation.string("size").flatMap(ByteCount.bytes) else { return .none }
    workspace.settings.timelineMemory = bytes
    return .none
  }
}
