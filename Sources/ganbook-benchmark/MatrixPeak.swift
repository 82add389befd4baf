import CBLAS
import CVectorKernels
import Dispatch

/// The fastest single-precision matrix product that this machine shows, in operations per second.
struct MatrixPeak {
  /// cblas_sgemm, 1024x1024x1024.
  let blas: Double
  /// vk_matrix_product, 512x1024x256.
  let own: Double
  var best: Double { max(blas, own) }

  /// What the BLAS library takes this processor for; nothing where it does not tell.
  static var blasCore: String? {
    #if os(macOS)
      nil
    #else
      String(cString: openblas_get_corename())
    #endif
  }

  /// Measures with `threads` threads, each with a product of its own.
  init(threads: Int) {
    openblas_set_num_threads(1)
    let side = 1024
    let square = (0..<threads).map { _ in
      (0..<3).map { Floats(random: side * side, stream: $0) }
    }
    blas = Self.rate(threads: threads, operations: 2 * side * side * side) { thread in
      let (a, b, c) = (square[thread][0], square[thread][1], square[thread][2])
      let n = Int32(side)
      cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a.pointer, n, b.pointer, n, 0,
        c.pointer, n)
    }
    let products = (0..<threads).map { _ in KernelCases.matrixProduct(m: 512, n: 1024, k: 256) }
    own = Self.rate(threads: threads, operations: products[0].operations) { thread in
      products[thread].call()
    }
  }

  /// The best of several stretches, for a peak is what the machine can do at all.
  private static func rate(
    threads: Int, operations: Int, _ product: (_ thread: Int) -> Void
  ) -> Double {
    withoutActuallyEscaping(product) { product in
      nonisolated(unsafe) let product = product
      let calls = max(1, 1_000_000_000 / operations)
      var samples = TimeSamples()
      for _ in 0..<8 {
        let start = ContinuousClock.now
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
          for _ in 0..<calls { product(thread) }
        }
        samples.add(.now - start)
      }
      return Double(threads * calls * operations) / samples.minimum
    }
  }
}
