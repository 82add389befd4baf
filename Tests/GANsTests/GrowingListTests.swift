import GANs
import Testing

@Suite struct GrowingListTests {
  private func measurement(_ number: Int) -> Measurement {
    var measurement = Measurement(of: Objective(validity: ValidityCrossEntropy()))
    measurement.generator.validityLoss = Float(number)
    return measurement
  }

  @Test func copiesGoOnByThemselves() {
    var history = GrowingList((0..<600).map(measurement))
    let copy = history
    for number in 600..<1030 { history.append(measurement(number)) }
    #expect(copy.count == 600 && history.count == 1030)
    #expect(history.map(\.generator.validityLoss) == (0..<1030).map(Float.init))
    #expect(copy.map(\.generator.validityLoss) == (0..<600).map(Float.init))
    #expect(Array(history.suffix(2)) == [measurement(1028), measurement(1029)])
    #expect(history.last == measurement(1029))
    #expect(GrowingList<Measurement>().last == nil && GrowingList<Measurement>().isEmpty)
    #expect(GrowingList(copy) == copy && copy != history)
  }

  @Test func beginningsAreKnown() {
    let list = GrowingList(0..<700)
    for count in [0, 1, 255, 256, 257, 512, 699, 700] {
      #expect(list.begins(with: GrowingList(0..<count)), "\(count)")
    }
    #expect(!list.begins(with: GrowingList(0..<701)))
    for place in [0, 255, 256, 511, 512, 600] {
      var other = Array(0..<601)
      other[place] = -1
      #expect(!list.begins(with: GrowingList(other)), "\(place)")
    }
    var longer = list
    longer.append(5)
    #expect(longer.begins(with: list) && !list.begins(with: longer))
  }
}
