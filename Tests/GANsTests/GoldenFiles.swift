import Formats
import Foundation
import TensorEngine
import Testing

/// The reference numbers: `$GANBOOK_GOLDEN`, else `../shared/golden` beside the package.
enum GoldenFiles {
  static let folder: String? = {
    let environment = ProcessInfo.processInfo.environment
    let folder = environment["GANBOOK_GOLDEN"] ?? "../shared/golden"
    return FileManager.default.fileExists(atPath: folder + "/acgan.safetensors") ? folder : nil
  }()

  static let isAvailable: Bool = {
    if folder == nil {
      print("SKIPPED: no reference numbers; name their folder in GANBOOK_GOLDEN")
    }
    return folder != nil
  }()

  static func open(_ name: String) throws -> SafetensorsFile {
    try SafetensorsFile(contentsOf: "\(try #require(folder))/\(name).safetensors")
  }
}
