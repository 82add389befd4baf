import Testing
import ganbook

@Suite struct ProgramArgumentsTests {
  private func resolve(
    _ words: String...
  ) throws -> (mode: ProgramArguments.Mode, parameters: [String: String]) {
    try ProgramArguments.parse(words).resolved()
  }

  @Test func modes() throws {
    #expect(try resolve().mode == .prompt)
    #expect(try resolve("a.gan").mode == .file("a.gan"))
    #expect(try resolve("-c", "-1 + 2").mode == .text("-1 + 2"))
    #expect(try resolve("-").mode == .standardInput)
    #expect(try resolve("-i", "a.gan").mode == .stay("a.gan"))
    #expect(try resolve("check", "a.gan").mode == .check("a.gan"))
    #expect(try resolve("./check").mode == .file("./check"))
  }

  @Test func parameters() throws {
    let (mode, parameters) = try resolve("a.gan", "n=3", "out=a=b", "rate=-1", "--quiet")
    #expect(mode == .file("a.gan"))
    #expect(parameters == ["n": "3", "out": "a=b", "rate": "-1"])
  }

  @Test(arguments: [
    ["a.gan", "b.gan"], ["a.gan", "n=1", "n=2"], ["a.gan", "=3"], ["check"],
    ["-c", "x", "-i", "y"], ["--bogus"], ["-c"],
  ])
  func misuse(_ words: [String]) {
    #expect(throws: (any Error).self) { try ProgramArguments.parse(words).resolved() }
  }
}
