import FileTesting
import Files
import Platform
import Testing

@Suite struct FolderLockTests {
  let folder = TemporaryFolder()

  @Test func theSecondIsRefusedAndTheFirstNamed() throws {
    let first = try FolderLock(folder: folder.path)
    #expect(first.recoveredFrom == nil)
    let error = #expect(throws: FileError.self) { try FolderLock(folder: folder.path) }
    #expect(error?.problem == .lock(.locked(process: Int(getpid()))))
    #expect(error?.description.contains("in use by process \(getpid())") == true)
    withExtendedLifetime(first) {}
  }

  @Test func itIsGivenBack() throws {
    do {
      let first = try FolderLock(folder: folder.path)
      withExtendedLifetime(first) {}
    }
    #expect(folder.names.isEmpty)
    _ = try FolderLock(folder: folder.path)
  }

  @Test func whatADeadProcessLeftIsTakenOver() throws {
    try SafeFile.save(Array("2000000000\n".utf8), to: folder.file("ganbook.lock"))
    let lock = try FolderLock(folder: folder.path)
    #expect(lock.recoveredFrom == 2_000_000_000)
    #expect(bytes(folder.file("ganbook.lock")) == Array("\(getpid())\n".utf8))
  }

  @Test func damagedLockFilesDoNotMatter() throws {
    // Killed before it could write its id, or a full disk.
    try SafeFile.save([], to: folder.file("ganbook.lock"))
    #expect(try FolderLock(folder: folder.path).recoveredFrom == nil)
    // It may as well be somebody's own.
    #expect(bytes(folder.file("ganbook.lock")) == [])
    #expect(throws: FileError.self) { try FolderLock(folder: folder.file("none")) }
  }

  /// A file of the user's is neither followed, nor emptied, nor removed.
  @Test func whatIsNoLockIsLeftAndNamed() throws {
    let lock = folder.file("ganbook.lock")
    let notes = Array("my notes".utf8)
    for content in [notes, [0xFF], [UInt8](repeating: 0x39, count: 100), Array("12".utf8)] {
      try SafeFile.save(content, to: lock)
      let error = #expect(throws: FileError.self) { try FolderLock(folder: folder.path) }
      #expect(error?.description.contains("no lock of Ganbook") == true)
      #expect(bytes(lock) == content)
    }
    #expect(unlink(lock) == 0)
    try folder.write(notes, as: "notes")
    for target in ["notes", "nothing", "."] {
      #expect(symlink(target, lock) == 0)
      let error = #expect(throws: FileError.self) { try FolderLock(folder: folder.path) }
      #expect(error?.problem == .lock(.notALock(why: "is a symbolic link")))
      #expect(unlink(lock) == 0)
    }
    #expect(bytes(folder.file("notes")) == notes && folder.names == ["notes"])
    #expect(mkdir(lock, 0o755) == 0)
    #expect(throws: FileError.self) { try FolderLock(folder: folder.path) }
    #expect(rmdir(lock) == 0 && mkfifo(lock, 0o644) == 0)
    #expect(throws: FileError.self) { try FolderLock(folder: folder.path) }
  }

  /// It is the file that is locked, not its name.
  @Test func aLockThatHasAnotherNameMeanwhileIsNotTheOneRemoved() throws {
    let lock = try FolderLock(folder: folder.path)
    #expect(rename(folder.file("ganbook.lock"), folder.file("away")) == 0)
    let second = try FolderLock(folder: folder.path)
    withExtendedLifetime(lock) {}
    #expect(folder.names == ["away", "ganbook.lock"])
    withExtendedLifetime(second) {}
  }

  #if compiler(>=6.2)
    @Test func anotherProcessIsRefused() async throws {
      let path = "/tmp/ganbook-lock-\(getpid())"
      mkdir(path, 0o777)
      defer { TemporaryFolder.remove(path) }
      let lock = try FolderLock(folder: path)
      await #expect(processExitsWith: .success) {
        let error = #expect(throws: FileError.self) {
          try FolderLock(folder: "/tmp/ganbook-lock-\(getppid())")
        }
        #expect(error?.problem == .lock(.locked(process: Int(getppid()))))
      }
      withExtendedLifetime(lock) {}
    }
  #endif
}
