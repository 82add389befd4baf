import Files
import Formats
import GANs
import Language
import Notebook
import TensorEngine
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The files that Keras wrote, as an absolute path; nil where they are not to be had. A folder that
/// `$GANBOOK_GOLDEN` names and that does not have them makes the tests fail.
private let keras: String? = {
  let named = ProcessInfo.processInfo.environment["GANBOOK_GOLDEN"]
  let folder = named ?? "../shared/golden"
  guard named != nil || FileManager.default.fileExists(atPath: folder + "/keras") else {
    return nil
  }
  return URL(filePath: folder).standardizedFileURL.path + "/keras"
}()

/// A model that Keras trained, saved and asked answers here as it did there.
@Suite(.enabled(if: keras != nil, "$GANBOOK_GOLDEN is not set, and no files in ../shared/golden"))
struct GoldenKerasTests {
  private func expectNear(_ found: Tensor, _ expected: Tensor, _ name: String) {
    #expect(found.shape == expected.shape, "\(name)")
    guard found.shape == expected.shape else { return }
    for (index, (a, b)) in zip(found.scalars, expected.scalars).enumerated() {
      // The negation also catches what is no number.
      guard !(abs(a - b) <= 1e-4) else { continue }
      Issue.record("\(name), element \(index): \(a) instead of \(b)")
      return
    }
  }

  private func run(_ text: String, in session: Session) {
    for case .error(let diagnostic) in session.run(text) { Issue.record("\(diagnostic.text)") }
  }

  private func expectAnswers(of run: Run, _ name: String) throws {
    let answers = try SafetensorsFile(contentsOf: try #require(keras) + "/answers.safetensors")
    let labels = try answers.integers("label")
    let images = try answers.tensor("image", shape: [20, 28, 28, 1])
    expectNear(
      try run.generate(noise: answers.tensor("noise", shape: [20, 100]), labels: labels), images,
      "\(name): images")
    expectNear(
      try run.discriminate(images: images, labels: labels),
      try answers.tensor("validity", shape: [20, 1]), "\(name): validity")
    expectNear(
      try #require(try run.classify(images: images)),
      try answers.tensor("label_probability", shape: [20, 10]), "\(name): label probabilities")
  }

  @Test func importedModelsAnswerAsKerasDoes() throws {
    let folder = try ScriptFolder()
    let session = Session(environment: [:], folder: folder.path)
    run("import keras \"\(try #require(keras))\"", in: session)
    try expectAnswers(of: try #require(session.model), "imported")
    run("export keras model\nbuild acgan\nimport keras model", in: session)
    try expectAnswers(of: try #require(session.model), "exported and imported")
  }

  /// Keras orders the weights of a frozen model differently.
  @Test func aFrozenDiscriminatorIsTheSameNetwork() throws {
    let folder = try ScriptFolder()
    let keras = try #require(keras)
    for name in ["generator.json", "generator_weights.hdf5", "discriminator.json"] {
      try folder.write(name, bytes: FileBytes.read("\(keras)/\(name)"))
    }
    try folder.write(
      "discriminator_weights.hdf5",
      bytes: FileBytes.read("\(keras)/discriminator_frozen_weights.hdf5"))
    let sessions = try [keras, folder.path].map { path in
      let session = Session(environment: [:], folder: folder.path)
      run("import keras \"\(path)\"", in: session)
      return try #require(session.model)
    }
    try expectAnswers(of: sessions[1], "frozen")
    #expect(differences(sessions[0], sessions[1]) == [])
  }

  /// What was imported is a run like any other.
  @Test func anImportedModelGoesOnTraining() throws {
    let folder = try ScriptFolder()
    let session = Session(environment: [:], folder: folder.path)
    run(
      """
      load digits count=40
      import keras "\(try #require(keras))" seed=4
      set batch 4
      step
      grid sheet.png rows=1
      save run.checkpoint
      open run.checkpoint
      step
      assert isfinite(loss.d) and isfinite(loss.g) else "no"
      """, in: session)
    #expect(session.model?.iteration == 2)
  }
}
