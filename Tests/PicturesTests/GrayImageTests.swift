import Pictures
import Testing

@Suite struct GrayImageTests {
  @Test func rowsComeFromTheTop() {
    var image = GrayImage(width: 3, height: 2)
    image[row: 1, column: 0] = 7
    #expect(image.pixels == [0, 0, 0, 7, 0, 0])
    #expect(image[row: 1, column: 0] == 7)
  }
}
