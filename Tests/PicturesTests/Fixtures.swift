import Pictures

/// The error of a body that must throw one of these; nil, which no test expects, if it throws none.
func pictureError(_ body: () throws -> Void) -> PictureError? {
  do {
    try body()
    return nil
  } catch {
    return error as? PictureError
  }
}

/// A picture that does not compress.
func noise(width: Int, height: Int) -> GrayImage {
  var state: UInt32 = 1
  let pixels = (0..<(width * height)).map { _ in
    state = state &* 1_664_525 &+ 1_013_904_223
    return UInt8(state >> 24)
  }
  return GrayImage(width: width, height: height, pixels: pixels)
}
