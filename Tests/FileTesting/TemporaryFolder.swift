import Files
import Foundation

/// A folder of its own for a test, removed with everything in it when the value goes away.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/ganbook-tests-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      preconditionFailure("no folder can be made in \(parent): \(String(cString: strerror(errno)))")
    }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit { Self.remove(path) }

  /// The path of a file in it.
  package func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file and gives its path.
  @discardableResult
  package func write(_ bytes: [UInt8], as name: String) throws -> String {
    try FileReplacement.replace([.init(file(name), [bytes])])
    return file(name)
  }

  /// Everything in it, hidden files too, in the order of their names.
  package var names: [String] { Folder.readableNames(in: path) }

  /// Removes a folder with everything in it.
  package static func remove(_ path: String) {
    for name in Folder.readableNames(in: path) {
      let child = "\(path)/\(name)"
      if unlink(child) != 0 { remove(child) }
    }
    rmdir(path)
  }
}

/// The bytes of a small file; nil where there is none.
package func bytes(_ path: String) -> [UInt8]? {
  FileManager.default.contents(atPath: path).map { [UInt8]($0) }
}
