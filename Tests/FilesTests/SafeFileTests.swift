import FileTesting
import Files
import Platform
import Testing

/// What a model file adds to the saving that `FilesTests` tests: errors of its own kind.
@Suite struct SafeFileTests {
  let folder = TemporaryFolder()

  @Test func aFailureNamesTheFileAsItWasAsked() throws {
    let path = folder.file("none/x")
    let missing = SaveProblem(cause: .call("open folder", errno: ENOENT), isInPlace: false)
    let error = #expect(throws: FileError.self) { try SafeFile.save([1], to: path) }
    #expect(error == FileError(path: path, problem: .save(missing)))
    let together = #expect(throws: FileError.self) {
      try SafeFile.save(together: [(folder.file("a"), [1]), (path, [2])])
    }
    #expect(together == FileError(path: path, problem: .save(missing)))
    #expect(folder.names.isEmpty)
  }

  @Test func partsAreSavedInTheirOrder() throws {
    try SafeFile.save([[1, 2], [], [3]], to: folder.file("parts"), through: SystemFiles())
    try SafeFile.save([4], to: folder.file("whole"))
    #expect(bytes(folder.file("parts")) == [1, 2, 3])
    #expect(bytes(folder.file("whole")) == [4])
  }
}
