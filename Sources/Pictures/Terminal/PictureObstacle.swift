/// Why a picture cannot arrive as it was wished.
public enum PictureObstacle: Error, Equatable, Sendable {
  /// The terminal does not say what it is, or there is none to ask.
  case noAnswer
  /// It answers, and does not understand the protocol.
  case notUnderstood
  /// GNU screen hands no pictures on.
  case screen
  /// TERM names tmux, and it is on another machine.
  case tmuxIsElsewhere
  /// The tmux that runs here hands none on.
  case tmuxDoesNotPassOn
  /// What tmux runs in is not known to understand the protocol.
  case unknownOutsideOfTmux(String)
}

extension PictureObstacle: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noAnswer: "the terminal does not answer what it can show"
    case .notUnderstood: "the terminal does not understand that"
    case .screen: "screen hands no pictures on"
    case .tmuxIsElsewhere:
      "tmux runs on another machine and cannot be asked whether it hands them on"
    case .tmuxDoesNotPassOn:
      "tmux hands none on; `tmux set -g allow-passthrough on`, then `set pictures` again"
    case .unknownOutsideOfTmux(let name):
      "\(name), which tmux runs in, is not known to understand that"
    }
  }
}
