/// The ways to show a picture in a terminal.
public enum PictureProtocol: String, Sendable, CaseIterable {
  /// Half blocks in 24-bit grey.
  case trueColorBlocks
  /// Half blocks in the grey steps of the 256-colour palette.
  case paletteBlocks
  /// The graphics protocol of kitty, https://sw.kovidgoyal.net/kitty/graphics-protocol/ .
  case kitty
  /// The inline images of iTerm2, https://iterm2.com/documentation-images.html .
  case iterm
  /// DEC's sixel graphics, as in the VT330/VT340 manual, chapter 14.
  case sixel
  /// Seven-bit characters, without an escape sequence.
  case ascii
  /// Nothing.
  case none

  /// The words of `set pictures`, besides `auto`.
  public static let words = ["blocks", "kitty", "iterm", "sixel", "ascii", "none"]

  /// What a word of `set pictures` stands for; nil for an unknown one. `blocks` takes as many
  /// colours as the terminal has; `auto` is ``detected(in:)``.
  public init?(word: String, environment: [String: String]) {
    switch word {
    case "auto": self = Self.detected(in: environment)
    case "blocks":
      self = Self.hasTrueColor(environment) ? .trueColorBlocks : .paletteBlocks
    case "kitty", "iterm", "sixel", "ascii", "none":
      guard let known = Self(rawValue: word) else { return nil }
      self = known
    default: return nil
    }
  }

  /// The best way for a terminal, going by environment variables alone: the prompt waits for no
  /// answer. ``PictureDelivery`` asks before the first real picture.
  public static func detected(in environment: [String: String]) -> PictureProtocol {
    let term = environment["TERM"] ?? ""
    let program = environment["TERM_PROGRAM"] ?? ""
    if term.isEmpty || term == "dumb" || !(environment["NO_COLOR"] ?? "").isEmpty { return .ascii }
    // Multiplexers keep the variables of the terminal that they were started in, but do not pass
    // its graphics on.
    let isMultiplexed =
      environment["TMUX"] != nil || environment["STY"] != nil || term.hasPrefix("screen")
      || term.hasPrefix("tmux")
    if !isMultiplexed {
      if environment["KITTY_WINDOW_ID"] != nil || ["xterm-kitty", "xterm-ghostty"].contains(term)
        || program == "ghostty"
      {
        return .kitty
      }
      if ["iTerm.app", "WezTerm"].contains(program) { return .iterm }
      if ["foot", "foot-extra", "mlterm", "contour", "yaft-256color"].contains(term)
        || program == "mintty"
      {
        return .sixel
      }
    }
    guard hasUTF8(environment) else { return .ascii }
    if hasTrueColor(environment) { return .trueColorBlocks }
    return hasPalette(term) ? .paletteBlocks : .ascii
  }

  /// Whether the locale's characters are UTF-8: the first of LC_ALL, LC_CTYPE and LANG that is set
  /// decides.
  public static func hasUTF8(_ environment: [String: String]) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy
      .compactMap { environment[$0] }.first { !$0.isEmpty }
    let letters = (locale ?? "").lowercased()
    return letters.hasSuffix("utf-8") || letters.hasSuffix("utf8") || letters.contains("utf-8@")
      || letters.contains("utf8@")
  }

  static func hasTrueColor(_ environment: [String: String]) -> Bool {
    ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "")
      || (environment["TERM"] ?? "").hasSuffix("-direct")
  }

  static func hasPalette(_ term: String) -> Bool {
    term.hasSuffix("256color")
      || ["xterm", "screen", "tmux", "rxvt", "alacritty", "foot", "konsole", "vte", "st-"]
        .contains { term.hasPrefix($0) }
  }
}
