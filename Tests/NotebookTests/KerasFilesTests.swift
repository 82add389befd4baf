import Datasets
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

@Suite struct KerasFilesTests {
  private static let fileNames = [
    "discriminator.json", "discriminator_weights.hdf5", "generator.json", "generator_weights.hdf5",
  ]

  private func session(in folder: borrowing ScriptFolder, data: ImageDataset? = nil) -> Session {
    let session = Session(environment: [:], folder: folder.path)
    session.data = data
    return session
  }

  /// Moving statistics and weights have moved when the model is exported, so that an exchange of
  /// any two of them shows.
  @Test(arguments: ["acgan", "cgan", "dcgan"])
  func aModelComesBackAndGoesOn(kind: String) throws {
    let folder = try ScriptFolder()
    let first = session(in: folder, data: tinyImages())
    run(
      "build \(kind) batch=4 latent=8 dropout=0.4 seed=3; step 3; export keras out/model", in: first
    )
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path + "/out/model").sorted()
        == Self.fileNames)
    let second = session(in: folder, data: tinyImages())
    run("import keras out/model seed=5", in: second)
    let (old, new) = (try #require(first.model), try #require(second.model))
    for (a, b) in [(old.generator, new.generator), (old.discriminator, new.discriminator)] {
      #expect(a.parameters.names == b.parameters.names)
      for (name, tensor) in a.parameters {
        #expect(b.parameters[name]?.isIdentical(to: tensor) == true, "\(name)")
      }
    }
    #expect(new.images == old.images && new.iteration == 0 && new.seed == 5)
    #expect(new.hyperparameters.latentWidth == 8 && new.hyperparameters.dropout == 0.4)
    run("set batch 4; train iterations=2; grid sheet.png rows=1; summary", in: second)
    if kind == "acgan" {
      run("assert shape(classify(batch.fakes)) == [4, 3] else \"no\"", in: second)
    }
    #expect(second.model?.iteration == 2)
  }

  @Test(arguments: [32, 64]) func otherSidesComeBack(side: Int) throws {
    let folder = try ScriptFolder()
    let data = tinyImages(side: side)
    let first = session(in: folder, data: data)
    run("build acgan batch=4; export keras model", in: first)
    let second = session(in: folder, data: data)
    run("import keras model", in: second)
    #expect(second.model?.images == first.model?.images)
    let digests = "echo digest(G) digest(D)"
    #expect(transcript(of: digests, in: second) == transcript(of: digests, in: first))
  }

  @Test func whatTheFilesDoNotSayIsSaid() throws {
    let folder = try ScriptFolder()
    let first = session(in: folder, data: tinyImages())
    run("build acgan latent=8 batch=4; export keras model", in: first)
    let text = transcript(
      of: "import keras model", in: session(in: folder, data: tinyImages(side: 12)))
    #expect(
      text.contains(
        "tiny has 12x12 images of 3 classes, the model is for 8x8 of 3; it cannot be trained on "
          + "them"))
    for name in ["generator", "discriminator"] {
      let json = String(decoding: try folder.read("model/\(name).json"), as: UTF8.self)
      try folder.write(
        "model/\(name).json", json.replacing("\"momentum\":0.8", with: "\"momentum\":0.99"))
    }
    #expect(
      transcript(of: "import keras model", in: session(in: folder))
        .contains("its moving statistics moved with momentum 0.99, training here goes on with 0.8"))
  }

  // MARK: - What is no model

  @Test func filesThatAreMissingOrDoNotFitAreNamed() throws {
    let folder = try ScriptFolder()
    let saving = session(in: folder, data: tinyImages())
    run("build acgan latent=8 batch=4; export keras model", in: saving)
    run("build cgan latent=8 batch=4; export keras other", in: saving)
    let session = session(in: folder)
    func expect(_ evidence: String, of text: String = "import keras model") {
      let found = error(of: text, in: session)
      #expect(found?.message.contains(evidence) == true, "\(text): \(found?.message ?? "")")
      #expect(found?.exitCode == .file)
      #expect(session.model == nil)
    }
    expect("generator.json: there is no such file or folder", of: "import keras nowhere")
    for name in Self.fileNames {
      let bytes = try folder.read("model/\(name)")
      try FileManager.default.removeItem(atPath: folder.path + "/model/\(name)")
      expect("\(name): there is no such file; a model of Keras 2 is a folder with generator.json")
      try folder.write("model/\(name.split(separator: ".")[0]).weights.h5", bytes: [1])
      expect(
        "\(name): there is no such file, but \(name.split(separator: ".")[0]).weights.h5 beside it, "
          + "which is of the layout that Keras 3 and newer Keras 2 (tf_keras) write")
      try FileManager.default.removeItem(
        atPath: folder.path + "/model/\(name.split(separator: ".")[0]).weights.h5")
      try FileManager.default.createDirectory(
        atPath: folder.path + "/model/\(name)", withIntermediateDirectories: false)
      expect("\(name): is a folder, not a file")
      try FileManager.default.removeItem(atPath: folder.path + "/model/\(name)")
      try folder.write("model/\(name)", bytes: try folder.read("other/\(name)"))
      expect("model")
      try folder.write("model/\(name)", bytes: bytes)
    }
    try folder.write(
      "model/generator.json", #"{"module":"keras","class_name":"Sequential","config":{}}"#)
    expect("generator.json: this model is of Keras 3")
    expect("is not in a folder, but in a file", of: "import keras /dev/null")
  }

  @Test func whatCannotBeWrittenIsAnErrorOfFiles() throws {
    let folder = try ScriptFolder()
    try folder.write("file", "x")
    let session = session(in: folder, data: tinyImages())
    #expect(error(of: "export keras out", in: session)?.exitCode == .runTimeError)
    run("build cgan latent=8 batch=4", in: session)
    for place in ["file", "file/model", "/proc/model"] {
      let found = error(of: "export keras \(place)", in: session)
      #expect(found?.exitCode == .file, "\(place): \(found?.message ?? "")")
      let reason =
        place.hasPrefix("file") ? "file is a file, not a folder" : "cannot make the folder"
      #expect(found?.message.contains(reason) == true, "\(place): \(found?.message ?? "")")
    }
    #expect(try folder.read("file") == Array("x".utf8))
  }
}
