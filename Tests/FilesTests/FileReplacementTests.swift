import FileTesting
import Files
import Platform
import Testing

/// One file at a time; `FilesTogetherTests` has several.
@Suite struct FileReplacementTests {
  let folder = TemporaryFolder()
  let old: [UInt8] = Array("the old content".utf8)
  let new = [[UInt8]](repeating: Array("new ".utf8), count: 3)
  var newBytes: [UInt8] { new.flatMap { $0 } }
  var target: String { folder.file("run.checkpoint") }

  /// The names of the calls of an undisturbed save.
  private func undisturbedCalls() throws -> [String] {
    let files = FaultyFiles()
    try FileReplacement.save(new, to: folder.file("probe"), through: files)
    #expect(files.openDescriptors.isEmpty)
    return files.calls
  }

  @Test func theProtocolIsFollowedInOrder() throws {
    #expect(
      try undisturbedCalls() == [
        "open folder", "create", "write", "write", "write", "fsync", "close", "rename", "fsync",
        "close",
      ])
    #expect(bytes(folder.file("probe")) == newBytes)
    #expect(folder.names == ["probe"])
  }

  @Test(arguments: [EIO, ENOSPC, EMFILE, EDQUOT, EROFS, EACCES], [false, true])
  func eachFailureLeavesTheOldOrTheNewFile(number: Int32, lasting: Bool) throws {
    let calls = try undisturbedCalls()
    for index in calls.indices {
      try FileReplacement.save(old, to: target)
      let files = FaultyFiles(.fail(errno: number, lasting: lasting), atCall: index)
      let place = Comment("errno \(number) at call \(index), \(calls[index])")
      let renamed = index > calls.firstIndex(of: "rename")!
      if renamed, calls[index] == "close" {
        // Closing a folder that is on the disk already cannot lose anything.
        try FileReplacement.save(new, to: target, through: files)
        #expect(bytes(target) == newBytes)
        continue
      }
      let error = #expect(throws: FileReplacement.Failure.self, place) {
        try FileReplacement.save(new, to: target, through: files)
      }
      #expect(error?.path == target)
      #expect(error?.problem.cause == .call(calls[index], errno: number), place)
      #expect(error?.problem.isInPlace == renamed, place)
      #expect(bytes(target) == (renamed ? newBytes : old), place)
      #expect(folder.names == ["probe", "run.checkpoint"], place)
      #expect(files.openDescriptors.isEmpty, place)
    }
  }

  @Test func interruptedCallsAreRepeated() throws {
    for index in try undisturbedCalls().indices {
      try FileReplacement.save(old, to: target)
      let files = FaultyFiles(.fail(errno: EINTR), atCall: index)
      try FileReplacement.save(new, to: target, through: files)
      #expect(bytes(target) == newBytes)
      #expect(files.openDescriptors.isEmpty)
    }
  }

  @Test(arguments: [1, 2, 3]) func shortWritesAreContinued(limit: Int) throws {
    try FileReplacement.save(new, to: target, through: FaultyFiles(.shortWrites(limit)))
    #expect(bytes(target) == newBytes)
  }

  @Test func aWriteThatTakesNothingIsAFailure() {
    #expect(throws: FileReplacement.Failure.self) {
      try FileReplacement.save(new, to: target, through: FaultyFiles(.shortWrites(0)))
    }
    #expect(folder.names.isEmpty)
  }

  @Test func foldersDevicesAndMissingFoldersAreRefused() throws {
    for (path, evidence) in [
      ("/", "folder"), (folder.file("none/x"), "no such file"), ("/dev/null", "not a plain file"),
      ("/dev/full", "not a plain file"),
    ] {
      let error = #expect(throws: FileReplacement.Failure.self) {
        try FileReplacement.save([1], to: path)
      }
      #expect(error?.problem.description.contains(evidence) == true, "\(String(describing: error))")
    }
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }

  @Test func aLinkStaysALink() throws {
    try FileReplacement.save(old, to: target)
    #expect(symlink(target, folder.file("link")) == 0)
    // By a link to a link, relative to its folder, and to a file that is not there yet.
    #expect(mkdir(folder.file("in"), 0o700) == 0)
    #expect(symlink("../link", folder.file("in/again")) == 0)
    #expect(symlink("later", folder.file("in/early")) == 0)
    for (link, end) in [
      ("link", "run.checkpoint"), ("in/again", "run.checkpoint"), ("in/early", "in/later"),
    ] {
      try FileReplacement.save(newBytes, to: folder.file(link))
      #expect(bytes(folder.file(end)) == newBytes)
      var status = stat()
      #expect(lstat(folder.file(link), &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
      try FileReplacement.save(old, to: target)
    }
    #expect(symlink("round", folder.file("round")) == 0)
    let error = #expect(throws: FileReplacement.Failure.self) {
      try FileReplacement.save(old, to: folder.file("round"))
    }
    #expect(error?.problem == SaveProblem(cause: .call("open", errno: ELOOP), isInPlace: false))
  }

  @Test func aFinishedFileTakesTheName() throws {
    try folder.write(old, as: "run.checkpoint")
    let partial = try folder.write(newBytes, as: "finished")
    let calls = ["open folder", "open", "fsync", "close", "rename", "fsync", "close"]
    for index in calls.indices.prefix(through: 4) where calls[index] != "close" {
      let files = FaultyFiles(.fail(errno: EIO), atCall: index)
      #expect(throws: SystemProblem.call(calls[index], errno: EIO)) {
        try FileReplacement.publish("finished", as: target, through: files)
      }
      #expect(bytes(target) == old && bytes(partial) == newBytes)
      #expect(files.openDescriptors.isEmpty)
    }
    let files = FaultyFiles()
    try FileReplacement.publish("finished", as: target, through: files)
    #expect(files.calls == calls)
    #expect(bytes(target) == newBytes)
    #expect(folder.names == ["run.checkpoint"])
  }
}
