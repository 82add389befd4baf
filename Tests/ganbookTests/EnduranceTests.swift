import Foundation
import Testing

#if os(Linux)
  /// A long training with checkpoints and pictures takes no more of the machine at its end than at its
  /// beginning. `GANBOOK_TEST_SIZE` raises its length, to 14,000 iterations at most.
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

    /// The number of open files seen most often: the least one is seen only in the moment between two.
    private func usualFiles(_ holdings: [Holding]) -> Int? {
      Dictionary(grouping: holdings, by: \.files).max { $0.value.count < $1.value.count }?.key
    }

    @Test func aLongTrainingHoldsNoMoreAtItsEnd() throws {
      let home = try TinyData.makeHome()
      let script = """
        \(try TinyData.write(to: home))
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
      let most = try (#require(early.map(\.memory).max()), #require(late.map(\.memory).max()))
      // The series grow on purpose: 18 numbers for each iteration, in an array that doubles, and once more
      // while a checkpoint is written.
      let series = Self.iterations * 18 * (2 * 4 + 2 * 8)
      print(
        "\(Self.iterations) iterations: at most \(most.0 >> 10) KB, then \(most.1 >> 10) KB; "
          + "files \(early.map(\.files).max() ?? 0), then \(late.map(\.files).max() ?? 0); "
          + "threads \(early.map(\.threads).max() ?? 0), then \(late.map(\.threads).max() ?? 0)")
      #expect(most.1 <= most.0 + most.0 / 100 + series)
      #expect(late.map(\.files).max() == early.map(\.files).max())
      #expect(usualFiles(late) == usualFiles(early))
      #expect(Set(late.map(\.threads)) == Set(early.map(\.threads)))
    }
  }
#endif
