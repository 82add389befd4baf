import Pictures
import Testing

@Suite struct HistogramBarTests {
  @Test func valuesFallIntoEqualParts() {
    #expect(HistogramBar.counts(of: [0, 1, 2, 3, 4], bins: 4) == [1, 1, 1, 2])
    #expect(HistogramBar.counts(of: [.nan, 0, .infinity, 1], bins: 2) == [1, 1])
    #expect(HistogramBar.counts(of: [5, 5, 5], bins: 3) == [0, 3, 0])
    #expect(HistogramBar.counts(of: [Float](), bins: 3) == [0, 0, 0])
    let extremes: [Float] = [-.greatestFiniteMagnitude, 0, .greatestFiniteMagnitude]
    #expect(HistogramBar.counts(of: extremes, bins: 3) == [1, 1, 1])
  }

  @Test func barsGrowWithTheCounts() {
    #expect(HistogramBar.text(counts: [0, 1, 2, 3, 4, 5, 6, 7], usesUnicode: true) == " ▂▃▄▅▆▇█")
    #expect(HistogramBar.text(counts: [0, 1, 1000], usesUnicode: true) == " ▁█")
    #expect(HistogramBar.text(counts: [0, 1, 1000], usesUnicode: false) == " .@")
    #expect(HistogramBar.text(counts: [0, 0], usesUnicode: true) == "  ")
  }
}
