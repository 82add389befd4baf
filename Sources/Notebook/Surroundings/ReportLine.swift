import Language

/// A line of `doctor`: `threads: 8`.
package struct ReportLine: Equatable, Sendable {
  package let name: String
  package let value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
