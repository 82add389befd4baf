import Foundation
import Testing

/// The library example of the README is `ReadmeExample.swift`, word for word.
@Suite struct ReadmeExampleTests {
  @Test func theReadmeShowsTheCodeOfThisTarget() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let example = try String(
      contentsOf: folder.appending(path: "ReadmeExample.swift"), encoding: .utf8)
    let readme = try String(
      contentsOf: folder.appending(path: "../../README.md").standardizedFileURL, encoding: .utf8)
    let blocks = readme.components(separatedBy: "```swift\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }
    #expect(blocks.contains(example), "the README has another text than ReadmeExample.swift")
  }

  @Test func itLearns() throws {
    func errors(_ answers: [Float]) -> [Float] { zip(answers, [0, 1, 1, 0]).map { abs($0 - $1) } }
    #expect(try errors(learnEitherOr(steps: 0)).contains { $0 > 0.3 })
    #expect(try errors(learnEitherOr()).allSatisfy { $0 < 0.05 })
  }
}
