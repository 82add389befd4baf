import Platform

/// Lines that the terminal itself collects, while nobody edits them: what comes after so many bytes
/// of one is thrown away by the system, without a word.
package enum CanonicalInput {
  /// The most bytes of a line without its end: on Linux what `N_TTY_BUF_SIZE` leaves, elsewhere
  /// MAX_CANON. https://man7.org/linux/man-pages/man3/termios.3.html
  #if os(Linux)
    package static let longestLine = 4095
  #else
    package static let longestLine = 1023
  #endif

  static let explanation =
    "a line of \(longestLine) characters or more, the longest that this terminal hands on, "
    + "may have been cut; nothing of it was run. Put it into a file, and `run` that"

  /// Whether a line may lack its end. One of just that length is whole, but looks the same.
  static func mayBeCut(_ line: some Collection<UInt8>, from descriptor: Int32) -> Bool {
    line.count >= longestLine && isCanonical(descriptor)
  }

  /// The number of the first such line, from 1.
  static func firstCutLine(of text: [UInt8], from descriptor: Int32) -> Int? {
    guard text.count >= longestLine, isCanonical(descriptor) else { return nil }
    return text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .firstIndex { $0.count >= longestLine }.map { $0 + 1 }
  }

  private static func isCanonical(_ descriptor: Int32) -> Bool {
    var modes = termios()
    return tcgetattr(descriptor, &modes) == 0 && modes.c_lflag & tcflag_t(ICANON) != 0
  }
}
