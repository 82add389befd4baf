import Platform

/// Round numbers along an axis: multiples of 1, 2, 2.5 or 5 times a power of ten, or powers of ten.
package struct AxisTicks: Equatable {
  package struct Tick: Equatable {
    /// Where it stands: the number, or its logarithm to base ten.
    package let value: Double
    package let label: String
  }

  package let ticks: [Tick]

  private init(_ ticks: [Tick]) { self.ticks = ticks }

  /// The ticks from `low` to `high`, about `count` of them, at most twice as many.
  ///
  /// - Parameter onlyWhole: whether the step is at least 1, as for iterations.
  package init(from low: Double, to high: Double, count: Int, onlyWhole: Bool = false) {
    guard let range = Self.usable(low, high) else {
      ticks = []
      return
    }
    let raw = range / Double(max(1, count))
    var exponent = Int(log10(raw).rounded(.down))
    let ratio = raw / pow(10, Double(exponent))
    var factor = ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10
    if factor == 10 { (factor, exponent) = (1, exponent + 1) }
    if onlyWhole && exponent < 0 { (factor, exponent) = (1, 0) }
    ticks = Self.multiples(of: factor, exponent, from: low, to: high)
  }

  /// The fewest ticks that are at least four, where there is room for so many.
  ///
  /// - Parameter room: how many there may be.
  package init(from low: Double, to high: Double, atMost room: Int) {
    guard let range = Self.usable(low, high) else {
      ticks = []
      return
    }
    // Steps from coarse to fine: 10, 5, 2.5, 2, 1 …
    var found: [Tick] = []
    let top = Int(log10(range).rounded(.up))
    search: for exponent in stride(from: top, through: top - 3, by: -1) {
      for (factor, shift) in [(1, 0), (5, -1), (25, -2), (2, -1)] {
        let finer = Self.multiples(of: factor, exponent + shift, from: low, to: high)
        if !found.isEmpty, finer.count > max(2, room) { break search }
        found = finer
        if found.count >= 4 { break search }
      }
    }
    ticks = found
  }

  /// The ticks of a logarithmic axis: powers of ten, with the numbers between them where those would
  /// be fewer than four.
  ///
  /// - Parameters:
  ///   - low: the logarithm to base ten of the lowest number.
  ///   - high: the logarithm to base ten of the highest number.
  ///   - room: how many there may be.
  package init(ofPowersFrom low: Double, to high: Double, atMost room: Int) {
    guard Self.usable(low, high) != nil else {
      ticks = []
      return
    }
    func powers(_ factors: [Int]) -> [Tick] {
      (Int(low.rounded(.down))...Int(high.rounded(.up))).flatMap { exponent in
        factors.map { factor in
          Tick(
            value: Double(exponent) + log10(Double(factor)),
            label: Self.label(mantissa: factor, exponent: exponent))
        }
      }.filter { $0.value >= low - 1e-9 && $0.value <= high + 1e-9 }
    }
    let decades = powers([1])
    if decades.count > max(2, room) {
      let step = (decades.count + max(2, room) - 1) / max(2, room)
      ticks = decades.filter { Int($0.value.rounded()).isMultiple(of: step) }
      return
    }
    for found in [decades, powers([1, 3]), powers([1, 2, 5])]
    where found.count >= 4 && found.count <= max(4, room) {
      ticks = found
      return
    }
    // Less than a power of ten: the round numbers of a plain axis, where they stand on this one.
    let plain = AxisTicks(from: pow(10, low), to: pow(10, high), atMost: room).ticks
    ticks = plain.map { Tick(value: log10($0.value), label: $0.label) }
  }

  /// The length of a range that has one.
  private static func usable(_ low: Double, _ high: Double) -> Double? {
    low.isFinite && high.isFinite && high > low && (high - low).isFinite ? high - low : nil
  }

  private static func multiples(
    of factor: Int, _ exponent: Int, from low: Double, to high: Double
  ) -> [Tick] {
    let step = Double(factor) * pow(10, Double(exponent))
    let first = (low / step - 1e-9).rounded(.up)
    let last = (high / step + 1e-9).rounded(.down)
    guard step > 0, first.magnitude < 1e15, last.magnitude < 1e15, first <= last else { return [] }
    return (Int(first)...Int(last)).map { index in
      Tick(
        value: Double(index) * step, label: Self.label(mantissa: index * factor, exponent: exponent)
      )
    }
  }
}
