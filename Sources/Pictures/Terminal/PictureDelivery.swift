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

  /// A way that is known, and what stood against another one.
  public init(
    way: PictureProtocol, passesThroughTmux: Bool = false, obstacle: PictureObstacle? = nil
  ) {
    self.way = way
    self.passesThroughTmux = passesThroughTmux
    self.obstacle = obstacle
  }

  /// What a word of `set pictures` comes to: half blocks or characters where a picture cannot arrive.
  public init(word: String, environment: [String: String], asking terminal: some AskedTerminal) {
    let wanted = PictureProtocol(word: word, environment: environment) ?? .none
    guard wanted.isGraphics else {
      self.init(way: wanted)
      return
    }
    do throws(PictureObstacle) {
      self.init(
        way: wanted,
        passesThroughTmux: try Self.needsPassage(wanted, environment, terminal))
    } catch {
      let word = PictureProtocol.hasUTF8(environment) ? "blocks" : "ascii"
      self.init(
        way: PictureProtocol(word: word, environment: environment) ?? .ascii, obstacle: error)
    }
  }

  private static func needsPassage(
    _ way: PictureProtocol, _ environment: [String: String], _ terminal: some AskedTerminal
  ) throws(PictureObstacle) -> Bool {
    let multiplexer = Multiplexer(environment)
    // In a multiplexer only what it understands for sure is asked.
    let query: AskedTerminal.Query? =
      multiplexer != nil || environment["TERM"] == "linux"
      ? nil : way == .kitty ? .kittyGraphics : way == .iterm ? .name : nil
    guard let answers = terminal.answers(query) else { throw .noAnswer }
    // DEC's number for sixel graphics.
    if way == .sixel, answers.attributes.contains(4) { return false }
    switch multiplexer {
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

  private enum Multiplexer {
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
}

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
}

/// What a terminal says of itself.
public struct TerminalAnswers: Equatable, Sendable {
  /// The numbers of DA1, "primary device attributes".
  public var attributes: [Int]
  /// Whether it answered to ``TerminalQuery/kittyGraphics``.
  public var showsKittyGraphics = false
  /// As in `XTerm(379)`.
  public var name: String?

  /// The answers of a terminal, or of a test.
  public init(attributes: [Int], showsKittyGraphics: Bool = false, name: String? = nil) {
    self.attributes = attributes
    self.showsKittyGraphics = showsKittyGraphics
    self.name = name
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
  /// Whether the pane can be seen: what is handed on would stand in another one otherwise.
  public let isVisible: Bool

  /// The answers of tmux, or of a test.
  public init(passesOn: Bool, outerTerm: String, outerName: String, isVisible: Bool) {
    self.passesOn = passesOn
    self.outerTerm = outerTerm
    self.outerName = outerName
    self.isVisible = isVisible
  }

  /// What `tmux display-message -p` is to print.
  public static let format =
    "#{version}|#{allow-passthrough}|#{client_termname}|#{client_termtype}|"
    + "#{pane_active}#{window_active}"

  /// - Parameter line: what it printed. Nil where it is not of that form.
  public init?(line: String) {
    let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 5, !fields[0].isEmpty else { return nil }
    // As in 3.3a, and next-3.6.
    let version = fields[0].split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
    let isBeforeTheOption = version.lexicographicallyPrecedes([3, 3])
    // A flag in 3.3, a word from 3.4 on.
    self.init(
      passesOn: ["1", "on", "all"].contains(fields[1]) || fields[1].isEmpty && isBeforeTheOption,
      outerTerm: fields[2], outerName: fields[3], isVisible: fields[4] == "11")
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
