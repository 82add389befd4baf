import Foundation
import Notebook
import Pictures
import Testing

@Suite struct GridTests {
  /// With labels the same images stand enlarged on white below a line of digits; without them the file is
  /// as it always was.
  @Test func labelsAreWrittenWhereTheyAreWanted() throws {
    let folder = try ScriptFolder()
    let session = Session(folder: folder.path)
    for case .error(let diagnostic) in session.run(
      """
      build cgan batch=4; grid bare.png rows=2 noise=fixed
      grid read.png rows=2 noise=fixed labels=true; grid same.png rows=2 noise=fixed labels=false
      """)
    {
      Issue.record("\(diagnostic.text)")
    }
    #expect(try folder.read("bare.png") == folder.read("same.png"))
    let bare = try PNGFile.read(path: folder.path + "/bare.png")
    let read = try PNGFile.read(path: folder.path + "/read.png")
    #expect((bare.width, bare.height) == (298, 58))
    #expect(read.width == 10 * 84 + 9 * 6 + 2 * 6)
    // The last pixel of the last image, three times as large.
    #expect(
      read[row: read.height - 7, column: read.width - 7] == bare[row: 57, column: 297])
    #expect(read[row: 1, column: 1] == 255)
  }

  @Test(arguments: [
    "build dcgan batch=2; grid a.png labels=true", "build cgan; grid a.png by=none labels=true",
  ])
  func whereNoColumnIsAClassThereIsNothingToWrite(text: String) throws {
    let folder = try ScriptFolder()
    let (shown, outcome) = transcriptAndOutcome(
      of: text, source: .argument, in: Session(folder: folder.path))
    #expect(shown.contains("no column is a class here"), "\(shown)")
    #expect(outcome.exitCode != .done)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/a.png"))
  }
}
