import FileTesting
import ModelFiles
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct RunLockTests {
  let folder = TemporaryFolder()

  @Test func theSecondIsRefusedAndTheFirstNamed() throws {
    let first = try RunLock(folder: folder.path)
    #expect(first.recoveredFrom == nil)
    let error = #expect(throws: ModelFileError.self) { try RunLock(folder: folder.path) }
    #expect(error?.problem == .checkpoint(.locked(process: Int(getpid()))))
    #expect(error?.description.contains("in use by process \(getpid())") == true)
    withExtendedLifetime(first) {}
  }

  @Test func itIsGivenBack() throws {
    do {
      let first = try RunLock(folder: folder.path)
      withExtendedLifetime(first) {}
    }
    #expect(folder.names.isEmpty)
    _ = try RunLock(folder: folder.path)
  }

  @Test func whatADeadProcessLeftIsTakenOver() throws {
    try SafeFile.save(Array("2000000000\n".utf8), to: folder.file("ganbook.lock"))
    let lock = try RunLock(folder: folder.path)
    #expect(lock.recoveredFrom == 2_000_000_000)
    #expect(bytes(folder.file("ganbook.lock")) == Array("\(getpid())\n".utf8))
  }

  @Test func damagedLockFilesDoNotMatter() throws {
    for content in [[], [0xFF], [UInt8](repeating: 0x39, count: 100)] as [[UInt8]] {
      try SafeFile.save(content, to: folder.file("ganbook.lock"))
      #expect(try RunLock(folder: folder.path).recoveredFrom == nil)
    }
    #expect(throws: ModelFileError.self) { try RunLock(folder: folder.file("none")) }
  }

  #if compiler(>=6.2)
    @Test func anotherProcessIsRefused() async throws {
      let path = "/tmp/ganbook-lock-\(getpid())"
      mkdir(path, 0o777)
      defer { TemporaryFolder.remove(path) }
      let lock = try RunLock(folder: path)
      await #expect(processExitsWith: .success) {
        let error = #expect(throws: ModelFileError.self) {
          try RunLock(folder: "/tmp/ganbook-lock-\(getppid())")
        }
        #expect(error?.problem == .checkpoint(.locked(process: Int(getppid()))))
      }
      withExtendedLifetime(lock) {}
    }
  #endif
}
