/// Why a file was not saved.
public struct SaveProblem: Error, Equatable, Sendable {
  /// What the operating system refused.
  public let cause: SystemProblem
  /// Whether the new file has its final name already, whole, and only the last step failed: it may
  /// be lost if the machine stops now.
  public let isInPlace: Bool
  /// Files that belong to this one and have their new contents already: the set is not whole.
  public let replaced: [String]

  package init(cause: SystemProblem, isInPlace: Bool, replaced: [String] = []) {
    self.cause = cause
    self.isInPlace = isInPlace
    self.replaced = replaced
  }
}

extension SaveProblem: CustomStringConvertible {
  public var description: String {
    if isInPlace { return "was written, but may not survive a power failure: the folder \(cause)" }
    let names = replaced.joined(separator: ", ")
    let others =
      switch replaced.count {
      case 0: ""
      case 1: " (but \(names), which belongs to it, is new)"
      default: " (but \(names), which belong to it, are new)"
      }
    return "was not saved, and what was there before is unchanged\(others): \(cause)"
  }
}
