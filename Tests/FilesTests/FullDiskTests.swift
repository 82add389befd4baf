import FileTesting
import Files
import Platform
import Testing

private func openFullDevice() -> Int32 { open("/dev/full", O_WRONLY | O_CLOEXEC) }

/// Saving where there really is no space, instead of an injected error.
@Suite struct FullDiskTests {
  /// A file system where every new file is `/dev/full`, which takes no byte.
  private struct FullFiles: FileSystem {
    let real = SystemFiles()
    func openFolder(_ path: String) throws(SystemProblem) -> Int32 { try real.openFolder(path) }
    func create(_ name: String, in folder: Int32, mode: mode_t) throws(SystemProblem) -> Int32 {
      let descriptor = openFullDevice()
      guard descriptor >= 0 else { throw .call("create", errno: errno) }
      return descriptor
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

  @Test(.enabled(if: access("/dev/full", W_OK) == 0, "this system has no /dev/full"))
  func aDeviceWithoutSpaceFailsTheSave() throws {
    let folder = TemporaryFolder()
    let target = folder.file("x")
    try FileReplacement.save([1, 2, 3], to: target)
    let error = #expect(throws: FileReplacement.Failure.self) {
      try FileReplacement.save([[4, 5]], to: target, through: FullFiles())
    }
    #expect(error?.problem.description.contains("no space left") == true)
    #expect(bytes(target) == [1, 2, 3])
  }

  #if os(Linux)
    @Test(
      .enabled(
        if: SmallFileSystem.canBeMounted, "no file system can be mounted here; NOT TESTED"))
    func aFullFileSystemFailsTheSave() throws {
      let folder = TemporaryFolder()
      let disk = try #require(SmallFileSystem(on: folder, size: "1m"))
      defer { withExtendedLifetime(disk) {} }
      let target = folder.file("x")
      let old = [UInt8](repeating: 1, count: 400_000)
      try FileReplacement.save(old, to: target)
      let error = #expect(throws: FileReplacement.Failure.self) {
        try FileReplacement.save([UInt8](repeating: 2, count: 800_000), to: target)
      }
      #expect(error?.problem.description.contains("no space left") == true)
      #expect(bytes(target) == old)
      #expect(folder.names == ["x"])
      try FileReplacement.save([UInt8](repeating: 3, count: 400_000), to: target)
    }
  #endif

  #if compiler(>=6.2)
    @Test func aFileSizeLimitFailsTheSave() async {
      // In a process of its own, because the limit holds for all of a process.
      await #expect(processExitsWith: .success) {
        let folder = TemporaryFolder()
        let target = folder.file("x")
        try FileReplacement.save([1, 2, 3], to: target)
        // As the program does: without it the signal ends the process.
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: 65536, rlim_max: 65536)
        #if os(Linux)
          #expect(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
        #else
          #expect(setrlimit(RLIMIT_FSIZE, &limit) == 0)
        #endif
        let error = #expect(throws: FileReplacement.Failure.self) {
          try FileReplacement.save([UInt8](repeating: 7, count: 200_000), to: target)
        }
        #expect(error?.problem.description.contains("File too large") == true)
        #expect(bytes(target) == [1, 2, 3])
        #expect(folder.names == ["x"])
      }
    }
  #endif
}
