import Datasets
import GANs
import Language
import Notebook
import Pictures
import TensorEngine
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Data of another shape than MNIST's goes the whole way: load, build, train, look, save, export.
@Suite struct OtherDataTests {
  /// An IDX pair of so many bytes of noise, with the names of Fashion-MNIST's files.
  private func writeIDX(_ folder: borrowing ScriptFolder, side: Int, classes: Int) throws {
    var random = RandomStream(seed: 1, purpose: .data)
    let count = 12
    func bigEndian(_ number: Int) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
    }
    let pixels = (0..<count * side * side).map { _ in UInt8(random.index(below: 256)) }
    try folder.write(
      "train-images-idx3-ubyte",
      bytes: [0, 0, 8, 3] + bigEndian(count) + bigEndian(side) + bigEndian(side) + pixels)
    try folder.write(
      "train-labels-idx1-ubyte",
      bytes: [0, 0, 8, 1] + bigEndian(count) + (0..<count).map { UInt8($0 % min(classes, 12)) })
  }

  private func run(_ texts: [String], in session: Session) {
    for text in texts {
      for case .error(let diagnostic) in session.run(text) { Issue.record("\(diagnostic.text)") }
    }
  }

  @Test(arguments: [
    ("acgan", 4, 2), ("cgan", 4, 3), ("dcgan", 4, 2), ("acgan", 8, 2), ("acgan", 12, 1000),
    ("acgan", 32, 3), ("cgan", 64, 3), ("cgan", 8, 1000),
    ("dcgan", 20, 5),
  ])
  func theWholeWay(kind: String, side: Int, classes: Int) throws {
    let folder = try ScriptFolder()
    try writeIDX(folder, side: side, classes: classes)
    let load =
      "load idx images=train-images-idx3-ubyte labels=train-labels-idx1-ubyte "
      + "classes=\(classes) name=other"
    let session = Session(environment: [:], folder: folder.path)
    run(
      [
        load, "build \(kind) batch=2 latent=8", "train iterations=2",
        "grid sheet.png rows=2 columns=3", "save run.checkpoint", "export keras model", "show data",
        "show G",
      ], in: session)
    let model = try #require(session.model)
    #expect(model.images.side == side && model.images.classes == classes && model.iteration == 2)
    let summary = transcript(of: "summary", in: session)
    #expect(summary.contains("\(side)x\(side) images of \(classes) classes, batch 2, iteration 2"))
    #expect(summary.contains("\(side)x\(side)x1"))
    let sheet = try PNGFile.read(path: folder.path + "/sheet.png")
    #expect(sheet.width == 3 * side + 4 && sheet.height == 2 * side + 2)

    // Another session goes on, and another one takes over what Keras would get.
    let opened = Session(environment: [:], folder: folder.path)
    run(["open run.checkpoint", "train iterations=1"], in: opened)
    run(["train iterations=1"], in: session)
    #expect(differences(session.model, opened.model) == [])
    let imported = Session(environment: [:], folder: folder.path)
    run([load, "import keras model", "set batch 2", "train iterations=1"], in: imported)
    #expect(imported.model?.images == model.images)
    #expect(imported.model?.iteration == 1)
  }

  @Test func oneFolderForEachOfAThousandClasses() throws {
    let folder = try ScriptFolder()
    for number in 0..<1000 {
      let name = "letters/\(1000 + number)"
      try FileManager.default.createDirectory(
        atPath: folder.path + "/" + name, withIntermediateDirectories: true)
      try folder.write(
        "\(name)/a.png",
        bytes: PNGFile.encoded(GrayImage(width: 8, height: 8, filledWith: UInt8(number % 251))))
    }
    let session = Session(environment: [:], folder: folder.path)
    let text = transcript(
      of: "load folder letters; build acgan batch=4 latent=8; step; generate 999 count=2 to=z",
      in: session)
    #expect(session.data?.classes == 1000, "\(text)")
    #expect(session.model?.iteration == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/z").count == 2)
  }

  @Test(arguments: [(2, "2x2"), (30, "30x30"), (68, "68x68")])
  func sidesThatNoModelHasAreNamed(side: Int, evidence: String) throws {
    let folder = try ScriptFolder()
    try writeIDX(folder, side: side, classes: 3)
    let text = transcript(
      of: "load idx images=train-images-idx3-ubyte labels=train-labels-idx1-ubyte\nbuild acgan",
      in: Session(environment: [:], folder: folder.path))
    #expect(text.contains(evidence), "\(text)")
  }
}
