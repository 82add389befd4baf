import FileTesting
import SafeFiles
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct PartialFilesTests {
  let folder = TemporaryFolder()

  @Test func leftoversOfDeadProcessesAreRemovedAndOthersKept() throws {
    // No process has this id: it is above every system's maximum.
    let dead = ".run.checkpoint.2000000000-1.partial"
    let alive = ".run.checkpoint.\(getppid())-1.partial"
    let kept = [alive, ".run.checkpoint.x-1.partial", ".hidden", ".other.2000000000-1.partial"]
    for name in [dead] + kept { try FileReplacement.save([1], to: folder.file(name)) }
    try FileReplacement.save([2], to: folder.file("run.checkpoint"))
    #expect(folder.names == (kept + ["run.checkpoint"]).sorted())
  }

  @Test func longNamesAreSaved() throws {
    let name = String(repeating: "é", count: 127)
    try FileReplacement.save([1, 2], to: folder.file(name))
    #expect(folder.names == [name])
  }
}
