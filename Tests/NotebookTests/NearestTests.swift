import Datasets
import FileTesting
import GANs
import Language
import Notebook
import Pictures
import TensorEngine
import Testing

@Suite struct NearestTests {
  private let folder = TemporaryFolder()

  private func session(_ text: String = "step") -> Session {
    let session = Session(folder: folder.path)
    run("load digits count=300 seed=2\nbuild cgan batch=4 seed=3\n\(text)", in: session)
    return session
  }

  /// Distances as they are defined, of all images.
  private func sorted(_ image: Tensor, in data: ImageDataset) -> [(index: Int, distance: Double)] {
    let own = image.scalars
    return (0..<data.training.count).map { index in
      let other = data.trainingImages(at: [index]).scalars
      let sum = zip(own, other).reduce(0.0) { sum, pair in
        let difference = Double(pair.0) - Double(pair.1)
        return sum + difference * difference
      }
      return (index, sum.squareRoot())
    }.sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }
  }

  @Test func theNearestAreFoundInOrder() throws {
    let session = session()
    let data = try #require(session.data)
    let fakes = try #require(session.model?.fakes)
    guard case .table(let table)? = session.run("nearest batch.fakes count=3").first else {
      Issue.record("no table")
      return
    }
    let expected = (0..<4).flatMap { sorted(fakes.rows($0..<$0 + 1), in: data).prefix(3) }
    #expect(table.rows.map { $0[2] } == expected.map { "\($0.index)" })
    #expect(table.rows.map { $0[3] } == expected.map { "\(data.training.label(at: $0.index))" })
    for (row, neighbor) in zip(table.rows, expected) {
      #expect(abs((Double(row[4]) ?? 0) - neighbor.distance) < 1e-3 * neighbor.distance + 1e-3)
    }
    #expect(table.rows.map { $0[0] }.filter { !$0.isEmpty } == ["0", "1", "2", "3"])
  }

  /// Of an image of the data itself the distance is 0, not what rounding leaves of it.
  @Test func anImageIsNearestToItself() throws {
    let session = session()
    let first = try #require(session.model?.batch?.indices.first)
    #expect(transcript(of: "nearest(batch.images)[0, 0]", in: session) == "\(first)")
    guard case .table(let table)? = session.run("nearest batch.images count=1").first else {
      Issue.record("no table")
      return
    }
    #expect(table.rows.map { $0[4] } == ["0", "0", "0", "0"])
    let data = try #require(session.data)
    let images = try #require(session.model?.batch?.images)
    for (image, row) in table.rows.enumerated() {
      let index = try #require(Int(row[2]))
      #expect(data.trainingImages(at: [index]).isIdentical(to: images.rows(image..<image + 1)))
    }
  }

  @Test func oneClassOnly() throws {
    let session = session("step; nearest batch.fakes[0] label=3 count=4 to=near.png")
    let data = try #require(session.data)
    guard case .table(let table)? = session.run("nearest batch.fakes[0] label=3 count=4").first
    else {
      Issue.record("no table")
      return
    }
    #expect(table.rows.map { $0[3] } == ["3", "3", "3", "3"])
    let fakes = try #require(session.model?.fakes)
    let expected = sorted(fakes.rows(0..<1), in: data)
      .filter { data.training.label(at: $0.index) == 3 }.prefix(4).map { "\($0.index)" }
    #expect(table.rows.map { $0[2] } == expected)
    #expect(try PNGFile.read(path: folder.file("near.png")).width > 5 * 28)
    #expect(
      error(of: "nearest batch.fakes label=12", in: session)?.message
        == "the data has no images of that class")
    #expect(
      error(of: "nearest rand(2, 8, 8, 1)", in: session)?.message
        == "the images are nx28x28x1, not 2x8x8x1")
  }

  @Test func theFunctionGivesIndices() {
    let session = session()
    #expect(transcript(of: "shape(nearest(batch.fakes, 3))", in: session) == "[4, 3]")
    #expect(
      transcript(of: "nearest(batch.fakes[1])[0, 0] == nearest(batch.fakes)[1, 0]", in: session)
        == "true")
  }
}
