import Foundation
import Pictures

/// A new empty folder, removed when the value goes.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "ganbook-tests-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult func write(_ bytes: [UInt8], as name: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
    return path + "/" + name
  }

  var names: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? []
  }
}

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
