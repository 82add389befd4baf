import Platform

extension Number {
  /// The result as 64-bit floats give it; of whole numbers beyond 53 bits the exact one, as long as
  /// it has no more than 64.
  static func result(of operation: Arithmetic, _ a: Number, _ b: Number) -> Number {
    let rounded = result(of: operation, a.double, b.double)
    if abs(rounded) < 0x1p53, !a.isBeyondDouble, !b.isBeyondDouble { return .double(rounded) }
    guard let x = a.wholeValue, let y = b.wholeValue,
      let whole = exactResult(of: operation, x, y), exactWholes.contains(whole)
    else { return .double(rounded) }
    return Number(whole: whole)
  }

  static func result(of operation: Arithmetic, _ a: Double, _ b: Double) -> Double {
    switch operation {
    case .add: return a + b
    case .subtract: return a - b
    case .multiply, .matrixProduct: return a * b
    case .divide: return a / b
    case .power: return pow(a, b)
    case .remainder:
      // With the sign of the divisor, as in NumPy.
      let rest = fmod(a, b)
      return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
    }
  }

  private var isBeyondDouble: Bool { if case .whole = self { true } else { false } }

  /// Nil where it is not whole, or larger than can be computed.
  private static func exactResult(of operation: Arithmetic, _ a: Int128, _ b: Int128) -> Int128? {
    func checked(_ result: (partialValue: Int128, overflow: Bool)) -> Int128? {
      result.overflow ? nil : result.partialValue
    }
    switch operation {
    case .add: return checked(a.addingReportingOverflow(b))
    case .subtract: return checked(a.subtractingReportingOverflow(b))
    case .multiply, .matrixProduct: return checked(a.multipliedReportingOverflow(by: b))
    case .divide:
      guard b != 0, let rest = checked(a.remainderReportingOverflow(dividingBy: b)), rest == 0
      else { return nil }
      return checked(a.dividedReportingOverflow(by: b))
    case .remainder:
      guard b != 0, let rest = checked(a.remainderReportingOverflow(dividingBy: b)) else {
        return nil
      }
      return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
    case .power:
      guard (0...64).contains(b) else { return nil }
      var power: Int128 = 1
      for _ in 0..<b {
        guard let next = checked(power.multipliedReportingOverflow(by: a)) else { return nil }
        power = next
      }
      return power
    }
  }
}
