/// How pictures get to a terminal: by which protocol, and through what stands in between.
///
/// The protocols of terminals that show real pictures are escape sequences that others take for
/// something else: tmux and screen make a title of them. So a terminal is asked before it gets one.
public struct PictureDelivery: Equatable, Sendable {
  /// What is sent.
  public let way: PictureProtocol
  /// Whether tmux is told to hand it on to the terminal that it runs in.
  public let passesThroughTmux: Bool
  /// Why it is not what was wished for; nil where it is.
  public let obstacle: PictureObstacle?
  /// What is known of the pixels of a terminal that shows real pictures.
  public let pixels: TerminalPixels

  /// A way that is known, and what stood against another one.
  public init(
    way: PictureProtocol, passesThroughTmux: Bool = false, obstacle: PictureObstacle? = nil,
    pixels: TerminalPixels = TerminalPixels()
  ) {
    self.way = way
    self.passesThroughTmux = passesThroughTmux
    self.obstacle = obstacle
    self.pixels = pixels
  }

  /// What a word of `set pictures` comes to: half blocks or characters where a picture cannot arrive.
  /// For `auto` a terminal of which the variables promise nothing is asked for sixels.
  public init(word: String, environment: [String: String], asking terminal: some AskedTerminal) {
    var wanted = PictureProtocol(word: word, environment: environment) ?? .none
    if word == "auto", [.trueColorBlocks, .paletteBlocks].contains(wanted),
      Self.showsSixels(terminal, environment)
    {
      wanted = .sixel
    }
    guard wanted.isGraphics else {
      self.init(way: wanted)
      return
    }
    do throws(PictureObstacle) {
      let passes = try Self.needsPassage(wanted, environment, terminal)
      let isAsked = TerminalQuery.appearance.isUnderstood(in: environment)
      self.init(
        way: wanted, passesThroughTmux: passes,
        pixels: isAsked ? terminal.answers(.appearance)?.pixels ?? TerminalPixels() : .init())
    } catch {
      let word = PictureProtocol.hasUTF8(environment) ? "blocks" : "ascii"
      self.init(
        way: PictureProtocol(word: word, environment: environment) ?? .ascii, obstacle: error)
    }
  }

  /// A tmux that has been built with sixels says that it shows them wherever it runs.
  private static func showsSixels(
    _ terminal: some AskedTerminal, _ environment: [String: String]
  ) -> Bool {
    guard terminal.answers(nil)?.showsSixels ?? false else { return false }
    guard case .tmux? = Multiplexer(environment) else { return true }
    return terminal.tmux()?.outerShowsSixels ?? false
  }

  private static func needsPassage(
    _ way: PictureProtocol, _ environment: [String: String], _ terminal: some AskedTerminal
  ) throws(PictureObstacle) -> Bool {
    // In a multiplexer only what it understands for sure is asked.
    let query: TerminalQuery? = way == .kitty ? .kittyGraphics : way == .iterm ? .name : nil
    guard
      let answers = terminal.answers(query?.isUnderstood(in: environment) ?? false ? query : nil)
    else { throw .noAnswer }
    if way == .sixel, answers.showsSixels { return false }
    switch Multiplexer(environment) {
    case .screen?: throw .screen
    case .tmux?:
      guard let tmux = terminal.tmux() else { throw .tmuxIsElsewhere }
      guard tmux.passesOn else { throw .tmuxDoesNotPassOn }
      guard way.isUnderstood(byTerm: tmux.outerTerm, name: tmux.outerName) else {
        let outer = tmux.outerName.isEmpty ? tmux.outerTerm : tmux.outerName
        throw .unknownOutsideOfTmux(outer.isEmpty ? "a terminal without a name" : outer)
      }
      return true
    case nil:
      let isUnderstood =
        switch way {
        case .kitty: answers.showsKittyGraphics
        case .iterm:
          way.isUnderstood(byTerm: "", name: answers.name ?? "")
            || ["iTerm.app", "WezTerm", "mintty"].contains(environment["TERM_PROGRAM"] ?? "")
            || environment["LC_TERMINAL"] == "iTerm2"
        default: false
        }
      guard isUnderstood else { throw .notUnderstood }
      return false
    }
  }
}

extension PictureProtocol {
  /// Whether it shows real pictures, by sequences that a terminal has to know.
  public var isGraphics: Bool { [.kitty, .iterm, .sixel].contains(self) }

  /// Whether a terminal is known to understand it, by its TERM or by what it calls itself.
  fileprivate func isUnderstood(byTerm term: String, name: String) -> Bool {
    let (terms, names): ([String], [String]) =
      switch self {
      case .kitty: (["xterm-kitty", "xterm-ghostty"], ["kitty", "ghostty", "WezTerm", "Konsole"])
      case .iterm: ([], ["iTerm2", "WezTerm", "mintty", "Konsole"])
      case .sixel:
        (
          ["foot", "foot-extra", "mlterm", "contour", "yaft-256color"],
          ["foot", "mlterm", "contour", "iTerm2", "WezTerm", "mintty", "Konsole"]
        )
      default: ([], [])
      }
    return terms.contains(term) || names.contains(where: name.hasPrefix)
  }
}
