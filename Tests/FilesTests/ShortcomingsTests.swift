import FileTesting
import Files
import Platform
import Testing

/// File systems that lack what others have: a save is made, and something said, once.
@Suite struct ShortcomingsTests {
  // What a process has met is told wherever it works next: two of the tests have one of their own.

  @Test(arguments: [EINVAL, EBADF, EOPNOTSUPP, ENOSYS])
  func foldersThatCannotBeSynchronizedAreSavedIn(number: Int32) async {
    await #expect(processExitsWith: .success) { [number] in
      let folder = TemporaryFolder()
      let probe = FaultyFiles()
      try FileReplacement.save([[1]], to: folder.file("a"), through: probe)
      let index = try #require(probe.calls.lastIndex(of: "fsync"))
      let files = FaultyFiles(.fail(errno: number), atCall: index)
      try FileReplacement.save([[2]], to: folder.file("a"), through: files)
      #expect(bytes(folder.file("a")) == [2] && files.openDescriptors.isEmpty)
    }
  }

  /// No permissions that can be set.
  private struct Plain: FileSystem {
    let real = SystemFiles()
    func setMode(_ descriptor: Int32, _ mode: mode_t) throws(SystemProblem) {
      throw .call("chmod", errno: EPERM)
    }
    func openFolder(_ path: String) throws(SystemProblem) -> Int32 { try real.openFolder(path) }
    func create(_ name: String, in folder: Int32, mode: mode_t) throws(SystemProblem) -> Int32 {
      try real.create(name, in: folder, mode: mode)
    }
    func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(SystemProblem) -> Int {
      try real.write(descriptor, bytes)
    }
    func synchronize(_ descriptor: Int32) throws(SystemProblem) { try real.synchronize(descriptor) }
    func close(_ descriptor: Int32) throws(SystemProblem) { try real.close(descriptor) }
    func rename(_ source: String, to target: String, in folder: Int32) throws(SystemProblem) {
      try real.rename(source, to: target, in: folder)
    }
    func unlink(_ name: String, in folder: Int32) throws(SystemProblem) {
      try real.unlink(name, in: folder)
    }
    func open(_ name: String, in folder: Int32) throws(SystemProblem) -> Int32 {
      try real.open(name, in: folder)
    }
  }

  /// And what was private stays so.
  @Test func permissionsThatCannotBeSetAreNotWider() async {
    await #expect(processExitsWith: .success) {
      let folder = TemporaryFolder()
      let path = folder.file("a")
      try FileReplacement.save([1], to: path)
      #expect(chmod(path, 0o600) == 0)
      try FileReplacement.save([[2]], to: path, through: Plain())
      var status = stat()
      #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
      #expect(bytes(path) == [2])
    }
  }

  @Test func eachIsToldOnce() throws {
    let met = Shortcomings()
    #expect(met.takeWarning() == nil)
    met.note(.locks, in: "runs")
    met.note(.synchronizedFolders, in: "runs")
    met.note(.locks, in: "other")
    #expect(
      met.takeWarning()
        == "runs: the file system has no locks or synchronized folders; a second program that trains "
        + "in the same folder would not be noticed and what was saved last may not survive a power "
        + "failure")
    for shortcoming in [Shortcoming.locks, .synchronizedFolders] { met.note(shortcoming, in: "a") }
    #expect(met.takeWarning() == nil)
  }

  @Test func otherFailuresAreFailures() {
    for number in [EIO, ENOSPC, EDQUOT, EROFS] {
      #expect(!Shortcoming.synchronizedFolders.explains(.call("fsync", errno: number)))
      #expect(!Shortcoming.locks.explains(.call("lock", errno: number)))
    }
  }
}
