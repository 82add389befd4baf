import GANs
import Testing

@Suite struct RunPositionTests {
  @Test func placesAreOrderedByIterationAndPhase() {
    let places = (0..<3).flatMap { iteration in
      Phase.allCases.map { RunPosition(completed: iteration, phase: $0) }
    }
    #expect(places.sorted() == places)
    for (index, place) in places.enumerated() {
      #expect(places[places.count - 1].back(phases: places.count - 1 - index) == place)
    }
    #expect(places[5].back(phases: 100) == RunPosition(completed: 0))
    #expect(places[5].back(phases: .max) == RunPosition(completed: 0))
  }
}
