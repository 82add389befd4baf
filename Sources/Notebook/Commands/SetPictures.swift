import Pictures

extension Command {
  static let setPictures = Command(
    "set pictures", group: .session, summary: "Choose how pictures are shown in the terminal.",
    parameters: [
      Parameter(
        "way", .word(["auto"] + PictureProtocol.words), .positional, isRequired: true,
        "auto takes the best that the terminal has")
    ],
    examples: [Example("set pictures blocks"), Example("set pictures none")]
  ) { invocation in
    invocation.session.settings.pictures = invocation.string("way") ?? "auto"
    return .none
  }
}
