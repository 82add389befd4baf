import Foundation
import Pictures
import Testing

/// Mistakes of a program that uses the library: in release builds, too, a line on standard error says
/// which module found what.
@Suite struct FaultTests {
  @Test func aPictureOfTooFewPixels() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = GrayImage(width: 2, height: 2, pixels: [1, 2, 3])
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.hasPrefix("Pictures: GrayImage"), "\(text)")
  }
}
