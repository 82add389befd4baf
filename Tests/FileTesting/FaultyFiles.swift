import Files
import Platform
import Synchronization

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

  package func openFolder(_ path: String) throws(SystemProblem) -> Int32 {
    try enter("open folder")
    return opened(try real.openFolder(path))
  }

  package func create(
    _ name: String, in folder: Int32, mode: mode_t
  ) throws(SystemProblem) -> Int32 {
    try enter("create")
    return opened(try real.create(name, in: folder, mode: mode))
  }

  private func opened(_ descriptor: Int32) -> Int32 {
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

  package func rename(
    _ source: String, to target: String, in folder: Int32
  ) throws(SystemProblem) {
    try enter("rename")
    try real.rename(source, to: target, in: folder)
  }

  package func unlink(_ name: String, in folder: Int32) throws(SystemProblem) {
    try enter("unlink")
    try real.unlink(name, in: folder)
  }

  package func open(_ name: String, in folder: Int32) throws(SystemProblem) -> Int32 {
    try enter("open")
    return opened(try real.open(name, in: folder))
  }
}
