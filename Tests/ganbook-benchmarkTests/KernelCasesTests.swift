import CVectorKernels
import Foundation
import Testing
import ganbook_benchmark

@Suite("Kernel cases")
struct KernelCasesTests {
  @Test("Every case agrees with its slow twin")
  func agreement() {
    for kernel in KernelCases.all() {
      let error = kernel.error()
      #expect(error <= kernel.tolerance, "\(kernel.kernel) \(kernel.shape)")
    }
  }

  @Test("Every kernel of the header has a case, and every case a kernel")
  func completeness() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let header = try String(
      contentsOf: root.appending(path: "Sources/CVectorKernels/include/vector_kernels.h"),
      encoding: .utf8)
    let named = header.matches(of: /KERNEL\((vk_[a-z_]+)/).map { String($0.1) }
    #expect(named.count > 10)
    #expect(Set(named) == Set(KernelCases.all().map(\.kernel)))
  }
}
