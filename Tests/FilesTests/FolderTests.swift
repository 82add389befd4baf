import FileTesting
import Files
import Platform
import Testing

@Suite struct FolderTests {
  let folder = TemporaryFolder()

  @Test func namesAreInTheOrderOfTheirBytes() throws {
    for name in ["b", "a", "B", ".hidden", "é", "10", "2"] {
      try folder.write([], as: name)
    }
    #expect(try Folder.names(in: folder.path) == [".hidden", "10", "2", "B", "a", "b", "é"])
    #expect(throws: SystemProblem.call("open folder", errno: ENOENT)) {
      try Folder.names(in: folder.file("none"))
    }
    #expect(throws: SystemProblem.call("open folder", errno: ENOTDIR)) {
      try Folder.names(in: folder.file("a"))
    }
    #expect(Folder.readableNames(in: folder.file("none")).isEmpty)
  }

  @Test(arguments: [
    ("a", ".", "a"), ("/a", "/", "a"), ("a/b", "a", "b"), ("/a/b/c", "/a/b", "c"), ("a/", "a", ""),
    ("/", "/", ""), ("", ".", ""),
  ])
  func aPathHasAFolderAndAName(path: String, folder: String, name: String) {
    #expect(Folder.split(path) == (folder, name))
  }

  @Test func whatIsMadeIsMadeWithAllAboveIt() throws {
    let path = folder.file("a/b/c")
    try Folder.make(path, mode: 0o700)
    // Twice is not too often, and a slash at the end is no folder.
    try Folder.make(path)
    try Folder.make(path + "/d/")
    #expect(try Folder.names(in: path) == ["d"])
    for made in [folder.file("a"), folder.file("a/b"), path] {
      var status = stat()
      #expect(stat(made, &status) == 0 && status.st_mode & 0o777 == 0o700, "\(made)")
    }
  }

  @Test func aLinkToAFolderIsOne() throws {
    try Folder.make(folder.file("a"))
    #expect(symlink("a", folder.file("link")) == 0)
    #expect(symlink("none", folder.file("early")) == 0)
    try Folder.make(folder.file("link/b"))
    #expect(Folder.exists(folder.file("a/b")))
    #expect(!Folder.exists(folder.file("early")))
  }

  @Test func whatIsInTheWayIsNamed() throws {
    try folder.write([1], as: "file")
    for path in ["file", "file/a", "file/a/b"] {
      let error = #expect(throws: Folder.NotMade.self) { try Folder.make(folder.file(path)) }
      #expect(error?.path == folder.file("file"))
      #expect(error?.problem == .call("make folder", errno: EEXIST))
      #expect(error?.problem.reason == String(cString: strerror(EEXIST)))
    }
    #expect(bytes(folder.file("file")) == [1])
  }
}
