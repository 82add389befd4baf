extension Checker {
  func kinds(
    of base: Expression, _ accesses: [Expression.Access], _ range: Range<Int>
  ) throws(Finding) -> ValueKinds {
    for case .index(let indices, _) in accesses {
      for case .value(let index) in indices {
        try keepingSeries(false).require(
          index, [.number, .range, .list, .tensor, .mask, .series], "an index")
      }
    }
    var rest = accesses[...]
    var kinds: ValueKinds
    if case .name(let name) = base.kind, scope.variables[name] == nil {
      (kinds, rest) = try self.kinds(ofPath: name, rest, at: base.range)
    } else {
      kinds = try keepingSeries(true).kinds(of: base)
    }
    let owner = kinds
    var part: String?
    var isOfAll = false
    for access in rest {
      switch access {
      case .index(_, let range):
        let accepted: ValueKinds = .arrays.union(.string)
        guard !kinds.isDisjoint(with: accepted) else {
          throw .here(
            Fault(.wrongKind(what: "`[...]`", expected: accepted, found: kinds), at: range))
        }
        kinds =
          kinds.isSubset(of: [.tensor, .series])
          ? [.tensor, .number] : kinds == .mask ? .truths : .any
      case .call(let name, let range, let arguments):
        kinds = try self.kinds(ofMethod: name, of: kinds, arguments, at: range)
      case .member(let name, let range):
        part = try checkMember(name, of: source[base.range], kinds, part: part, at: range)
        kinds = try self.kinds(ofMember: name, of: kinds, source[base.range], at: range)
        isOfAll = isOfAll || name == MemberSignature.all
      }
    }
    // What each of several has; of the whole of them it is the whole.
    return isOfAll && kinds.isDisjoint(with: owner) ? .list : kinds
  }

  /// The longest dotted name that is always there.
  private func kinds(
    ofPath root: String, _ accesses: ArraySlice<Expression.Access>, at range: Range<Int>
  ) throws(Finding) -> (ValueKinds, ArraySlice<Expression.Access>) {
    var path = root
    var rest = accesses
    while case .member(let name, let memberRange)? = rest.first {
      let members = signatures.members(of: path)
      if members.contains(name) {
        path += "." + name
        rest.removeFirst()
      } else if !members.isEmpty, !hasParts(path) {
        throw .here(
          Fault(
            .unknownMember(
              of: path, name: name, suggestion: Suggestion.nearest(to: name, among: members)),
            at: memberRange))
      } else {
        break
      }
    }
    if path == root { return (try kinds(ofName: root, at: range), rest) }
    guard let known = signatures.builtInName(path) else {
      throw .here(Fault(.needsMember(path, members: signatures.members(of: path)), at: range))
    }
    return (known.kinds, rest)
  }

  /// Whether a name that is always there gives an object, which has members besides.
  private func hasParts(_ path: String) -> Bool {
    signatures.builtInName(path).map { !signatures.members(of: $0.kinds).isEmpty } ?? false
  }

  /// Whether an object of the host has a part of that name, and the part such a member, where it is
  /// known already which objects there are.
  ///
  /// - Returns: the dotted name of the part, where the name is one's.
  private func checkMember(
    _ name: String, of object: String, _ kinds: ValueKinds, part: String?, at range: Range<Int>
  ) throws(Finding) -> String? {
    guard let objects = scope.objects, let parts = host.members(of: object, among: objects),
      signatures.members.contains(where: { $0.owner == kinds && $0.otherKinds != nil })
    else { return nil }
    let members = signatures.members(of: kinds).flatMap(\.names)
    let known = part == nil ? parts + signatures.members(of: object) : members
    if name == MemberSignature.all { return part ?? "\(object).\(name)" }
    if known.contains(name) { return part ?? "\(object).\(name)" }
    if part == nil, members.contains(name) { return nil }
    throw .here(
      Fault(
        .unknownMember(
          of: part ?? object, name: name, suggestion: Suggestion.nearest(to: name, among: known)),
        at: range))
  }

  private func kinds(
    ofMember name: String, of kinds: ValueKinds, _ owner: String, at range: Range<Int>
  ) throws(Finding) -> ValueKinds {
    let members = signatures.members(of: kinds)
    let known = members.flatMap(\.names)
    let isOpen = members.contains { $0.otherKinds != nil }
    if name == MemberSignature.all, isOpen { return kinds }
    guard isOpen || known.contains(name) else {
      throw .here(
        Fault(
          .unknownMember(
            of: owner, name: name, suggestion: Suggestion.nearest(to: name, among: known)),
          at: range))
    }
    let owners = members.filter { $0.names.contains(name) }
    return owners.isEmpty
      ? members.reduce([]) { $0.union($1.otherKinds ?? []) }
      : owners.reduce([]) { $0.union($1.kinds) }
  }

  /// `x.at(24)` of a series is the only one.
  private func kinds(
    ofMethod name: String, of kinds: ValueKinds, _ arguments: [Expression], at range: Range<Int>
  ) throws(Finding) -> ValueKinds {
    guard name == "at" else { throw .here(Fault(.notAFunction(name), at: range)) }
    guard kinds.contains(.series) else {
      throw .here(Fault(.wrongKind(what: "`at`", expected: .series, found: kinds), at: range))
    }
    guard arguments.count == 1, let argument = arguments.first else {
      throw .here(
        Fault(
          .wrongArgumentCount(
            function: name, usage: "\(signatures.seriesName).at(iteration)",
            found: arguments.count), at: range))
    }
    let found = try keepingSeries(false).require(argument, .arrays.union(.number), "`at`")
      .asOperand(keepingSeries: false)
    return found == .number ? .number : [.number, .tensor]
  }
}
