import CFonts
import Synchronization

/// The font without serifs that the user of this system has chosen, drawn by FreeType.
enum OutlineFont {
  /// The faces that are open. The libraries are not for several threads at once.
  private struct Faces: @unchecked Sendable {
    /// The usual one; nil once the libraries or the font are known to be missing.
    var usual: OpaquePointer?
    var isKnown = false
    /// Others, for characters that it does not have.
    var others: [OpaquePointer] = []
    /// By character, which of them has it; nil where no font does.
    var known: [UInt32: OpaquePointer?] = [:]

    mutating func opened() -> OpaquePointer? {
      if !isKnown { usual = cfonts_open("sans-serif:scalable=true") }
      isKnown = true
      return usual
    }

    mutating func face(of scalar: UInt32) -> OpaquePointer? {
      guard let usual = opened() else { return nil }
      if cfonts_has(usual, scalar) != 0 { return usual }
      if let known = known[scalar] { return known ?? usual }
      let found = others.first { cfonts_has($0, scalar) != 0 } ?? opened(for: scalar)
      known[scalar] = .some(found)
      return found ?? usual
    }

    private mutating func opened(for scalar: UInt32) -> OpaquePointer? {
      let code = String(scalar, radix: 16)
      guard let face = cfonts_open("sans-serif:scalable=true:charset=\(code)") else { return nil }
      guard cfonts_has(face, scalar) != 0 else {
        // The nearest one that there is.
        cfonts_close(face)
        return nil
      }
      others.append(face)
      return face
    }
  }

  private static let faces = Mutex(Faces())

  /// How high capitals stand, in pixels; nil where there is no such font.
  static func capHeight(size: Double) -> Double? {
    faces.withLock { faces in
      guard let face = faces.opened(), let glyph = glyph("H", face, size) else { return nil }
      return Double(glyph.top)
    }
  }

  private static func glyph(
    _ scalar: Unicode.Scalar, _ face: OpaquePointer, _ size: Double
  ) -> cfonts_glyph? {
    var glyph = cfonts_glyph()
    return cfonts_draw(face, scalar.value, size, &glyph) != 0 ? glyph : nil
  }

  /// A character where it stands in its text.
  private struct Placed {
    let left: Int
    let top: Int
    let width: Int
    let height: Int
    let coverage: [UInt8]
  }

  /// A text of one line, letter beside letter.
  static func ink(of text: String, size: Double) -> Ink {
    var placed: [Placed] = []
    var pen = 0.0
    faces.withLock { faces in
      for scalar in text.unicodeScalars {
        // A face of bitmaps in other sizes has a character and cannot draw it: the usual one has a box.
        guard let face = faces.face(of: scalar.value),
          let glyph = glyph(scalar, face, size)
            ?? faces.opened().flatMap({ Self.glyph(scalar, $0, size) })
        else { continue }
        let (width, height) = (Int(glyph.width), Int(glyph.height))
        var coverage: [UInt8] = []
        for row in 0..<height {
          coverage += UnsafeBufferPointer(
            start: glyph.coverage + row * Int(glyph.pitch), count: width)
        }
        placed.append(
          Placed(
            left: Int(pen.rounded()) + Int(glyph.left), top: -Int(glyph.top), width: width,
            height: height, coverage: coverage))
        pen += glyph.advance
      }
    }
    return joined(placed, advance: pen)
  }

  private static func joined(_ placed: [Placed], advance: Double) -> Ink {
    let seen = placed.filter { !$0.coverage.isEmpty }
    let left = seen.map(\.left).min() ?? 0
    let top = seen.map(\.top).min() ?? 0
    let width = (seen.map { $0.left + $0.width }.max() ?? 0) - left
    let height = (seen.map { $0.top + $0.height }.max() ?? 0) - top
    var coverage = [UInt8](repeating: 0, count: width * height)
    for one in seen {
      for row in 0..<one.height {
        for column in 0..<one.width {
          let index = (one.top - top + row) * width + one.left - left + column
          // Neighbours may touch.
          coverage[index] = max(coverage[index], one.coverage[row * one.width + column])
        }
      }
    }
    return Ink(
      width: width, height: height, left: -left, above: -top, advance: advance, coverage: coverage)
  }
}
