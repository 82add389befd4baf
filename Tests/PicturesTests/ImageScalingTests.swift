import Pictures
import Testing

@Suite struct ImageScalingTests {
  @Test func eachPixelIsTheMeanOfWhatItCovers() {
    let image = GrayImage(width: 4, height: 2, pixels: [0, 100, 200, 200, 100, 200, 0, 100])
    #expect(image.scaled(toWidth: 2, height: 1).pixels == [100, 125])
    #expect(
      GrayImage(width: 3, height: 1, pixels: [0, 90, 180]).scaled(toWidth: 2, height: 1).pixels
        == [30, 150])
  }

  @Test func oneColourStaysThatColour() {
    for value in [0, 1, 77, 254, 255] as [UInt8] {
      let image = GrayImage(width: 31, height: 17, filledWith: value)
      for (width, height) in [(7, 5), (31, 17), (64, 40), (1, 1)] {
        #expect(image.scaled(toWidth: width, height: height).pixels.allSatisfy { $0 == value })
      }
    }
  }

  @Test func enlargedPixelsAreSquares() {
    let image = GrayImage(width: 2, height: 1, pixels: [1, 2])
    #expect(image.enlarged(by: 2).pixels == [1, 1, 2, 2, 1, 1, 2, 2])
  }
}
