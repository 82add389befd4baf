import Pictures
import Testing

@Suite struct AxisTicksTests {
  private func labels(_ low: Double, _ high: Double, _ count: Int, onlyWhole: Bool = false)
    -> [String]
  {
    AxisTicks(from: low, to: high, count: count, onlyWhole: onlyWhole).ticks.map(\.label)
  }

  @Test func ticksAreRoundNumbers() {
    #expect(
      labels(0, 1, 5) == ["0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(labels(-3, 7, 5) == ["-2", "0", "2", "4", "6"])
    #expect(labels(1, 14_000, 5) == ["5000", "10000"])
    #expect(labels(1, 3, 10, onlyWhole: true) == ["1", "2", "3"])
    #expect(labels(1e-8, 4e-8, 4) == ["1e-8", "2e-8", "3e-8", "4e-8"])
    #expect(labels(0, 3e38, 3) == ["0", "1e38", "2e38", "3e38"])
    #expect(labels(5, 5, 3) == [])
    #expect(labels(0, .infinity, 3) == [])
    #expect(labels(1e20, 1e20 + 1e5, 3) == [], "finer than numbers of that size can be told apart")
  }

  @Test func labelsAreShort() {
    #expect(AxisTicks.label(mantissa: 15, exponent: -9) == "1.5e-8")
    #expect(AxisTicks.label(mantissa: -5, exponent: -2) == "-0.05")
    #expect(AxisTicks.label(mantissa: 120, exponent: 5) == "1.2e7")
    #expect(AxisTicks.label(mantissa: 25, exponent: 3) == "25000")
  }

  @Test func theirNumberIsBounded() {
    for count in 1...20 {
      for exponent in -20...20 {
        for high in [1.01, 1.7, 3.3, 9.9] {
          var scale = 1.0
          for _ in 0..<abs(exponent) { scale *= exponent < 0 ? 0.1 : 10 }
          let ticks = AxisTicks(from: 0.3 * scale, to: high * scale, count: count).ticks
          #expect(ticks.count <= 2 * count + 1)
          #expect(ticks.allSatisfy { $0.value >= 0.29 * scale && $0.value <= high * scale * 1.01 })
        }
      }
    }
  }
}
