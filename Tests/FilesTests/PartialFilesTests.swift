import FileTesting
import Files
import Platform
import Testing

@Suite struct PartialFilesTests {
  let folder = TemporaryFolder()

  @Test func leftoversOfDeadProcessesAreRemovedAndOthersKept() throws {
    // No process has this id: it is above every system's maximum.
    let mine = PartialFiles.machine
    let dead = ".run.checkpoint.\(mine)-2000000000-1.partial"
    // An id is given again, in a container almost always the same: what it left is nobody's now.
    let former = ".run.checkpoint.\(mine)-\(getpid())-999999999.partial"
    let alive = ".run.checkpoint.\(mine)-\(getppid())-1.partial"
    // The processes of another machine cannot be seen from here.
    let elsewhere = ".run.checkpoint.0123456789abcdef-2000000000-1.partial"
    let kept = [
      alive, elsewhere, ".run.checkpoint.\(mine)-x-1.partial", ".hidden",
      ".other.\(mine)-2000000000-1.partial", ".run.checkpoint.2000000000-1.partial",
    ]
    for name in [dead, former] + kept { try FileReplacement.save([1], to: folder.file(name)) }
    try FileReplacement.save([2], to: folder.file("run.checkpoint"))
    #expect(folder.names == (kept + ["run.checkpoint"]).sorted())
  }

  @Test func namesTellMachineAndProcess() throws {
    let name = PartialFiles.newName(for: "a.b")
    defer { PartialFiles.giveBack(name) }
    let owner = try #require(PartialFiles.owner(of: name))
    #expect(owner.machine == PartialFiles.machine && owner.process == getpid())
    #expect(PartialFiles.machine.utf8.count == 16)
    #expect(PartialFiles.newName(for: "a.b") != name)
    // One that is being written stays, though it is this process's.
    try folder.write([1], as: name)
    try folder.write([1], as: "a.b")
    #expect(folder.names == [name, "a.b"])
  }

  @Test func longNamesAreSaved() throws {
    let name = String(repeating: "é", count: 127)
    try FileReplacement.save([1, 2], to: folder.file(name))
    #expect(folder.names == [name])
  }
}
