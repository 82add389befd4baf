/// Why a file was not saved.
public struct SaveProblem: Error, Equatable, Sendable {
  /// What the operating system refused.
  public let cause: SystemProblem
  /// Whether the new file has its final name already, whole, and only the last step failed: it may
  /// be lost if the machine stops now.
  public let isInPlace: Bool

  package init(cause: SystemProblem, isInPlace: Bool) {
    self.cause = cause
    self.isInPlace = isInPlace
  }
}

extension SaveProblem: CustomStringConvertible {
  public var description: String {
    isInPlace
      ? "was written, but may not survive a power failure: the folder \(cause)"
      : "was not saved, and what was there before is unchanged: \(cause)"
  }
}
