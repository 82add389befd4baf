import CEditLine
import Platform

/// Text as libedit keeps it: one element for each Unicode scalar.
package enum WideText {
  package static func characters(_ text: String) -> [wchar_t] {
    // Every scalar fits: wchar_t has 32 bits on the systems that Ganbook runs on.
    text.unicodeScalars.map { wchar_t(truncatingIfNeeded: $0.value) }
  }

  /// `characters` with the 0 at the end that C functions expect.
  package static func terminated(_ text: String) -> [wchar_t] {
    characters(text) + [0]
  }

  package static func string(_ characters: some Sequence<wchar_t>) -> String {
    var scalars = String.UnicodeScalarView()
    for character in characters {
      scalars.append(Unicode.Scalar(UInt32(truncatingIfNeeded: character)) ?? "\u{FFFD}")
    }
    return String(scalars)
  }
}

/// The locale decides what libedit can draw, and which bytes form a character.
package enum Locale {
  /// Takes the user's locale over. Where that is C (over ssh, in a container), which knows ASCII
  /// only and in which libedit drops everything else that is typed, a UTF-8 locale steps in, for
  /// characters alone.
  package static func adopt() {
    setlocale(LC_CTYPE, "")
    guard codeset == "ANSI_X3.4-1968" || codeset == "US-ASCII" || codeset == "646" else { return }
    for name in ["C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"]
    where setlocale(LC_CTYPE, name) != nil { return }
  }

  package static var isUTF8: Bool { codeset == "UTF-8" }

  /// The name of the locale in force for characters.
  package static var name: String {
    setlocale(LC_CTYPE, nil).map { String(cString: $0) } ?? "unknown"
  }

  /// The name of the encoding, such as `UTF-8`.
  package static var codeset: String {
    nl_langinfo(nl_item(CODESET)).map { String(cString: $0) } ?? "unknown"
  }
}
