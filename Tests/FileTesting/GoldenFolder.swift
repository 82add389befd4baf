import Platform

/// Where the golden files lie: `$GANBOOK_GOLDEN`, or `../shared/golden` beside the clone.
package let goldenFolder: String =
  getenv("GANBOOK_GOLDEN").map { String(cString: $0) } ?? "../shared/golden"

/// Whether they are to be had. Where not, the tests that need them are reported as skipped; a
/// folder that is named and does not have them is a failure.
package let goldenIsThere =
  getenv("GANBOOK_GOLDEN") != nil || access(goldenFolder + "/acgan.safetensors", R_OK) == 0
