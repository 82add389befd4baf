extension ValueKinds {
  /// In arithmetic a series is its latest value, a list of numbers a vector.
  var asOperand: ValueKinds {
    var kinds = contains(.series) ? subtracting(.series).union(.number) : self
    if !kinds.isDisjoint(with: [.list, .range]) {
      kinds = kinds.subtracting([.list, .range]).union(.tensor)
    }
    return kinds
  }

  /// What an operation on numbers and tensors gives.
  func combined(with other: ValueKinds) -> ValueKinds {
    let both = union(other)
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
