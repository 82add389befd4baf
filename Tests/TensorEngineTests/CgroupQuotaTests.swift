import Foundation
import TensorEngine
import Testing

/// Made-up trees in place of `/`, as kernels and containers show them.
@Suite struct CgroupQuotaTests {
  /// Where control groups are mounted, and what they are mounted from.
  private static let version2 = "30 23 0:26 / /sys/fs/cgroup rw shared:4 - cgroup2 cgroup2 rw"
  private static let version1 =
    "33 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct"

  private func quota(
    mounts: [String], groups: [String], _ files: [String: String]
  ) throws -> CgroupQuota? {
    let root = NSTemporaryDirectory() + "ganbook-cgroup-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    let all = files.merging([
      "/proc/self/mountinfo": mounts.joined(separator: "\n") + "\n",
      "/proc/self/cgroup": groups.joined(separator: "\n") + "\n",
    ]) { $1 }
    for (path, text) in all {
      let url = URL(fileURLWithPath: root + path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    return CgroupQuota(root: root)
  }

  @Test func theSmallestOfAllGroupsAboveCounts() throws {
    let files = [
      "/sys/fs/cgroup/a/cpu.max": "400000 100000\n",
      "/sys/fs/cgroup/a/b/cpu.max": "150000 100000\n",
      "/sys/fs/cgroup/a/b/c/cpu.max": "max 100000\n",
      // Of another group.
      "/sys/fs/cgroup/d/cpu.max": "1000 100000\n",
    ]
    let found = try quota(mounts: [Self.version2], groups: ["0::/a/b/c"], files)
    #expect(found == CgroupQuota(processors: 1.5, file: "/sys/fs/cgroup/a/b/cpu.max"))
    let outer = try quota(mounts: [Self.version2], groups: ["0::/a"], files)
    #expect(outer?.processors == 4)
  }

  @Test func ofVersion1() throws {
    let files = [
      "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "-1\n",
      "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
      "/sys/fs/cgroup/cpu,cpuacct/jobs/cpu.cfs_quota_us": "300000\n",
      "/sys/fs/cgroup/cpu,cpuacct/jobs/cpu.cfs_period_us": "100000\n",
      "/sys/fs/cgroup/cpu,cpuacct/jobs/7/cpu.cfs_quota_us": "100000\n",
      "/sys/fs/cgroup/cpu,cpuacct/jobs/7/cpu.cfs_period_us": "50000\n",
    ]
    let groups = ["5:memory:/elsewhere", "4:cpu,cpuacct:/jobs/7", "0::/"]
    let found = try quota(mounts: [Self.version1], groups: groups, files)
    #expect(
      found
        == CgroupQuota(processors: 2, file: "/sys/fs/cgroup/cpu,cpuacct/jobs/7/cpu.cfs_quota_us"))
  }

  /// The mount shows a container's own group as its top, under the path that the host has for it.
  @Test(arguments: ["/docker/abc", "/docker/abc/task", "/../..", "/"])
  func insideAContainer(path: String) throws {
    let mount = "30 23 0:26 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup2 rw"
    let found = try quota(
      mounts: [mount], groups: ["0::" + path],
      ["/sys/fs/cgroup/cpu.max": "50000 100000\n", "/sys/fs/cgroup/task/cpu.max": "max 100000\n"])
    #expect(found?.processors == 0.5)
  }

  @Test func bothVersionsAtOnce() throws {
    let found = try quota(
      mounts: [Self.version1, "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw"],
      groups: ["1:cpu,cpuacct:/", "0::/x"],
      [
        "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "800000",
        "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000",
        "/sys/fs/cgroup/unified/x/cpu.max": "700000 100000",
      ])
    #expect(found?.processors == 7)
  }

  @Test func aMountPointWithASpace() throws {
    let mount = "30 23 0:26 / /sys/control\\040groups rw - cgroup2 cgroup2 rw"
    let found = try quota(
      mounts: [mount], groups: ["0::/"], ["/sys/control groups/cpu.max": "200000 100000"])
    #expect(found?.processors == 2)
  }

  /// What is no quota limits nothing.
  @Test(arguments: [
    "", "max 100000", "max", "-1 100000", "0 100000", "100000 0", "100000 -5", "x y", "nan 100000",
    "inf 100000", "100000", "1 2 3",
  ])
  func noQuota(text: String) throws {
    let found = try quota(
      mounts: [Self.version2], groups: ["0::/"], ["/sys/fs/cgroup/cpu.max": text])
    #expect(found == nil)
  }

  private static let withoutGroups: [([String], [String])] = [
    ([], ["0::/"]), ([""], [""]), (["- - -", "1 2 3 4 5 - cgroup2"], ["::", "0:/", "0::"]),
    ([version2], []), ([version1], ["0::/"]), ([version2], ["1:cpu:/"]),
  ]

  @Test(arguments: withoutGroups)
  func withoutControlGroups(mounts: [String], groups: [String]) throws {
    #expect(
      try quota(mounts: mounts, groups: groups, ["/sys/fs/cgroup/cpu.max": "max 100000"]) == nil)
  }

  @Test func withoutAProcFolder() {
    #expect(CgroupQuota(root: "/nowhere") == nil)
  }
}
