import TensorEngine
import Testing

@Suite struct ThreadBudgetTests {
  private func budget(_ machine: Int, affinity: Int? = nil, quota: Double? = nil) -> ThreadBudget {
    ThreadBudget(
      machine: machine, affinity: affinity,
      quota: quota.map { CgroupQuota(processors: $0, file: "f") })
  }

  @Test func theSmallestBoundCounts() {
    #expect(budget(16).threads == 16)
    #expect(budget(16).bound == .machine)
    #expect(budget(16, affinity: 16).bound == .machine)
    #expect(budget(16, affinity: 1).threads == 1)
    #expect(budget(16, affinity: 3).bound == .affinity(processors: 3))
    #expect(budget(16, affinity: 8, quota: 2).threads == 2)
    #expect(budget(16, affinity: 8, quota: 2).bound == .quota(processors: 2, file: "f"))
    #expect(budget(16, affinity: 2, quota: 8).bound == .affinity(processors: 2))
    #expect(budget(16, affinity: 2, quota: 8).machine == 16)
  }

  /// A part of a processor is one thread more, or none of it would be used.
  @Test(arguments: [(0.1, 1), (1, 1), (1.5, 2), (3.01, 4), (1e300, 16)])
  func aQuotaIsRoundedUp(quota: Double, threads: Int) {
    #expect(budget(16, quota: quota).threads == threads)
  }

  @Test func whatCannotBeKnownIsNoBound() {
    #expect(budget(4, affinity: 0).threads == 4)
    #expect(budget(-1).threads == 1)
    #expect(budget(1000).threads == ThreadBudget.mostThreads)
  }

  @Test func whatTheVariableAsksFor() throws {
    #expect(try ThreadBudget.requested(nil) == nil)
    #expect(try ThreadBudget.requested("") == nil)
    #expect(try ThreadBudget.requested("1") == 1)
    #expect(try ThreadBudget.requested("256") == 256)
  }

  @Test(arguments: [
    "abc", "0", "-1", "257", "1.5", "2 ", " 2", "+2", "0x2", "²", "99999999999999999999", "2,3",
  ])
  func whatIsNoNumberOfThreadsIsAnError(text: String) {
    let error = #expect(throws: ThreadCountError.self) { try ThreadBudget.requested(text) }
    #expect(
      error?.description == "GANBOOK_THREADS is a whole number from 1 to 256, not `\(text)`")
  }
}
