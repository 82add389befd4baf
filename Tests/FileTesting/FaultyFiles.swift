import SafeFiles
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The real file system, where the n-th call goes wrong in a chosen way.
package final class FaultyFiles: FileSystem {
  package enum Fault: Sendable {
    /// The n-th call fails, and from then on every call of the same name if `lasting`.
    case fail(errno: Int32, lasting: Bool = false)
    /// Each write takes at most so many bytes.
    case shortWrites(Int)
  }

  private struct State {
    var calls: [String] = []
    var openDescriptors: Set<Int32> = []
    var failing: String?
  }

  private let fault: Fault?
  private let faultyCall: Int
  private let state = Mutex(State())
  private let real = SystemFiles()

  package init(_ fault: Fault? = nil, atCall: Int = -1) {
    self.fault = fault
    faultyCall = atCall
  }

  package var calls: [String] { state.withLock { $0.calls } }
  package var openDescriptors: Set<Int32> { state.withLock { $0.openDescriptors } }

  private func enter(_ call: String) throws(SystemProblem) {
    let error: Int32? = state.withLock { state in
      state.calls.append(call)
      guard case .fail(let number, let lasting) = fault else { return nil }
      if state.calls.count - 1 == faultyCall {
        if lasting { state.failing = call }
        return number
      }
      return state.failing == call ? number : nil
    }
    if let error { throw .call(call, errno: error) }
  }

  package func create(_ path: String) throws(SystemProblem) -> Int32 {
    try enter("create")
    let descriptor = try real.create(path)
    state.withLock { _ = $0.openDescriptors.insert(descriptor) }
    return descriptor
  }

  package func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(SystemProblem)
    -> Int
  {
    try enter("write")
    if case .shortWrites(let limit) = fault {
      return try real.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes.prefix(limit)))
    }
    return try real.write(descriptor, bytes)
  }

  package func synchronize(_ descriptor: Int32) throws(SystemProblem) {
    try enter("fsync")
    try real.synchronize(descriptor)
  }

  package func close(_ descriptor: Int32) throws(SystemProblem) {
    // As Linux does it: the descriptor is gone even if close reports a failure.
    state.withLock { _ = $0.openDescriptors.remove(descriptor) }
    try real.close(descriptor)
    try enter("close")
  }

  package func rename(_ source: String, to target: String) throws(SystemProblem) {
    try enter("rename")
    try real.rename(source, to: target)
  }

  package func unlink(_ path: String) throws(SystemProblem) {
    try enter("unlink")
    try real.unlink(path)
  }

  package func open(_ path: String) throws(SystemProblem) -> Int32 {
    try enter("open")
    let descriptor = try real.open(path)
    state.withLock { _ = $0.openDescriptors.insert(descriptor) }
    return descriptor
  }
}
