import Foundation
import Testing

#if os(Linux)
  /// A long training with checkpoints and pictures takes no more of the machine at its end than at
  /// its beginning. `GANBOOK_TEST_SIZE` raises its length, to 14,000 iterations at most.
  @Suite(.serialized) struct EnduranceTests {
    /// What a process holds.
    private struct Holding {
      let iteration: Int
      let memory: Int
      let files: Int
      let threads: Int

      /// nil where the process has ended.
      init?(of process: Int32, iteration: Int) {
        guard
          let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
          let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd")
        else { return nil }
        func number(_ name: String) -> Int? {
          let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
          return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
        }
        guard let memory = number("VmRSS"), let threads = number("Threads"), memory > 0 else {
          return nil
        }
        self.iteration = iteration
        self.memory = memory << 10
        self.files = files.count
        self.threads = threads
      }
    }

    private static let size =
      ProcessInfo.processInfo.environment["GANBOOK_TEST_SIZE"].flatMap { Int($0) } ?? 200
    /// In whole rounds of 20.
    private static let iterations = min(14_000, max(200, size * 7)) / 20 * 20

    /// The number of open files seen most often: more are open only while a checkpoint or a grid is
    /// written.
    private func usualFiles(_ holdings: [Holding]) throws -> Int {
      let looks = Dictionary(grouping: holdings, by: \.files)
      return try #require(looks.max { $0.value.count < $1.value.count }?.key)
    }

    private func median(_ values: [Int]) throws -> Int {
      try #require(!values.isEmpty)
      return values.sorted()[values.count / 2]
    }

    @Test func aLongTrainingHoldsNoMoreAtItsEnd() throws {
      let home = try TinyData.makeHome()
      let script = """
        \(try TinyData.write(to: home))
        set timeline.memory 0KB
        repeat \(Self.iterations / 20) {
          train iterations=20 checkpoint="runs" every=10 keep=2
          grid "out/sheet.png" rows=1
          echo "at {iteration}"
        }
        """
      let running = try ProgramRun.Running(["-"], input: script, environment: ["HOME": home])
      var holdings: [Holding] = []
      while running.process.isRunning {
        let last = running.output.split(separator: "\n").last { $0.hasPrefix("at ") }
        let iteration = last.flatMap { Int($0.dropFirst(3)) } ?? 0
        if iteration > 0,
          let holding = Holding(of: running.process.processIdentifier, iteration: iteration)
        {
          holdings.append(holding)
        }
        usleep(10_000)
      }
      let ended = running.end()
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(ended.output.contains("at \(Self.iterations)\n"))

      // What is used first, a thread's stack, a cache, is used within the first quarter.
      let quarter = Self.iterations / 4
      let early = holdings.filter { $0.iteration > quarter && $0.iteration <= 2 * quarter }
      let late = holdings.filter { $0.iteration > 3 * quarter }
      let typical = try (median(early.map(\.memory)), median(late.map(\.memory)))
      // States to rewind to have a budget of their own, here none. The series grow on purpose: 18 numbers for each iteration, in an array that doubles, and
      // once more while a checkpoint is written.
      let series = Self.iterations * 18 * (2 * 4 + 2 * 8)
      let files = try (usualFiles(early), usualFiles(late))
      print(
        "\(Self.iterations) iterations: \(typical.0 >> 10) KB, then \(typical.1 >> 10) KB; "
          + "files \(files.0), then \(files.1); looks \(early.count), then \(late.count)")
      #expect(typical.1 <= typical.0 + typical.0 / 100 + series)
      #expect(files.1 == files.0)
      #expect(Set(late.map(\.threads)) == Set(early.map(\.threads)))
    }
  }
#endif
