/// What may follow the dot after values of a kind, as far as that is known without a run.
package struct MemberSignature: Sendable {
  /// What stands for all parts of an object that has parts: `x.*.y` is the `y` of each.
  package static let all = "*"

  /// The kind of the values.
  package let owner: ValueKinds
  package let names: [String]
  /// What these names give.
  package let kinds: ValueKinds
  /// What any other name gives, if a run may know one; nil where there is no other.
  package let otherKinds: ValueKinds?

  package init(
    of owner: ValueKinds, _ names: [String], give kinds: ValueKinds,
    othersGive otherKinds: ValueKinds? = nil
  ) {
    self.owner = owner
    self.names = names
    self.kinds = kinds
    self.otherKinds = otherKinds
  }
}

extension Signatures {
  /// The members that values of some kinds may have.
  package func members(of kinds: ValueKinds) -> [MemberSignature] {
    members.filter { !$0.owner.isDisjoint(with: kinds) }
  }
}
