/// A program that stands between this one and the terminal, by the environment.
enum Multiplexer {
  case tmux, screen

  /// TERM goes along where the other variables do not, with `ssh` for one.
  init?(_ environment: [String: String]) {
    let term = environment["TERM"] ?? ""
    if !(environment["TMUX"] ?? "").isEmpty || term.hasPrefix("tmux") {
      self = .tmux
    } else if !(environment["STY"] ?? "").isEmpty || term.hasPrefix("screen") {
      self = .screen
    } else {
      return nil
    }
  }
}

/// What the tmux that runs here says of itself.
public struct TmuxAnswers: Equatable, Sendable {
  /// Its option `allow-passthrough`; before 3.3 it had none and handed on everything.
  public let passesOn: Bool
  /// TERM, and the name by XTVERSION, of the terminal that it runs in.
  public let outerTerm: String
  /// The name by XTVERSION of the terminal that it runs in.
  public let outerName: String
  /// Whether that terminal shows sixels, as far as tmux knows: others get a text in their place.
  public let outerShowsSixels: Bool
  /// Whether the pane can be seen: what is handed on would stand in another one otherwise.
  public let isVisible: Bool

  /// The answers of tmux, or of a test.
  public init(
    passesOn: Bool, outerTerm: String, outerName: String, outerShowsSixels: Bool = false,
    isVisible: Bool
  ) {
    self.passesOn = passesOn
    self.outerTerm = outerTerm
    self.outerName = outerName
    self.outerShowsSixels = outerShowsSixels
    self.isVisible = isVisible
  }

  /// What `tmux display-message -p` is to print.
  public static let format =
    "#{version}|#{allow-passthrough}|#{client_termname}|#{client_termtype}|"
    + "#{client_termfeatures}|#{pane_active}#{window_active}"

  /// - Parameter line: what it printed. Nil where it is not of that form.
  public init?(line: String) {
    let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 6, !fields[0].isEmpty else { return nil }
    // As in 3.3a, and next-3.6.
    let version = fields[0].split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
    let isBeforeTheOption = version.lexicographicallyPrecedes([3, 3])
    // A flag in 3.3, a word from 3.4 on.
    self.init(
      passesOn: ["1", "on", "all"].contains(fields[1]) || fields[1].isEmpty && isBeforeTheOption,
      outerTerm: fields[2], outerName: fields[3],
      outerShowsSixels: fields[4].split(separator: ",").contains("sixel"),
      isVisible: fields[5] == "11")
  }
}
