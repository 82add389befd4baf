import Datasets
import FileTesting
import GANs
import Language
import Notebook
import Pictures
import TensorEngine
import Testing

@Suite struct WalkTests {
  private let folder = TemporaryFolder()

  private func session(_ kind: String) -> Session {
    let session = Session(folder: folder.path)
    run("load digits count=40\nbuild \(kind) batch=4 seed=3", in: session)
    return session
  }

  private func tensor(_ name: String, _ session: Session) throws -> Tensor {
    let value = session.variables[name]
    let tensor: Tensor? = if case .tensor(let tensor)? = value { tensor } else { nil }
    return try #require(tensor)
  }

  /// The ends are as `generate` makes them of the same noise, bit for bit, and what lies between them
  /// changes from one to the other.
  @Test(arguments: ["acgan", "cgan"]) func theEndsAreTheClassesThemselves(kind: String) throws {
    let (walking, generating) = (session(kind), session(kind))
    run("x = walk 3 to 7 steps=5", in: walking)
    run("a = generate 3 count=1", in: generating)
    let walk = try tensor("x", walking)
    #expect(walk.shape == [5, 28, 28, 1])
    #expect(walk.rows(0..<1).isIdentical(to: try tensor("a", generating)))
    let model = try #require(walking.model)
    var random = RandomStream(seed: model.seed, purpose: .sampling, iteration: 0, stream: 2)
    let noise = random.normal(shape: [1, 100])
    #expect(walk.rows(4..<5).isIdentical(to: try model.generate(noise: noise, labels: [7])))
    // Half of both embeddings is what their mean gives.
    var mean = model
    let weight = try #require(model.generator.parameters["embedding.weight"])
    let between = (weight.rows(3..<4) + weight.rows(7..<8)) * 0.5
    mean.generator.parameters["embedding.weight"] = Tensor(
      concatenating: [between] + (1..<10).map { weight.rows($0..<$0 + 1) })
    let expected = try mean.generate(noise: noise, labels: [0])
    for (found, wanted) in zip(walk.rows(2..<3).scalars, expected.scalars) {
      #expect(abs(found - wanted) < 1e-5)
    }
    #expect(!walk.rows(1..<2).isIdentical(to: walk.rows(2..<3)))
  }

  @Test func aWalkOfClassesHasOneNoise() throws {
    let session = session("cgan")
    run("x = walk class", in: session)
    let model = try #require(session.model)
    var random = RandomStream(seed: model.seed, purpose: .sampling, iteration: 0, stream: 2)
    let noise = random.normal(shape: [1, 100])
    let expected = try model.generate(
      noise: Tensor(concatenating: [Tensor](repeating: noise, count: 10)), labels: Array(0..<10))
    #expect(try tensor("x", session).isIdentical(to: expected))
  }

  @Test func walksWriteSheetsAndFilms() throws {
    let session = session("dcgan")
    let text = transcript(of: "walk noise steps=12 to=walk.png film=film.png", in: session)
    #expect(
      text == "film.png: 12 frames, noise to noise\nwalk.png: 12 images, noise to noise")
    let film = try AnimatedPNGReader(try #require(bytes(folder.file("film.png"))))
    #expect(film.declared == 12 && film.frames.count == 12)
    #expect(try PNGFile.read(path: folder.file("walk.png")).width > 6 * 28)
    #expect(error(of: "walk 3 to 7", in: session)?.message == "the dcgan takes no labels")
    #expect(error(of: "walk noise label=3", in: session)?.message == "the dcgan takes no labels")
    #expect(
      error(of: "walk 3 to 12", in: self.session("cgan"))?.message == "the classes are 0 to 9")
  }

  /// scipy.spatial.geometric_slerp of SciPy 1.17.1, of [1, 2, -0.5, 0.25] and [-0.5, 1.5, 2, 1] at
  /// length 1.
  @Test func noiseGoesAlongAGreatCircle() {
    let ends: [[Float]] = [
      [0.43386092, 0.86772183, -0.21693046, 0.10846523],
      [-0.18257419, 0.54772256, 0.73029674, 0.36514837],
    ]
    let points = SphericalPath(from: Tensor(ends[0]), to: Tensor(ends[1])).points(5)
    let expected: [Float] =
      ends[0] + [0.31160363, 0.92430724, 0.05496817, 0.2133959]
      + [0.15722372, 0.8856076, 0.32120024, 0.296328]
      + [-0.01336407, 0.75561239, 0.5543204, 0.34871222] + ends[1]
    #expect(points.shape == [5, 4])
    for (found, wanted) in zip(points.scalars, expected) { #expect(abs(found - wanted) < 1e-6) }
    // Where there is no one circle, straight on.
    let straight = SphericalPath(from: Tensor([1, 0]), to: Tensor([-1, 0])).points(3)
    #expect(straight.scalars == [1, 0, 0, 0, -1, 0])
  }

  @Test func walkingChangesNoTraining() {
    let (plain, walking) = (session("acgan"), session("acgan"))
    run("step 2", in: plain)
    run("step; walk 1 to 2 steps=3; walk noise steps=2; walk class; step", in: walking)
    #expect(differences(plain.model, walking.model) == [])
  }
}
