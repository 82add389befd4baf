import Checkpoints
import FileTesting
import Files
import Formats
import Platform
import TensorEngine
import Testing

@Suite struct CheckpointFolderTests {
  let folder = TemporaryFolder()
  var runs: String { folder.file("runs/a") }

  /// A file whose content says which state it is.
  static func state(_ number: Int, size: Int = 100) -> SafetensorsWriter {
    var writer = SafetensorsWriter()
    writer.hasChecksum = true
    writer.metadata["number"] = String(number)
    writer.add("x", Tensor(repeating: Float(number), shape: [size]))
    return writer
  }

  /// The number of a state, where the file is whole.
  static func number(_ path: String) throws(FileError) -> Int {
    let file = try SafetensorsFile(contentsOf: path)
    guard file.isWhole == true, let number = file.metadata["number"].flatMap({ Int($0) }),
      try file.tensor("x").scalars.allSatisfy({ $0 == Float(number) })
    else { throw FileError(path: path, problem: .checkpoint(.checksum)) }
    return number
  }

  @Test func checkpointsAreNumberedAndOldOnesRemoved() throws {
    let checkpoints = try CheckpointFolder(creating: runs, keep: 2)
    for iteration in [500, 1000, 1500, 700] {
      try checkpoints.save(Self.state(iteration), iteration: iteration)
    }
    #expect(
      Folder.readableNames(in: runs) == [
        "000003-iteration-1500.checkpoint", "000004-iteration-700.checkpoint",
      ])
    let opened = try checkpoints.openNewest(Self.number)
    #expect(opened.value == 700 && opened.damaged.isEmpty)
    #expect(opened.path == "\(runs)/000004-iteration-700.checkpoint")
  }

  @Test func aFailedSaveRemovesNothing() throws {
    let checkpoints = try CheckpointFolder(creating: runs, keep: 2)
    for iteration in 1...2 { try checkpoints.save(Self.state(iteration), iteration: iteration) }
    let before = Folder.readableNames(in: runs)
    let calls = FaultyFiles()
    _ = try checkpoints.save(Self.state(9), iteration: 9, through: calls)
    for (index, call) in calls.calls.enumerated().prefix(while: { $0.element != "rename" }) {
      let checkpoints = try CheckpointFolder(creating: folder.file("runs/\(index)"), keep: 2)
      for iteration in 1...2 { try checkpoints.save(Self.state(iteration), iteration: iteration) }
      let files = FaultyFiles(.fail(errno: ENOSPC), atCall: index)
      #expect(throws: FileError.self, "\(call)") {
        try checkpoints.save(Self.state(3), iteration: 3, through: files)
      }
      #expect(Folder.readableNames(in: checkpoints.path) == before, "\(call)")
    }
  }

  @Test func damagedOnesAreSkippedAndNamed() throws {
    let checkpoints = try CheckpointFolder(creating: runs)
    var paths: [String] = []
    for iteration in 1...3 {
      paths.append(try checkpoints.save(Self.state(iteration), iteration: iteration))
    }
    let whole = try #require(bytes(paths[2]))
    try SafeFile.save(Array(whole.dropLast(7)), to: paths[2])
    var changed = try #require(bytes(paths[1]))
    changed[changed.count - 3] ^= 1
    try SafeFile.save(changed, to: paths[1])
    let opened = try checkpoints.openNewest(Self.number)
    #expect(opened.value == 1)
    #expect(opened.damaged.map(\.path) == [paths[2], paths[1]])
    try SafeFile.save([], to: paths[0])
    let error = #expect(throws: FileError.self) { try checkpoints.openNewest(Self.number) }
    #expect(error?.description.contains("000003-iteration-3.checkpoint: not a whole") == true)
  }

  @Test func emptyAndMissingFoldersAreToldApart() throws {
    let empty = try CheckpointFolder(creating: runs)
    let none = CheckpointFolder(reading: folder.file("nothing"))
    let first = #expect(throws: FileError.self) { try empty.openNewest(Self.number) }
    #expect(first?.problem == .checkpoint(.empty))
    let second = #expect(throws: FileError.self) { try none.openNewest(Self.number) }
    #expect(second?.description.contains("no such file") == true)
    try SafeFile.save([], to: folder.file("file"))
    #expect(throws: FileError.self) {
      try CheckpointFolder(creating: folder.file("file/sub"))
    }
  }

  @Test func strangersAreLeftAlone() throws {
    let checkpoints = try CheckpointFolder(creating: runs, keep: 1)
    let strangers = [
      "-1-iteration-2.checkpoint", "1-iteration-x.checkpoint", "notes.txt", "x.checkpoint",
    ]
    for name in strangers { try SafeFile.save([1], to: "\(runs)/\(name)") }
    for iteration in 1...2 { try checkpoints.save(Self.state(iteration), iteration: iteration) }
    #expect(
      Folder.readableNames(in: runs) == (strangers + ["000002-iteration-2.checkpoint"]).sorted())
  }

  /// Whatever becomes of its name, and of what stands under that name then.
  @Test func aFolderIsHeldThoughItIsRenamed() throws {
    let checkpoints = try CheckpointFolder(creating: runs, keep: 1)
    try checkpoints.save(Self.state(1), iteration: 1)
    let moved = folder.file("runs/b")
    #expect(rename(runs, moved) == 0)
    let other = try CheckpointFolder(creating: runs)
    for iteration in 1...2 { try other.save(Self.state(7), iteration: iteration) }
    let path = try checkpoints.save(Self.state(2), iteration: 2)
    #expect(path == "\(try #require(Folder.realPath(moved)))/000002-iteration-2.checkpoint")
    #expect(Folder.readableNames(in: moved) == ["000002-iteration-2.checkpoint"])
    #expect(
      Folder.readableNames(in: runs) == [
        "000001-iteration-1.checkpoint", "000002-iteration-2.checkpoint",
      ])
  }

  @Test func aLinkThatIsTurnedLeadsNobodyAstray() throws {
    let latest = folder.file("latest")
    _ = try CheckpointFolder(creating: runs)
    let other = try CheckpointFolder(creating: folder.file("other"))
    for iteration in 1...3 { try other.save(Self.state(7), iteration: iteration) }
    #expect(symlink("runs/a", latest) == 0)
    let checkpoints = try CheckpointFolder(creating: latest, keep: 1)
    try checkpoints.save(Self.state(1), iteration: 1)
    #expect(unlink(latest) == 0 && symlink("other", latest) == 0)
    for iteration in 2...4 { try checkpoints.save(Self.state(iteration), iteration: iteration) }
    #expect(Folder.readableNames(in: runs) == ["000004-iteration-4.checkpoint"])
    #expect(other.entries.map(\.iteration) == [1, 2, 3])
  }

  /// By name and by file: what came under such a name meanwhile is somebody else's.
  @Test func onlyFilesThatItMadeOrFoundAreRemoved() throws {
    let checkpoints = try CheckpointFolder(creating: runs, keep: 1)
    let first = try checkpoints.save(Self.state(1), iteration: 1)
    try SafeFile.save([1, 2, 3], to: first)
    let stranger = "\(runs)/000000001-iteration-5.checkpoint"
    try SafeFile.save([4], to: stranger)
    for iteration in 2...3 { try checkpoints.save(Self.state(iteration), iteration: iteration) }
    #expect(bytes(first) == [1, 2, 3] && bytes(stranger) == [4])
    #expect(checkpoints.entries.map(\.iteration).sorted() == [1, 3, 5])
  }

  /// What would not be found again is not saved.
  @Test func afterTheLargestNumberThereIsNone() throws {
    let checkpoints = try CheckpointFolder(creating: runs)
    try SafeFile.save([1], to: "\(runs)/999999999999999999-iteration-5.checkpoint")
    let error = #expect(throws: FileError.self) {
      try checkpoints.save(Self.state(1), iteration: 1)
    }
    #expect(error?.description.contains("there is no number after that of 9999") == true)
    #expect(checkpoints.entries.count == 1)
  }

  @Test func everyChangedByteIsNoticed() throws {
    let whole = Self.state(5, size: 3).encoded()
    let file = try SafetensorsFile(bytes: whole, path: "t")
    #expect(file.isWhole == true)
    for index in whole.indices {
      var changed = whole
      changed[index] ^= 0x20
      let accepted = try? SafetensorsFile(bytes: changed, path: "t")
      #expect(accepted?.isWhole != true, "byte \(index)")
    }
    var plain = SafetensorsWriter()
    plain.add("x", Tensor([1]))
    #expect(try SafetensorsFile(bytes: plain.encoded(), path: "t").isWhole == nil)
  }

  #if compiler(>=6.2)
    /// A process saves in a loop and is killed at a random moment, again and again. Each time the
    /// newest checkpoint is one that was being saved or had been saved last.
    @Test func killedWhileSaving() async throws {
      let path = "/tmp/ganbook-killed-\(getpid())"
      defer { TemporaryFolder.remove(path) }
      _ = try CheckpointFolder(creating: path)
      var last = 0
      for _ in 0..<max(5, min(300, testSize / 20)) {
        await #expect(processExitsWith: .signal(SIGKILL)) {
          let path = "/tmp/ganbook-killed-\(getppid())"
          let lock = try FolderLock(folder: path)
          let checkpoints = try CheckpointFolder(creating: path, keep: 3)
          let log = open("\(path)/log", O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
          killThisProcess(afterMicroseconds: Int.random(in: 0..<30_000))
          var number = checkpoints.entries.last?.iteration ?? 0
          while true {
            // What is finished is on record before the next begins.
            pwrite(log, &number, MemoryLayout<Int>.size, 0)
            number += 1
            try checkpoints.save(
              CheckpointFolderTests.state(number, size: 50_000), iteration: number)
            withExtendedLifetime(lock) {}
          }
        }
        let finished = bytes("\(path)/log").map {
          $0.withUnsafeBytes { $0.count < 8 ? 0 : $0.loadUnaligned(as: Int.self) }
        }
        guard let finished, finished > 0 else { continue }
        let opened = try CheckpointFolder(reading: path).openNewest(Self.number)
        #expect(opened.damaged.isEmpty)
        #expect(opened.value == finished || opened.value == finished + 1)
        #expect(opened.value >= last)
        last = opened.value
      }
      #expect(last > 0)
      // What the last killed process left behind is gone after the next save.
      let checkpoints = try CheckpointFolder(creating: path, keep: 3)
      let lock = try FolderLock(folder: path)
      #expect(lock.recoveredFrom != nil)
      try checkpoints.save(Self.state(last + 1), iteration: last + 1)
      #expect(checkpoints.entries.count == 3)
      #expect(Folder.readableNames(in: path).allSatisfy { PartialFiles.owner(of: $0) == nil })
    }
  #endif

  /// Numbers begin with 1, and each has a next one.
  @Test func onlyNamesThatItWritesAreCheckpoints() {
    #expect(CheckpointFolder.entry("000012-iteration-500.checkpoint")?.number == 12)
    for name in [
      "000000-iteration-5.checkpoint", "9223372036854775807-iteration-1.checkpoint",
      "99999999999999999999-iteration-1.checkpoint", "1-iteration--5.checkpoint",
      "-1-iteration-5.checkpoint", "1-iteration-5.checkpoin", "1-iteration-x.checkpoint", "-", "",
    ] {
      #expect(CheckpointFolder.entry(name) == nil, "\(name)")
    }
  }
}

/// Ends the process without any warning, from a thread of its own.
private func killThisProcess(afterMicroseconds delay: Int) {
  let argument = UnsafeMutableRawPointer(bitPattern: delay + 1)
  #if os(Linux)
    var thread = pthread_t()
  #else
    var thread: pthread_t?
  #endif
  let created = pthread_create(
    &thread, nil,
    { argument in
      usleep(UInt32(UInt(bitPattern: argument)))
      kill(getpid(), SIGKILL)
      return nil
    }, argument)
  precondition(created == 0, "no thread")
}
