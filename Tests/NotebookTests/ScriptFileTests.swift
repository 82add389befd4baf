import FileTesting
import Language
import Notebook
import Platform
import Testing

@Suite struct ScriptFileTests {
  /// A script that another one runs is read to be checked, and again when it runs.
  @Test func aPipeIsNoScriptForRun() throws {
    let folder = TemporaryFolder()
    try #require(mkfifo(folder.path + "/pipe", 0o600) == 0)
    let session = Session(folder: folder.path)
    guard case .error(let diagnostic)? = session.run("run pipe").last else {
      Issue.record("it ran")
      return
    }
    #expect(diagnostic.exitCode == .file)
    #expect(diagnostic.message.contains("it is no plain file, which could be read again"))
  }

  @Test func aScriptThatIsAFolderIsSaidToBeOne() {
    let folder = TemporaryFolder()
    let session = Session(folder: folder.path)
    guard case .error(let diagnostic)? = session.run("run \"\(folder.path)\"").last else {
      Issue.record("it ran")
      return
    }
    #expect(diagnostic.exitCode == .file && diagnostic.message.contains("it is a folder"))
  }
}
