import ModelFiles
import SafeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder of its own for a test, removed with everything in it when the value goes away.
final class TemporaryFolder: Sendable {
  let path: String

  init() {
    var template = Array(
      "\(getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp")/ganbook-XXXXXX".utf8CString)
    precondition(mkdtemp(&template) != nil, "no temporary folder can be made")
    path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  deinit { Self.remove(path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  var entries: [String] { PartialFiles.list(path) }

  static func remove(_ path: String) {
    for entry in PartialFiles.list(path) {
      let child = "\(path)/\(entry)"
      if unlink(child) != 0 { remove(child) }
    }
    rmdir(path)
  }
}

/// The bytes of a small file; nil where there is none.
func bytes(_ path: String) -> [UInt8]? { try? FileBytes.read(path) }
