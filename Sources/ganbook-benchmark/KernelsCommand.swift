import ArgumentParser
import CVectorKernels

/// Checks each kernel against its slow twin, then times it.
struct KernelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernels",
    abstract: "Checks each kernel against its slow twin, then times it on one thread.",
    discussion: """
      Shares are of the faster of two matrix products, that of the BLAS library and the own one. Bytes count what a \
      call has to read and write, each once; what it works on is in the processor's caches. Nothing is timed that \
      gives wrong results: the exit code is 1 then.
      """)

  @Option(help: "AVX-512, AVX2, NEON or baseline; without it, the best that this processor has.")
  var instructionSet: String?

  @Flag(help: "Check only.")
  var checkOnly = false

  func validate() throws {
    if let instructionSet, vk_has_instruction_set(instructionSet) == 0 {
      throw ValidationError(
        "--instruction-set is '\(instructionSet)', which this processor does not have")
    }
  }

  func run() throws {
    if let instructionSet { vk_choose_instruction_set(instructionSet) }
    let cases = KernelCases.all()
    var wrong = 0
    for kernel in cases {
      let error = kernel.error()
      guard error > kernel.tolerance else { continue }
      print("\(kernel.kernel) \(kernel.shape): differs from its slow twin by \(error)")
      wrong += 1
    }
    print(
      "\(cases.count - wrong) of \(cases.count) cases agree with their slow twins, "
        + "instruction set \(String(cString: vk_instruction_set()))")
    if wrong > 0 { throw ExitCode(1) }
    if !checkOnly { printTimes(cases) }
  }

  private func printTimes(_ cases: [KernelCase]) {
    for threads in [1, 2] {
      let peak = MatrixPeak(threads: threads)
      print(
        "matrix product, \(threads) thread\(threads == 1 ? "" : "s"): "
          + "BLAS \(peak.blas.giga), own \(peak.own.giga) GFLOP/s")
    }
    if let core = MatrixPeak.blasCore { print("OpenBLAS takes this processor for: \(core)") }
    let peak = MatrixPeak(threads: 1).best
    var table = TextTable(header: ["kernel", "shape", "µs", "GFLOP/s", "GB/s", "of peak"])
    for kernel in cases {
      let seconds = kernel.time()
      let rate = Double(kernel.operations) / seconds
      let moves = kernel.operations == 0
      table.add([
        kernel.kernel, kernel.shape, (seconds * 1e6).text(decimals: 2), moves ? "-" : rate.giga,
        (Double(kernel.bytes) / seconds).giga,
        moves ? "-" : (100 * rate / peak).text(decimals: 1) + " %",
      ])
    }
    for line in table.lines { print(line) }
  }
}

extension Double {
  /// In thousands of millions, one digit after the point.
  fileprivate var giga: String { (self * 1e-9).text(decimals: 1) }
}
