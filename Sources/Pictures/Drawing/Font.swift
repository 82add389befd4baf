/// The letters that pictures are labelled with, in one size: of a font that fontconfig finds, drawn by
/// FreeType, or where one of them is missing of 5 by 7 pixels.
public struct Font: Sendable {
  /// The size of the type, in pixels: about the distance of two lines.
  public let size: Double
  /// Whether they are outlines, which are even in any size and have all characters of the system.
  public let isOutline: Bool
  /// How high capitals and digits stand above the baseline, in pixels.
  public let capHeight: Double
  private let bitmap: BitmapFont

  /// The font of this system in one size, in pixels. The libraries are loaded by the first one.
  public init(size: Double) {
    self.init(size: size, outlineHeight: OutlineFont.capHeight(size: size))
  }

  /// The font that is there without any library.
  public static func bitmap(size: Double) -> Font { Font(size: size, outlineHeight: nil) }

  private init(size: Double, outlineHeight: Double?) {
    self.size = size
    bitmap = BitmapFont(size: size)
    isOutline = outlineHeight != nil
    capHeight = outlineHeight ?? bitmap.capHeight
  }

  /// How wide a text is, in pixels.
  public func width(of text: String) -> Double {
    isOutline ? ink(of: text).advance : bitmap.width(of: text)
  }

  /// A text as drawn: one line.
  func ink(of text: String) -> Ink {
    isOutline ? OutlineFont.ink(of: text, size: size) : bitmap.ink(of: text)
  }
}
