import Pictures
import TensorEngine
import Testing

@Suite struct ImageGridTests {
  /// The rounding of the specification, `round((x * 0.5 + 0.5) * 255)`, for values in and out of
  /// range.
  @Test func numbersBecomeBytes() {
    for step in -1500...1500 {
      let value = Float(step) / 1000
      let expected = ((value * 0.5 + 0.5) * 255).rounded()
      #expect(PixelScale.byte(value) == UInt8(max(0, min(255, expected))), "\(value)")
    }
    #expect(PixelScale.byte(.nan) == 0)
    #expect(PixelScale.byte(.infinity) == 255)
    #expect(PixelScale.byte(-.infinity) == 0)
    #expect(PixelScale.byte(.greatestFiniteMagnitude) == 255)
  }

  @Test func everyByteSurvivesTheWayThereAndBack() {
    for byte in UInt8.min...UInt8.max {
      #expect(PixelScale.byte((Float(byte) - 127.5) / 127.5) == byte)
    }
  }

  @Test func imagesFillRowsWithGapsBetweenThem() {
    // Five images of 1x2.
    let bytes: [Float] = [1, 101, 2, 102, 3, 103, 4, 104, 5, 105]
    let values = bytes.map { ($0 - 127.5) / 127.5 }
    let images = Tensor(values, shape: [5, 1, 2, 1])
    let grid = ImageGrid(rows: 2, columns: 3, gap: 1).image(of: images)
    #expect(grid.width == 8)
    #expect(grid.height == 3)
    #expect(
      grid.pixels == [
        1, 101, 0, 2, 102, 0, 3, 103,
        0, 0, 0, 0, 0, 0, 0, 0,
        4, 104, 0, 5, 105, 0, 0, 0,
      ])
  }

  @Test func theUsualGridIsTenByTenOf28() {
    let images = Tensor(repeating: 1, shape: [120, 28, 28, 1])
    let grid = ImageGrid().image(of: images)
    #expect(grid.width == 298)
    #expect(grid.height == 298)
    #expect(grid.pixels.count { $0 == 255 } == 100 * 784)
  }

  @Test func imagesOneByOne() {
    let images = Tensor([-1, 1, 0, .nan], shape: [2, 1, 2, 1])
    #expect(GrayImage.images(of: images).map(\.pixels) == [[0, 255], [128, 0]])
  }
}
