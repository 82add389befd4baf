import CEditLine

/// Keys that the input reader recognises itself and hands to libedit as one character each, from
/// the range of the C1 control characters, which no keyboard sends and libedit leaves free.
///
/// libedit could be told the escape sequences instead, but does not know them everywhere: in the
/// middle of an incremental search, or in vi's insert mode, a sequence is taken apart and its rest
/// typed into the line. A pasted block would then run its lines.
package enum Key: UInt32, CaseIterable, Sendable {
  case up = 0x81
  case down, left, right, home, end, delete, wordLeft, wordRight
  case paste = 0x90
  case accept, list, resize, newline

  package var character: wchar_t { wchar_t(truncatingIfNeeded: rawValue) }

  /// What terminals send, after ESC.
  static let sequences: [String: Key] = [
    "[A": .up, "OA": .up, "[B": .down, "OB": .down,
    "[C": .right, "OC": .right, "[D": .left, "OD": .left,
    "[H": .home, "OH": .home, "[1~": .home, "[7~": .home,
    "[F": .end, "OF": .end, "[4~": .end, "[8~": .end,
    "[3~": .delete,
    // Ctrl, Alt, both, and Alt as iTerm2 has it; Ctrl as rxvt has it.
    "[1;5D": .wordLeft, "[1;3D": .wordLeft, "[1;7D": .wordLeft, "[1;9D": .wordLeft,
    "[5D": .wordLeft, "Od": .wordLeft,
    "[1;5C": .wordRight, "[1;3C": .wordRight, "[1;7C": .wordRight, "[1;9C": .wordRight,
    "[5C": .wordRight, "Oc": .wordRight,
    "[200~": .paste,
  ]
}
