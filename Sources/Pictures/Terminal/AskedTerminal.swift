/// A terminal that can be asked what it shows.
public protocol AskedTerminal {
  /// What it is asked.
  typealias Query = TerminalQuery

  /// What it says of itself; nil where it says nothing.
  func answers(_ query: TerminalQuery?) -> TerminalAnswers?
  /// What the tmux that runs here says; nil where none does.
  func tmux() -> TmuxAnswers?
}

/// What a terminal is asked beyond its attributes, which every one tells.
public enum TerminalQuery: Sendable {
  /// https://sw.kovidgoyal.net/kitty/graphics-protocol/#querying-support-and-available-transmission-mediums
  case kittyGraphics
  /// XTVERSION, https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
  case name
  /// The colour that text stands on, the size of a character, how much sixels may have: OSC 11, a
  /// window operation of xterm's and XTSMGRAPHICS, in the same document.
  case appearance

  /// Whether it may be asked in surroundings: GNU screen and the console of Linux make something else
  /// of some questions, tmux of kitty's.
  public func isUnderstood(in environment: [String: String]) -> Bool {
    if environment["TERM"] == "linux" { return false }
    switch Multiplexer(environment) {
    case .screen?: return false
    case .tmux?: return self == .appearance
    case nil: return true
    }
  }
}

/// What a terminal says of itself.
public struct TerminalAnswers: Equatable, Sendable {
  /// The numbers of DA1, "primary device attributes".
  public var attributes: [Int]
  /// By DEC's number for sixel graphics.
  public var showsSixels: Bool { attributes.contains(4) }
  /// Whether it answered to ``TerminalQuery/kittyGraphics``.
  public var showsKittyGraphics = false
  /// As in `XTerm(379)`.
  public var name: String?
  /// What text stands on.
  public var background: RGB?
  /// How large a character is, and how much sixels may have.
  public var pixels = TerminalPixels()

  /// The answers of a terminal, or of a test.
  public init(
    attributes: [Int], showsKittyGraphics: Bool = false, name: String? = nil,
    background: RGB? = nil, pixels: TerminalPixels = TerminalPixels()
  ) {
    self.attributes = attributes
    self.showsKittyGraphics = showsKittyGraphics
    self.name = name
    self.background = background
    self.pixels = pixels
  }
}
