import Synchronization

/// What may follow the dot after values of a kind, as far as that is known without a run.
package final class MemberSignature: Sendable {
  /// What stands for all parts of an object that has parts: `x.*.y` is the `y` of each.
  package static let all = "*"

  /// The kind of the values.
  package let owner: ValueKinds
  /// What these names give.
  package let kinds: ValueKinds
  /// What any other name gives, if a run may know one; nil where there is no other.
  package let otherKinds: ValueKinds?
  private let findNames: @Sendable () -> [String]
  private let foundNames = Mutex<[String]?>(nil)

  /// - Parameter names: found on first use, for that may take longer than a start needs otherwise.
  package init(
    of owner: ValueKinds, _ names: @autoclosure @escaping @Sendable () -> [String],
    give kinds: ValueKinds, othersGive otherKinds: ValueKinds? = nil
  ) {
    self.owner = owner
    findNames = names
    self.kinds = kinds
    self.otherKinds = otherKinds
  }

  package var names: [String] {
    foundNames.withLock { found in
      let names = found ?? findNames()
      found = names
      return names
    }
  }
}

extension Signatures {
  /// The members that values of some kinds may have.
  package func members(of kinds: ValueKinds) -> [MemberSignature] {
    members.filter { !$0.owner.isDisjoint(with: kinds) }
  }
}
