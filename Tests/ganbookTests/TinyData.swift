import Foundation

/// Images so small that even a program built without optimisation trains on them in no time.
enum TinyData {
  /// Writes 24 images of 8 by 8 pixels in 3 classes as IDX files. - Returns: what loads them.
  static func write(to folder: String) throws -> String {
    let count: UInt8 = 24
    let pixels = (0..<Int(count) * 64).map { UInt8(truncatingIfNeeded: $0 &* 97 &+ $0 / 64 &* 31) }
    let images: [UInt8] = [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 8, 0, 0, 0, 8] + pixels
    let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, count] + (0..<count).map { $0 % 3 }
    try Data(images).write(to: URL(fileURLWithPath: folder + "/images"))
    try Data(labels).write(to: URL(fileURLWithPath: folder + "/labels"))
    return "load idx images=\"\(folder)/images\" labels=\"\(folder)/labels\"\n"
      + "build acgan batch=2 latent=4 seed=3\n"
  }

  /// A new folder that serves as home and working folder.
  static func makeHome() throws -> String {
    let home = NSTemporaryDirectory() + "ganbook-home-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    return home
  }
}
