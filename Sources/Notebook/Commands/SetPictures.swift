import Language
import Pictures

extension Command {
  static let setPictures = Command(
    "set pictures", group: .session, summary: "Choose how pictures are shown in the terminal.",
    details: """
      kitty, iterm and sixel are real pictures. The terminal is asked first whether it shows them; inside
      of tmux that takes its option allow-passthrough, and inside of screen there are none.
      """,
    parameters: [
      Parameter(
        "way", .word(["auto"] + PictureProtocol.words), .positional, isRequired: true,
        "auto takes the best that the terminal has")
    ],
    examples: [Example("set pictures blocks"), Example("set pictures none")], needs: \.workspace
  ) { invocation, workspace in
    let word = invocation.string("way") ?? "auto"
    workspace.settings.pictures = word
    let delivery = workspace.surroundings.pictureDelivery(word)
    if word != "auto", let obstacle = delivery.obstacle {
      workspace.output.emit(
        .warning(
          "no pictures by \(word): \(obstacle); \(delivery.way.text) take their place"))
    }
    return .none
  }
}
