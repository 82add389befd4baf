import FileTesting
import Files
import Platform
import Testing

/// Several files at once; `FileReplacementTests` has the single one.
@Suite struct FilesTogetherTests {
  let folder = TemporaryFolder()
  var paths: [String] { ["a", "b", "c"].map(folder.file) }

  private func save(_ text: String, through files: FaultyFiles = FaultyFiles()) throws {
    try FileReplacement.replace(paths.map { .init($0, [Array(text.utf8)]) }, through: files)
  }

  private var texts: [String] {
    paths.map { String(decoding: bytes($0) ?? [], as: UTF8.self) }
  }

  @Test func allAreOnTheDiskBeforeTheFirstIsReplaced() throws {
    let files = FaultyFiles()
    try save("new", through: files)
    let each = ["create", "write", "fsync", "close"]
    let renames = ["rename", "rename", "rename", "fsync", "close"]
    #expect(files.calls == ["open folder"] + each + each + each + renames)
    #expect(texts == ["new", "new", "new"])
  }

  /// Before the first rename a failure leaves all old ones; no temporary file stays in any case.
  @Test func aFailureLeavesTheOldFiles() throws {
    let probe = FaultyFiles()
    try save("old", through: probe)
    let firstRename = try #require(probe.calls.firstIndex(of: "rename"))
    for index in probe.calls.indices.dropLast() {
      try save("old")
      let files = FaultyFiles(.fail(errno: EIO), atCall: index)
      let error = #expect(throws: FileReplacement.Failure.self) { try save("new", through: files) }
      let renamed = max(0, min(3, index - firstRename))
      let expected = (0..<3).map { $0 < renamed ? "new" : "old" }
      #expect(texts == expected, "call \(index), \(probe.calls[index])")
      #expect(folder.names == ["a", "b", "c"], "call \(index), \(probe.calls[index])")
      #expect(files.openDescriptors.isEmpty)
      // The file that is named is one that was not replaced.
      if index <= firstRename + 2 {
        let named = try #require(paths.firstIndex(of: error?.path ?? ""))
        #expect(expected[named] == "old")
        let problem = try #require(error?.problem)
        // The others are named: the three are no longer of one mind.
        #expect(problem.replaced == Array(["a", "b", "c"][..<renamed]))
        #expect(problem.description.contains(" new)") == (renamed > 0))
      }
    }
  }

  @Test func permissionsStay() throws {
    try FileReplacement.save([1], to: paths[0])
    #expect(chmod(paths[0], 0o640) == 0)
    try save("new")
    var status = stat()
    #expect(stat(paths[0], &status) == 0 && status.st_mode & 0o777 == 0o640)
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everything; NOT TESTED"))
  func aFileThatMayNotBeWrittenIsRefused() throws {
    try save("old")
    #expect(chmod(paths[1], 0o444) == 0)
    let error = #expect(throws: FileReplacement.Failure.self) { try save("new") }
    #expect(error?.path == paths[1])
    #expect(texts == ["old", "old", "old"])
  }
}
