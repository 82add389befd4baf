import Foundation
import Pictures
import Testing

@Suite struct FontTests {
  /// The rows and columns of a text that are not white, on white.
  private func inked(_ text: String, _ font: Font) -> (image: GrayImage, box: [Int]) {
    var image = GrayImage(width: 400, height: 100, filledWith: 255)
    image.draw(text, x: 50, baseline: 60, font: font, shade: 0)
    let rows = (0..<100).filter { row in (0..<400).contains { image[row: row, column: $0] < 128 } }
    let columns = (0..<400).filter { column in
      (0..<100).contains { image[row: $0, column: column] < 128 }
    }
    return (
      image, [rows.first ?? -1, rows.last ?? -1, columns.first ?? -1, columns.last ?? -1]
    )
  }

  private static let fonts = [Font(size: 28), Font.bitmap(size: 28)]

  @Test(arguments: fonts) func lettersStandOnTheirLine(_ font: Font) {
    let box = inked("H", font).box
    #expect(box[1] == 59, "the row above the baseline")
    #expect(abs(Double(60 - box[0]) - font.capHeight) <= 1)
    #expect(inked("p", font).box[1] > 59, "a descender")
    #expect((50...54).contains(box[2]))
  }

  @Test(arguments: fonts) func anchorsMoveTheText(_ font: Font) {
    var (left, right) = (GrayImage(width: 300, height: 60), GrayImage(width: 300, height: 60))
    let width = font.width(of: "label 12").rounded()
    left.draw("label 12", x: 20, baseline: 40, font: font, shade: 255)
    right.draw("label 12", x: 20 + width, baseline: 40, anchor: 1, font: font, shade: 255)
    // By at most a pixel, for widths are no whole numbers.
    let shifts = [-1, 0, 1].map { shift in
      (0..<60).allSatisfy { row in
        (1..<299).allSatisfy { left[row: row, column: $0] == right[row: row, column: $0 + shift] }
      }
    }
    #expect(shifts.contains(true))
    #expect(font.width(of: "") == 0)
  }

  /// What leaves the picture is left out, and nothing else is touched.
  @Test(arguments: fonts) func edgesCut(_ font: Font) {
    var image = GrayImage(width: 20, height: 10, filledWith: 9)
    for (x, y) in [(-30.0, -30.0), (500, 500), (-5, 5), (18, 12), (10, -2)] {
      image.draw("Wg", x: x, baseline: y, font: font, shade: 200)
    }
    #expect(image.width == 20 && image.pixels.count == 200)
    var canvas = ColorCanvas(width: 90, height: 10)
    canvas.draw("Wg", x: -3, baseline: 12, font: font, RGB(0xFF0000))
    #expect(canvas[row: 0, column: 89] == RGB(0xFFFFFF))
  }

  /// Edges of outlines are grey; 5 by 7 pixels have none. Other alphabets are drawn too, if the system has
  /// them, and never nothing.
  @Test(.enabled(if: Font(size: 20).isOutline)) func outlinesAreSmooth() {
    let greys = Set(inked("o8S", Font(size: 28)).image.pixels)
    #expect(greys.count > 20)
    #expect(Set(inked("o8S", Font.bitmap(size: 28)).image.pixels) == [0, 255])
    for text in ["é", "Ω", "ж", "あ", "\u{10FFFD}"] {
      #expect(inked(text, Font(size: 28)).box[0] >= 0, "\(text)")
    }
    // A different size is another drawing, not the same one enlarged.
    #expect(Font(size: 14).width(of: "loss.d") * 2 > Font(size: 28).width(of: "loss.d") * 0.95)
    #expect(Font(size: 14).width(of: "loss.d") * 2 < Font(size: 28).width(of: "loss.d") * 1.05)
  }

  @Test func severalThreadsDrawTheSame() async {
    let expected = inked("loss.d 0.6931", Font(size: 28)).image
    await withTaskGroup(of: GrayImage.self) { group in
      for _ in 0..<8 { group.addTask { inked("loss.d 0.6931", Font(size: 28)).image } }
      for await image in group { #expect(image == expected) }
    }
  }
}
