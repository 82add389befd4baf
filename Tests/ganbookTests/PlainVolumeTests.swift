#if os(Linux)
  import Foundation
  import Checkpoints
  import Testing

  private let compiler = ["/usr/bin/cc", "/usr/bin/clang", "/usr/bin/gcc"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// A folder that answers as network folders and Windows volumes do, without locks, permissions and
  /// synchronized folders: all is saved, and one warning says what is lacking.
  @Suite struct PlainVolumeTests {
    private static let library = """
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <errno.h>
      #include <sys/stat.h>

      static int refuse(int number) { errno = number; return -1; }

      int flock(int file, int operation) { (void)file; (void)operation; return refuse(LOCKS); }
      int fchmod(int file, mode_t mode) { (void)file; (void)mode; return refuse(MODES); }
      int chmod(const char *path, mode_t mode) { (void)path; (void)mode; return refuse(MODES); }

      int fsync(int file) {
        struct stat status;
        if (fstat(file, &status) == 0 && S_ISDIR(status.st_mode)) return refuse(FOLDERS);
        int (*system_fsync)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
        return system_fsync(file);
      }
      """

    @Test(
      .enabled(if: compiler != nil, "there is no C compiler; NOT TESTED"),
      arguments: [
        ["ENOLCK", "EPERM", "EINVAL"], ["EOPNOTSUPP", "EROFS", "EBADF"],
        ["ENOSYS", "EOPNOTSUPP", "ENOSYS"],
      ])
    func allIsSaved(numbers: [String]) throws {
      let home = try TinyData.makeHome()
      let setup = try TinyData.write(to: home)
      let (source, library) = (home + "/volume.c", home + "/volume.so")
      try Self.library.write(toFile: source, atomically: false, encoding: .utf8)
      let build = Process()
      build.executableURL = URL(fileURLWithPath: try #require(compiler))
      build.arguments =
        ["-shared", "-fPIC", "-o", library, source, "-ldl"]
        + zip(["LOCKS", "MODES", "FOLDERS"], numbers).map { "-D\($0)=\($1)" }
      try build.run()
      build.waitUntilExit()
      try #require(build.terminationStatus == 0)
      let environment = ["HOME": home, "LD_PRELOAD": library]
      // Permissions that a new file does not have by itself.
      let target = home + "/a.checkpoint"
      let isMade = FileManager.default.createFile(
        atPath: target, contents: Data([1]), attributes: [.posixPermissions: 0o666])
      #expect(isMade)
      let run = try ProgramRun(
        [
          "-c",
          setup + "train iterations=3 checkpoint=\"runs\" every=1 keep=2\nsave a.checkpoint\n"
            + "save a.checkpoint\nexport csv a.csv\ngenerate 1 count=2 to=digits",
        ], environment: environment, folder: home)
      #expect(run.code == 0, "\(run.errors)")
      let warnings = run.errors.split(separator: "\n").filter { $0.hasPrefix("warning: ") }
      #expect(warnings.count == 1, "\(run.errors)")
      #expect(run.errors.contains("the file system has no locks"))
      #expect(CheckpointFolder(reading: home + "/runs").entries.map(\.iteration) == [2, 3])
      #expect(try Checkpoint(contentsOf: target).iteration == 3)
      // And gone on with.
      let again = try ProgramRun(
        ["-c", "open runs\ntrain iterations=1 checkpoint=\"runs\""], environment: environment,
        folder: home)
      #expect(again.code == 0, "\(again.errors)")
      let resumed = try ProgramRun(
        ["resume"], input: "iteration", environment: environment, folder: home)
      #expect(resumed.code == 0 && resumed.output.hasSuffix("4\n"), "\(resumed.errors)")
      try FileManager.default.removeItem(atPath: home)
    }
  }
#endif
