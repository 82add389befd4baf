extension ValueKinds {
  /// In arithmetic a series is its latest value, unless series are kept; a list of numbers is a
  /// vector.
  func asOperand(keepingSeries: Bool) -> ValueKinds {
    var kinds = self
    if contains(.series), !keepingSeries { kinds = subtracting(.series).union(.number) }
    if !kinds.isDisjoint(with: [.list, .range]) {
      kinds = kinds.subtracting([.list, .range]).union(.tensor)
    }
    return kinds
  }

  /// What a function of single numbers gives that is applied to each of some operands: a number for
  /// numbers, a tensor where one is a tensor, a series where one is.
  func ofEach(of operands: [ValueKinds]) -> ValueKinds {
    let arrays: ValueKinds = [.tensor, .mask]
    if operands.contains(where: { $0.isSubset(of: arrays) }) { return intersection(arrays) }
    if operands.contains(where: { $0.contains(.series) }) {
      return operands.allSatisfy { $0.isDisjoint(with: arrays) } ? .series : union(.series)
    }
    return operands.allSatisfy { $0.isDisjoint(with: arrays) } ? subtracting(arrays) : self
  }

  /// What an operation on numbers and tensors gives.
  func combined(with other: ValueKinds) -> ValueKinds {
    let both = union(other)
    if both.contains(.series) {
      // At each of its iterations; beside a vector it is one.
      return both.isDisjoint(with: [.tensor, .mask]) ? .series : [.series, .tensor]
    }
    var kinds: ValueKinds = .number
    if self == .tensor || other == .tensor {
      kinds = .tensor
    } else if !both.isDisjoint(with: [.tensor, .mask]) {
      kinds = [.number, .tensor]
    }
    // Of truth values alone some operations are truth values, as in NumPy.
    guard !isDisjoint(with: .truths), !other.isDisjoint(with: .truths) else { return kinds }
    return kinds.union(both.contains(.mask) ? .truths : .bool)
  }
}
