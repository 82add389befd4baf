import Language
import Notebook
import Testing

/// Broadcasting, parts and products, against the slow and obvious way.
@Suite struct TensorArithmeticTests {
  /// A tensor as nested lists say it: shape and elements.
  private struct Nested {
    let extents: [Int]
    let name: String

    /// Whole numbers, different in each place, so that a swap shows.
    func element(_ position: [Int]) -> Int {
      zip(position, extents).reduce(0) { $0 * $1.1 + $1.0 }
    }

    var text: String {
      let count = extents.reduce(1, *)
      return "reshape(0..<\(count), \(extents.map(String.init).joined(separator: ", ")))"
    }

    static func positions(_ extents: [Int]) -> [[Int]] {
      extents.reduce([[]]) { positions, extent in
        positions.flatMap { position in (0..<extent).map { position + [$0] } }
      }
    }
  }

  @Test func broadcastingIsNumPys() {
    var random = SplitMix(state: 11)
    let session = Session()
    for _ in 0..<60 {
      let rank = 1 + random.below(4)
      let whole = (0..<rank).map { _ in 1 + random.below(4) }
      func operand(_ name: String) -> Nested {
        let axes = whole.suffix(1 + random.below(rank))
        return Nested(extents: axes.map { random.below(3) == 0 ? 1 : $0 }, name: name)
      }
      let (a, b) = (operand("a"), operand("b"))
      _ = session.run("a = \(a.text)\nb = \(b.text)\nc = a * 1000 - b")
      let most = max(a.extents.count, b.extents.count)
      func extent(_ nested: Nested, _ axis: Int) -> Int {
        let own = axis - (most - nested.extents.count)
        return own < 0 ? 1 : nested.extents[own]
      }
      let extents = (0..<most).map { max(extent(a, $0), extent(b, $0)) }
      #expect(
        transcript(of: "shape(c)", in: session)
          == "[\(extents.map(String.init).joined(separator: ", "))]")
      for position in Nested.positions(extents) {
        func own(_ nested: Nested) -> [Int] {
          zip(position.suffix(nested.extents.count), nested.extents).map { $1 == 1 ? 0 : $0 }
        }
        let index = position.map(String.init).joined(separator: ", ")
        #expect(
          transcript(of: "c[\(index)]", in: session)
            == "\(a.element(own(a)) * 1000 - b.element(own(b)))", "\(a.extents) \(b.extents)")
      }
    }
  }

  @Test func partsAreThoseThatTheIndicesName() {
    var random = SplitMix(state: 12)
    let session = Session()
    for _ in 0..<60 {
      let rank = 1 + random.below(4)
      let whole = Nested(extents: (0..<rank).map { _ in 1 + random.below(5) }, name: "x")
      var indices: [String] = []
      var chosen: [[Int]] = []
      var kept: [Int] = []
      for extent in whole.extents.prefix(1 + random.below(rank)) {
        let (a, b) = (random.below(extent), random.below(extent))
        switch random.below(5) {
        case 0: (indices, chosen) = (indices + [":"], chosen + [Array(0..<extent)])
        case 1: (indices, chosen) = (indices + ["\(a)"], chosen + [[a]])
        case 2: (indices, chosen) = (indices + ["\(a - extent)"], chosen + [[a]])
        case 3:
          let (low, high) = (min(a, b), max(a, b))
          (indices, chosen) = (indices + ["\(low)...\(high)"], chosen + [Array(low...high)])
        default: (indices, chosen) = (indices + ["[\(a), \(b), \(a)]"], chosen + [[a, b, a]])
        }
        if !["\(a)", "\(a - extent)"].contains(indices.last) {
          kept.append(chosen[chosen.count - 1].count)
        }
      }
      for extent in whole.extents[chosen.count...] {
        chosen.append(Array(0..<extent))
        kept.append(extent)
      }
      _ = session.run("x = \(whole.text)\ny = x[\(indices.joined(separator: ", "))]")
      let expected = chosen.reduce([[]]) { positions, choice in
        positions.flatMap { position in choice.map { position + [$0] } }
      }.map(whole.element)
      guard !kept.isEmpty else {
        #expect(transcript(of: "y", in: session) == "\(expected[0])")
        continue
      }
      #expect(
        transcript(of: "shape(y)", in: session)
          == "[\(kept.map(String.init).joined(separator: ", "))]", "\(whole.text)\(indices)")
      for (place, value) in expected.enumerated() {
        #expect(transcript(of: "reshape(y, -1)[\(place)]", in: session) == "\(value)")
      }
    }
  }

  @Test(arguments: [(1, 1, 1), (2, 3, 4), (5, 1, 7), (1, 9, 1), (17, 20, 33)])
  func theMatrixProductIsTheSumOfProducts(m: Int, k: Int, n: Int) {
    let session = Session()
    _ = session.run("a = reshape(0..<\(m * k), \(m), \(k)) % 7")
    _ = session.run("b = reshape(0..<\(k * n), \(k), \(n)) % 5; c = a @ b")
    for row in [0, m - 1, m / 2] {
      for column in [0, n - 1, n / 2] {
        let expected = (0..<k).reduce(0) { $0 + (row * k + $1) % 7 * (($1 * n + column) % 5) }
        #expect(transcript(of: "c[\(row), \(column)]", in: session) == "\(expected)")
      }
    }
    #expect(transcript(of: "shape(a[0] @ b)", in: session) == "[\(n)]")
    #expect(transcript(of: "shape(a @ b[:, 0])", in: session) == "[\(m)]")
    #expect(transcript(of: "shape(c @ rand(\(n), 0))", in: session) == "[\(m), 0]")
    #expect(transcript(of: "all(rand(3, 0) @ rand(0, 2) == 0)", in: session) == "true")
  }

  @Test(arguments: [
    ("rand(3, 4) + rand(3)", "`+` of shapes 3x4 and 3, which do not fit"),
    ("rand(3, 4) @ rand(3, 4)", "`@` of shapes 3x4 and 3x4, which do not fit"),
    ("rand(2, 2, 2) @ rand(2, 2)", "`@` of shapes 2x2x2 and 2x2, which do not fit"),
    ("rand(3, 1, 2) < rand(4, 3)", "`<` of shapes 3x1x2 and 4x3, which do not fit"),
    ("rand(5) == rand(4)", "`==` of shapes 5 and 4, which do not fit"),
    (
      "reshape(0..<9011200, 8192, 1100) @ reshape(0..<9011200, 1100, 8192)",
      "`@`: 8192x1100 by 1100x8192 takes too long"
    ),
    ("rand(3)[0, 0]", "2 indices for the shape 3"),
    ("rand(3)[3]", "index 3 is outside of axis 0, which has 3"),
    ("rand(3, 2)[:, -3]", "index -3 is outside of axis 1, which has 2"),
    ("rand(3)[0.5]", "an index is a whole number, not 0.5"),
    ("rand(3)[1e18]", "index 1000000000000000000 is outside of axis 0, which has 3"),
    (
      "rand(1 , 1)[\"a\"]",
      "an index takes a number, list, range, tensor, mask or series, not a string"
    ),
    ("rand(2, 2)[[0, \"a\"]]", "an index takes a number, list, range or mask, not a list"),
  ])
  func whatDoesNotFitIsNamed(text: String, message: String) {
    #expect(error(of: text)?.message == message)
  }
}
