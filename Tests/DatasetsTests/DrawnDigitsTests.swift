import Datasets
import Testing

@Suite struct DrawnDigitsTests {
  @Test func everySeedHasItsOwnDigitsAndAlwaysTheSame() throws {
    let data = try DrawnDigits.dataset(count: 40, testCount: 20, seed: 7)
    #expect(try DrawnDigits.dataset(count: 40, testCount: 20, seed: 7).identity == data.identity)
    #expect(try DrawnDigits.dataset(count: 40, testCount: 20, seed: 8).identity != data.identity)
    let more = try DrawnDigits.dataset(count: 60, testCount: 20, seed: 7)
    #expect(Array(more.training.pixels.prefix(data.training.pixels.count)) == data.training.pixels)
    #expect(Array(data.test.pixels.prefix(784)) != Array(data.training.pixels.prefix(784)))
  }

  /// The bytes are the same on every machine, so a run on drawn digits can be compared across them.
  @Test func theBytesNeverChange() throws {
    let identity = try DrawnDigits.dataset(count: 100, testCount: 0, seed: 1).identity
    #expect(
      identity == "5ea5bc048dc8676a5d2247196ae226e8bf3f735cd2413cbb2a76111507960b84")
  }

  @Test func classesAreBalancedAndCanBeToldApart() throws {
    let data = try DrawnDigits.dataset(count: 500, testCount: 200, seed: 3)
    for digit in 0..<10 {
      #expect(data.training.indices(of: digit).count == 50)
      #expect(data.test.indices(of: digit).count == 20)
    }
    // The nearest training image, by squared distance, is of the right class for nearly all.
    var right = 0
    let train = data.training.pixels.map(Int32.init)
    for index in 0..<data.test.count {
      let image = data.test.pixels[(index * 784)..<((index + 1) * 784)].map(Int32.init)
      let distances = (0..<data.training.count).map { candidate in
        var sum: Int32 = 0
        for pixel in stride(from: 0, to: 784, by: 1) {
          let difference = image[pixel] - train[candidate * 784 + pixel]
          sum += difference * difference
        }
        return sum
      }
      let nearest = distances.indices.min { distances[$0] < distances[$1] } ?? 0
      if data.training.label(at: nearest) == data.test.label(at: index) { right += 1 }
    }
    #expect(right >= 180, "\(right) of 200")
  }

  @Test func inkStaysInsideAndIsSoftAtTheEdges() throws {
    let data = try DrawnDigits.dataset(count: 1000, testCount: 0, seed: 2)
    for index in 0..<data.training.count {
      let image = Array(data.training.pixels[(index * 784)..<((index + 1) * 784)])
      let top = image.prefix(28)
      let bottom = image.suffix(28)
      let sides = (0..<28).flatMap { row in [image[row * 28], image[row * 28 + 27]] }
      #expect((top + bottom + sides).allSatisfy { $0 == 0 }, "image \(index) touches the rim")
      #expect(image.contains { $0 > 230 }, "image \(index) is pale")
      let ink = image.count { $0 > 127 }
      #expect((15...330).contains(ink), "image \(index) has \(ink) pixels of ink")
    }
    #expect(data.training.pixels.contains { (100...150).contains($0) })
  }

  @Test func countsHaveBounds() {
    #expect(
      datasetError { _ = try DrawnDigits.dataset(count: 9) }
        == .wrongCount(what: "count", value: 9, lowest: 10, highest: 1_000_000))
    #expect(
      datasetError { _ = try DrawnDigits.dataset(testCount: -1) }
        == .wrongCount(what: "test count", value: -1, lowest: 0, highest: 1_000_000))
  }
}
