import GANs
import Testing

@Suite struct MeasurementHistoryTests {
  private func measurement(_ number: Int) -> Measurement {
    var measurement = Measurement()
    measurement.generator.validityLoss = Float(number)
    return measurement
  }

  @Test func copiesGoOnByThemselves() {
    var history = MeasurementHistory((0..<600).map(measurement))
    let copy = history
    for number in 600..<1030 { history.append(measurement(number)) }
    #expect(copy.count == 600 && history.count == 1030)
    #expect(history.map(\.generator.validityLoss) == (0..<1030).map(Float.init))
    #expect(copy.map(\.generator.validityLoss) == (0..<600).map(Float.init))
    #expect(Array(history.suffix(2)) == [measurement(1028), measurement(1029)])
    #expect(history.last == measurement(1029))
    #expect(MeasurementHistory().last == nil && MeasurementHistory().isEmpty)
    #expect(MeasurementHistory(copy) == copy && copy != history)
  }
}
