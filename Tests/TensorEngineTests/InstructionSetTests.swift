import CVectorKernels
import Testing

/// The kernels against their slow twins, once with each instruction set that the processor has.
///
/// The choice is one for a whole process and tests run side by side, so all but the best one, which
/// every process begins with, get processes of their own.
@Suite struct InstructionSetTests {
  @Test func theBestOneAgreesWithTheSlowTwins() {
    var grid = SlowTwinGrid()
    grid.run()
    #expect(grid.problems == [])
  }

  @Test(.enabled(if: vk_has_instruction_set("AVX2") == 1, "this processor has no AVX2"))
  func avx2AgreesWithTheSlowTwins() async {
    await #expect(processExitsWith: .success) { try agree("AVX2") }
  }

  @Test(
    .enabled(if: vk_has_instruction_set("baseline") == 1, "this processor has another baseline"))
  func theBaselineAgreesWithTheSlowTwins() async {
    await #expect(processExitsWith: .success) { try agree("baseline") }
  }

  @Test func anUnknownSetIsRefusedAndChangesNothing() {
    let before = String(cString: vk_instruction_set())
    #expect(vk_has_instruction_set("none such") == 0)
    #expect(vk_choose_instruction_set("none such") == 0)
    #expect(String(cString: vk_instruction_set()) == before)
  }
}

/// Runs the grid with an instruction set, in a process that nobody shares.
private func agree(_ name: String) throws {
  try #require(vk_choose_instruction_set(name) == 1)
  try #require(String(cString: vk_instruction_set()) == name)
  var grid = SlowTwinGrid()
  grid.run()
  try #require(grid.problems == [])
}
