import HostileFiles
import Platform

// The target of `scripts/fuzz`, for libFuzzer (https://llvm.org/docs/LibFuzzer.html), which brings
// `main`.

/// The reader to be fuzzed, by the environment.
private let reader: HostileReader = {
  let name = getenv("GANBOOK_FUZZ_READER").map { String(cString: $0) } ?? ""
  guard let reader = HostileReader(rawValue: name) else {
    let names = HostileReader.allCases.map(\.rawValue).joined(separator: ", ")
    print("GANBOOK_FUZZ_READER must be one of \(names)")
    exit(2)
  }
  return reader
}()

/// What libFuzzer calls with each input. A trap in a reader, or here, is what it looks for.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do {
    if case .refused(let text) = try reader.read(bytes) {
      precondition(!text.isEmpty, "an error without a text")
      precondition(text.utf8.count < 10_000, "an error of \(text.utf8.count) bytes")
    }
  } catch {
    preconditionFailure("\(error)")
  }
  return 0
}
