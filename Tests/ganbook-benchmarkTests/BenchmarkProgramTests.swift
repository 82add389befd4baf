import ArgumentParser
import Testing
import ganbook_benchmark

@Suite("Benchmark program")
struct BenchmarkProgramTests {
  @Test(
    "Wrong arguments are refused before anything runs",
    arguments: [
      ["iteration", "--model", "vae"], ["iteration", "--batch", "0"],
      ["iteration", "--threads", "257"], ["iteration", "--iterations", "0"],
      ["generate", "--count", "-1"], ["generate", "--rounds", "0"],
      ["kernels", "--instruction-set", "MMX"], ["kernel"],
      ["start", "--rounds", "0"], ["start", "--program", "/nowhere/ganbook"],
      ["start", "--program", "/tmp"],
    ])
  func wrongArguments(arguments: [String]) {
    #expect { _ = try BenchmarkProgram.parseAsRoot(arguments) } throws: { error in
      BenchmarkProgram.exitCode(for: error) == .validationFailure
    }
  }

  @Test("An iteration's summary is one line of the agreed form", arguments: ["acgan", "cgan"])
  func summary(model: String) throws {
    let options = try RunOptions.parse(["--model", model, "--batch", "2"])
    let report = try IterationReport(options, iterations: 2)
    let line = try #require(report.lines.last)
    let form =
      /iteration [a-z]+ batch 2 threads \d+: median \d+\.\d ms, minimum \d+\.\d ms/
    #expect(line.wholeMatch(of: form) != nil, "\(line)")
    #expect(report.lines.count == 11)
  }
}
