import Testing
import ganbook_benchmark

@Suite("Time samples")
struct TimeSamplesTests {
  @Test("Median and minimum of odd, even and no samples")
  func statistics() {
    var samples = TimeSamples()
    #expect(samples.median == 0 && samples.minimum == 0)
    samples.add(.milliseconds(30))
    samples.add(.milliseconds(10))
    #expect((samples.median - 0.02).magnitude < 1e-12)
    samples.add(.milliseconds(500))
    #expect((samples.median - 0.03).magnitude < 1e-12)
    #expect((samples.minimum - 0.01).magnitude < 1e-12)
  }

  @Test("Numbers as text keep their zeros")
  func text() {
    #expect(0.0481.milliseconds == "48.1")
    #expect(0.00004.milliseconds == "0.0")
    #expect(12.0.text(decimals: 2) == "12.00")
    #expect(0.056.text(decimals: 2) == "0.06")
    #expect((-0.5).text(decimals: 1) == "-0.5")
    #expect(9.96.text(decimals: 1) == "10.0")
    #expect(1234.5.text(decimals: 0) == "1235")
    #expect(Double.infinity.text(decimals: 1) == "inf")
  }
}
