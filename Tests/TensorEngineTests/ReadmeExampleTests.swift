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
    #expect(try learnSpirals(steps: 0) < 0.8)
    #expect(try learnSpirals() > 0.98)
  }
}
