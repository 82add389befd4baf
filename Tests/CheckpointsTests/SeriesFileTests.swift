import Checkpoints
import Formats
import Testing

@Suite struct SeriesFileTests {
  private let series: [String: Checkpoint.Series] = [
    "loss.d": .init(values: [0.1, .nan, -.infinity]),
    "acc": .init(firstIteration: 2, values: [0.5, 1]),
    "a,\"b": .init(firstIteration: 1, values: [3]), "none": .init(values: []),
  ]

  @Test func commaSeparated() {
    let text = String(decoding: SeriesFile.csv(series), as: UTF8.self)
    #expect(
      text == """
        iteration,"a,""b",acc,loss.d,none
        0,,,0.1,
        1,3.0,,nan,
        2,,0.5,-inf,
        3,,1.0,,

        """)
    #expect(String(decoding: SeriesFile.csv([:]), as: UTF8.self) == "iteration\n")
  }

  @Test func jsonLines() throws {
    let text = String(decoding: SeriesFile.jsonLines(series), as: UTF8.self)
    let lines = try text.split(separator: "\n").map { try JSONParser.parse(String($0)) }
    #expect(lines.count == 4)
    #expect(lines[0] == ["iteration": 0, "loss.d": 0.1])
    #expect(lines[1] == ["iteration": 1, "a,\"b": 3.0, "loss.d": nil])
    #expect(lines[2] == ["iteration": 2, "acc": 0.5, "loss.d": nil])
  }

  @Test func whatWasNotedNowAndThenHasGaps() {
    let recordings = [
      "size": Checkpoint.Recording(iterations: [2, 5], values: [0.5, 0.25]),
      "none": Checkpoint.Recording(iterations: [], values: []),
    ]
    let text = String(
      decoding: SeriesFile.csv(["acc": .init(firstIteration: 3, values: [1])], recordings),
      as: UTF8.self)
    #expect(text == "iteration,acc,none,size\n2,,,0.5\n3,1.0,,\n4,,,\n5,,,0.25\n")
  }
}
