import CEditLine
import Pictures
import Platform

/// What is known about standard input, output and error.
package struct Terminal: Sendable {
  package let inputIsTerminal: Bool
  package let outputIsTerminal: Bool
  package let errorIsTerminal: Bool
  private let environment: [String: String]

  package init(environment: [String: String]) {
    inputIsTerminal = isatty(STDIN_FILENO) == 1
    outputIsTerminal = isatty(STDOUT_FILENO) == 1
    errorIsTerminal = isatty(STDERR_FILENO) == 1
    self.environment = environment
  }

  package var name: String { environment["TERM"] ?? "" }

  /// Knows no control sequences.
  package var isDumb: Bool { name.isEmpty || name == "dumb" || name == "unknown" }

  /// Colour is wanted and understood (https://no-color.org).
  package var hasColour: Bool { !isDumb && (environment["NO_COLOR"] ?? "").isEmpty }

  /// Someone can be talked to.
  package var isInteractive: Bool { inputIsTerminal && outputIsTerminal }

  /// Columns of the terminal now, 80 where it does not say.
  package static var columns: Int { size.columns }

  /// The pixels of a character now; nil where the terminal does not tell the system.
  static var cellSize: PixelSize? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0,
      size.ws_xpixel >= size.ws_col, size.ws_ypixel >= size.ws_row
    else { return nil }
    return PixelSize(
      cellWidth: Int(size.ws_xpixel / size.ws_col), height: Int(size.ws_ypixel / size.ws_row))
  }

  package static var size: (columns: Int, rows: Int) {
    var size = winsize()
    for descriptor in [STDOUT_FILENO, STDERR_FILENO, STDIN_FILENO]
    where ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 {
      return (Int(size.ws_col), size.ws_row > 0 ? Int(size.ws_row) : 24)
    }
    return (80, 24)
  }
}

/// Writes to the terminal at once, past any buffer.
func writeToTerminal(_ text: String) {
  fflush(nil)
  _ = FileOutput(descriptor: STDOUT_FILENO).write(text)
}

/// Tells the terminal to mark what is pasted; remembered, so that a crash switches it off.
func setBracketedPaste(_ isOn: Bool) {
  writeToTerminal(isOn ? "\u{1B}[?2004h" : "\u{1B}[?2004l")
  terminal_guard_set_editing(isOn)
}
