import Foundation
import Testing

/// scripts/setup.sh, with the system's tools replaced by ones that answer as the test wants.
@Suite struct SetupScriptTests {
  private let tools: String
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  init() throws {
    tools = NSTemporaryDirectory() + "ganbook-tools-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: true)
    for tool in [
      "sh", "sed", "head", "tail", "tr", "grep", "cat", "mktemp", "rm", "env", "mkdir",
    ] {
      let path = try #require(
        ["/usr/bin/", "/bin/"].map { $0 + tool }.first(where: FileManager.default.isExecutableFile))
      try FileManager.default.createSymbolicLink(
        atPath: tools + "/" + tool, withDestinationPath: path)
    }
    try tool("uname", "case ${1:-} in -m) echo x86_64 ;; *) echo Linux ;; esac")
    try tool("id", "echo 1000")
    try tool("dpkg-query", "exit 1")
    try tool("pkg-config", "exit 1")
    try "ID=debian\nVERSION_ID=\"12\"\n".write(
      toFile: tools + "/os-release", atomically: true, encoding: .utf8)
    try tool("swift", "echo 'Swift version 6.1.2 (swift-6.1.2-RELEASE)'")
    try tool("apt-get", "echo \"$@\" >>\"$TOOLS/calls\"")
  }

  private func tool(_ name: String, _ body: String) throws {
    let path = tools + "/" + name
    try? FileManager.default.removeItem(atPath: path)
    try "#!/bin/sh\n\(body)\n".write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  /// Runs `text` after setup.sh. - Returns: the exit code and what was written to standard error.
  private func run(_ text: String) throws -> (code: Int32, message: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "set -eu; root=\(Self.root); . \"$root/scripts/setup.sh\"; \(text)"]
    process.environment = [
      "PATH": tools, "HOME": "/nonexistent", "TOOLS": tools,
      "GANBOOK_OS_RELEASE": tools + "/os-release",
    ]
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardError = output
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  private var calls: [String] {
    let text = (try? String(contentsOfFile: tools + "/calls", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }

  @Test func nothingMissing() throws {
    try tool("pkg-config", "exit 0")
    let (code, message) = try run("set_up tests; echo \"$swift\"")
    #expect(code == 0)
    #expect(message == tools + "/swift\n")
    #expect(calls.isEmpty)
  }

  @Test func withoutRootOneMessageWithTheCommand() throws {
    let (code, message) = try run("set_up tests")
    #expect(code == 4)
    #expect(message.contains("\n  libpng-dev: image grids as PNG files\n"))
    let command = try #require(message.split(separator: "\n").first { $0.contains("apt-get") })
    #expect(
      command == "  apt-get install -y --no-install-recommends libpng-dev zlib1g-dev libedit-dev "
        + "libhdf5-dev libopenblas-dev")
    #expect(calls.isEmpty)
  }

  @Test func rootInstalls() throws {
    try tool("id", "echo 0")
    let (code, message) = try run("set_up tests")
    #expect(code == 0)
    #expect(message.hasPrefix("ganbook: installing, by `apt-get install"))
    #expect(message.contains("libedit-dev: line editing at the prompt"))
    #expect(
      calls == [
        "install -y --no-install-recommends libpng-dev zlib1g-dev libedit-dev libhdf5-dev "
          + "libopenblas-dev"
      ])
  }

  @Test func theProgramNeedsNoOpenBLAS() throws {
    try tool("id", "echo 0")
    #expect(try run("set_up program").code == 0)
    #expect(
      calls == [
        "install -y --no-install-recommends libpng-dev zlib1g-dev libedit-dev",
        "install -y --no-install-recommends libhdf5-dev",
      ])
  }

  /// What is missing is HDF5; whether it can be installed is up to the test.
  private func onlyHDF5IsMissing() throws {
    try tool("pkg-config", "[ \"$2\" != hdf5 ]")
  }

  @Test func whereHDF5CannotBeInstalledTheProgramIsBuiltWithoutIt() throws {
    try onlyHDF5IsMissing()
    let (code, message) = try run("set_up program; echo \"$traits\"")
    #expect(code == 0)
    #expect(
      message == "ganbook: building without HDF5 (libhdf5-dev), which cannot be installed here: "
        + "`import keras` and `export keras` will not work\n--traits Program\n")
    #expect(try run("set_up tests").code == 4, "the tests need it")
    try tool("id", "echo 0")
    try tool("apt-get", "exit 100")
    let failed = try run("set_up program; echo \"$traits\"")
    #expect(failed.code == 0)
    #expect(failed.message.hasSuffix("\n--traits Program\n"), "root whose installation fails")
  }

  @Test func whereHDF5CanBeInstalledItIs() throws {
    try onlyHDF5IsMissing()
    try tool("id", "echo 0")
    let (code, message) = try run("set_up program; echo \"[$traits]\"")
    #expect(code == 0)
    #expect(message.hasSuffix("\n[]\n"))
    #expect(calls == ["install -y --no-install-recommends libhdf5-dev"])
  }

  @Test func packagesOfFedoraByTheirNames() throws {
    try FileManager.default.removeItem(atPath: tools + "/apt-get")
    try tool("dnf", "echo \"$@\" >>\"$TOOLS/calls\"")
    try tool("rpm", "[ \"$2\" = zlib-devel ]")
    try tool("id", "echo 0")
    #expect(try run("set_up tests").code == 0)
    #expect(calls == ["install -y libpng-devel libedit-devel hdf5-devel openblas-devel"])
  }

  @Test func packageListsAreRefreshedOnlyWhereNeeded() throws {
    try tool("id", "echo 0")
    try tool(
      "apt-get",
      "echo \"$1\" >>\"$TOOLS/calls\"; case $1 in update) : >\"$TOOLS/fresh\" ;; *) [ -e \"$TOOLS/fresh\" ] ;; esac"
    )
    #expect(try run("set_up tests").code == 0)
    #expect(calls == ["install", "update", "install"])
  }

  @Test func anInstallationThatFails() throws {
    try tool("id", "echo 0")
    try tool("apt-get", "echo 'E: no network'; exit 100")
    let (code, message) = try run("set_up tests")
    #expect(code == 4)
    #expect(message.contains("E: no network"))
    #expect(message.contains("run: apt-get install -y"))
  }

  @Test func anOldSwift() throws {
    // Some later place in the list may have a recent one, so the wanted version is one that no
    // place has.
    let (code, message) = try run("swift_minimum_major=99; set_up tests")
    #expect(code == 4)
    #expect(message.contains("Swift 6.1 or later (found: 6."))
    #expect(message.contains("\n  \(Self.root)/scripts/setup.sh --yes\n"))
    #expect(message.contains("apt-get install"), "packages belong to the same message")
    #expect(message.contains("\n  curl: downloads Swift\n"), "and what the toolchain needs")
  }

  @Test(arguments: [("6.0", 4), ("6.1", 0), ("6.10.2", 0), ("7.0", 0)])
  func versions(version: String, code: Int32) throws {
    try tool("pkg-config", "exit 0")
    try tool("swift", "echo 'Apple Swift version \(version) (swiftlang)'")
    let script = "find_swift || swift=none; [ \"$swift\" = \(tools)/swift ] || exit 4"
    #expect(try run(script).code == code)
  }

  @Test func aFailedBuildShowsItsLog() throws {
    try tool("swift", "echo \"error: broken source\"; exit 1")
    let (code, message) = try run(
      "root=\(tools); swift=\(tools)/swift; build ganbook --product ganbook")
    #expect(code == 70)
    #expect(message.contains("error: broken source\nganbook: building ganbook failed"))
  }

  private static let slowBuild = "echo '[1/9] Compiling'; echo \"$@\" >>\"$TOOLS/calls\""

  @Test func aBuildIsAnnouncedAndQuietInAPipe() throws {
    try tool("swift", Self.slowBuild)
    let text = "root=\(tools); swift=\(tools)/swift; build ganbook --product ganbook"
    let (code, message) = try run(text)
    #expect(code == 0)
    #expect(message.hasPrefix("ganbook: building ganbook in release mode; the first time takes "))
    #expect(!message.contains("[1/9]"))
    #expect(calls == ["build -c release --package-path \(tools) --product ganbook"])
    try FileManager.default.createDirectory(
      atPath: tools + "/.build/release", withIntermediateDirectories: true)
    #expect(try run(text).message.hasPrefix("ganbook: building ganbook in release mode: what has "))
  }

  @Test func onATerminalTheBuildShowsItsProgress() throws {
    try tool("swift", Self.slowBuild + "; exit \"$(cat \"$TOOLS/code\")\"")
    let session = try TerminalSession(environment: ["TOOLS": tools], shell: true)
    try session.expect("shell$")
    for (code, end) in [(0, "code 0"), (1, "ganbook: building ganbook failed, see above\ncode 70")]
    {
      try "\(code)".write(toFile: tools + "/code", atomically: true, encoding: .utf8)
      session.send(
        "clear; (set -eu; root=\(Self.root); . $root/scripts/setup.sh; root=$TOOLS; "
          + "swift=$TOOLS/swift; build ganbook); echo code $?\r")
      try session.expect("[1/9] Compiling\n\(end)\n")
    }
    session.send("exit\r")
    try session.end()
  }
}
