import FileTesting
import Files
import Formats
import GANs
import Keras
import Platform
import TensorEngine
import Testing

/// A model of random parameters, small where the kind allows it.
func randomKerasModel(kind: String, side: Int = 28, classes: Int = 10) throws -> KerasModel {
  try KerasModel(of: randomRun(kind: kind, side: side, classes: classes))
}

private func randomRun(kind: String, side: Int = 28, classes: Int = 10) throws -> Run {
  let kind = try #require(GANKind.named(kind))
  var run = try Run(
    kind: kind, images: try ImageSpecification(side: side, classes: classes),
    hyperparameters: Hyperparameters(for: kind), seed: 3)
  var stream = 0
  func randomized(_ network: inout Network) {
    for parameter in network.plan.parameters {
      stream += 1
      var random = RandomStream(seed: 3, purpose: .weights, stream: stream)
      let isPositive = parameter.name.hasSuffix("variance") || parameter.name.hasSuffix("gamma")
      network.parameters[parameter.name] = random.uniform(
        isPositive ? 0.5 : -0.1, isPositive ? 1.5 : 0.1, shape: parameter.shape)
    }
  }
  randomized(&run.generator)
  randomized(&run.discriminator)
  return run
}

@Suite struct KerasModelTests {
  let folder = TemporaryFolder()

  private func expectSame(_ a: KerasModel, _ b: KerasModel) {
    #expect(a.kind.name == b.kind.name && a.images == b.images && a.latent == b.latent)
    #expect(a.momentum == b.momentum && a.dropout == b.dropout)
    for (x, y) in [(a.generator, b.generator), (a.discriminator, b.discriminator)] {
      #expect(x.keys.sorted() == y.keys.sorted())
      for (name, tensor) in x { #expect(y[name]?.isIdentical(to: tensor) == true, "\(name)") }
    }
  }

  @Test(arguments: [
    ("acgan", 857_705, 120_075), ("cgan", 1_494_520, 935_585), ("dcgan", 856_193, 393_729),
  ])
  func exportedIsImportedAgain(kind: String, generator: Int, discriminator: Int) throws {
    let model = try randomKerasModel(kind: kind)
    #expect(model.generator.values.reduce(0) { $0 + $1.count } == generator)
    #expect(model.discriminator.values.reduce(0) { $0 + $1.count } == discriminator)
    try model.save(to: folder.file("out/\(kind)"))
    expectSame(model, try KerasModel(folder: folder.file("out/\(kind)")))
    #expect(
      Folder.readableNames(in: folder.file("out/\(kind)")) == [
        "discriminator.json", "discriminator_weights.hdf5", "generator.json",
        "generator_weights.hdf5",
      ])
  }

  @Test(arguments: ["acgan", "cgan", "dcgan"]) func otherSizesAreCarried(kind: String) throws {
    let model = try randomKerasModel(kind: kind, side: 16, classes: 3)
    try model.save(to: folder.path)
    let back = try KerasModel(folder: folder.path)
    #expect(back.images.side == 16)
    #expect(kind == "dcgan" || back.images.classes == 3)
  }

  /// Every change to an exported JSON file that leads to another network is noticed.
  @Test(arguments: [
    (#""units":10,"#, #""units":11,"#, "10 units"),
    (#""filters":64"#, #""filters":63"#, "64 filters"),
    (#""strides":[1,1]"#, #""strides":[2,2]"#, "stride 1"),
    (#""strides":[1,1]"#, #""strides":[3,3]"#, "`strides` = [3,3]"),
    (#""padding":"same""#, #""padding":"valid""#, "`padding` = \"valid\""),
    (#""epsilon":0.001"#, #""epsilon":0.00001"#, "epsilon 0.001"),
    (#""alpha":0.2"#, #""alpha":0.3"#, "slope 0.2"),
    (#""use_bias":true"#, #""use_bias":false"#, "use_bias"),
    (#""class_name":"Flatten""#, #""class_name":"GlobalMaxPooling2D""#, "GlobalMaxPooling2D"),
    (#""activation":"softmax""#, #""activation":"relu""#, "softmax"),
    (#""class_name":"Functional""#, #""class_name":"Other""#, "Other"),
    (#"["sequential",1,0,{}]"#, #"["sequence",0,0,{}]"#, "used but not there"),
    (#"["sequential",1,0,{}]"#, #"["dense",0,0,{}]"#, "circle"),
    (#""name":"conv2d_2""#, #""name":"conv2d_9""#, "no `kernel` for the layer \"conv2d_9\""),
  ])
  func anotherNetworkIsRefused(text: String, change: String, evidence: String) throws {
    try randomKerasModel(kind: "acgan").save(to: folder.path)
    let path = folder.file("discriminator.json")
    let json = String(decoding: try #require(bytes(path)), as: UTF8.self)
    let changed = json.replacing(text, with: change)
    #expect(changed != json)
    try SafeFile.save(Array(changed.utf8), to: path)
    let error = #expect(throws: FileError.self) { try KerasModel(folder: folder.path) }
    #expect(error?.description.contains(evidence) == true, "\(String(describing: error))")
  }

  @Test func swappedAndMissingFilesAreRefused() throws {
    try randomKerasModel(kind: "acgan").save(to: folder.path)
    let generator = try #require(bytes(folder.file("generator_weights.hdf5")))
    let discriminator = try #require(bytes(folder.file("discriminator_weights.hdf5")))
    try SafeFile.save(discriminator, to: folder.file("generator_weights.hdf5"))
    let error = #expect(throws: FileError.self) { try KerasModel(folder: folder.path) }
    #expect(error?.description.contains("belong together") == true)
    try SafeFile.save(generator, to: folder.file("generator_weights.hdf5"))
    try SafeFile.save(Array("{}".utf8), to: folder.file("generator.json"))
    #expect(throws: FileError.self) { try KerasModel(folder: folder.path) }
    let missing = #expect(throws: FileError.self) {
      try KerasModel(folder: folder.file("nothing"))
    }
    #expect(missing?.path.hasSuffix("nothing/generator.json") == true)
  }

  /// Damaged JSON gives an error or the same kind of network, never a crash. A folder without
  /// weights is enough: it is what comes after the JSON was accepted.
  @Test func randomChangesOfTheJSONAreSurvived() throws {
    try randomKerasModel(kind: "dcgan", side: 8).save(to: folder.path)
    for name in ["generator", "discriminator"] {
      #expect(unlink(folder.file("\(name)_weights.hdf5")) == 0)
    }
    let path = folder.file("discriminator.json")
    let whole = try #require(bytes(path))
    var random = RandomStream(seed: 4, purpose: .user)
    var accepted = 0
    for _ in 0..<testSize {
      var changed = whole
      let place = random.index(below: whole.count)
      changed[place] ^= UInt8(1 + random.index(below: 255))
      try SafeFile.save(changed, to: path)
      let error = #expect(throws: FileError.self) { try KerasModel(folder: folder.path) }
      if error?.path.hasSuffix("hdf5") == true { accepted += 1 }
    }
    #expect(accepted < testSize / 2)
  }

  @Test func aWeightOfAnotherShapeIsRefused() throws {
    var run = try randomRun(kind: "dcgan")
    run.generator.parameters["conv2.bias"] = Tensor(zeros: [63])
    #expect(
      throws: KerasProblem.shape(layer: "conv2", weight: "bias", shape: [63], expected: [64])
    ) { try KerasModel(of: run) }
  }

  /// Of the kinds that are known the one that is most like the files tells what is wrong, and a kind
  /// that is not known is none.
  @Test func kindsAreThoseThatAreGiven() throws {
    try randomKerasModel(kind: "cgan", side: 8).save(to: folder.path)
    #expect(try KerasModel(folder: folder.path, kinds: [.acgan, .cgan]).kind.name == "cgan")
    let error = #expect(throws: FileError.self) {
      try KerasModel(folder: folder.path, kinds: [.acgan, .dcgan])
    }
    #expect(
      error?.description.contains(
        "layer 1 is Dense with 256 units, but the generator of the kind acgan has Dense with 512 "
          + "units there") == true, "\(String(describing: error))")
    let unknown = #expect(throws: FileError.self) {
      try KerasModel(folder: folder.path, kinds: [.dcgan])
    }
    #expect(unknown?.problem == .keras(.unknownKind(known: ["dcgan"])))
  }

  /// A layer that is none of Keras' is named, and nothing is written.
  @Test func aLayerOfOnesOwnCannotBeExported() throws {
    let kind = GANKind(
      name: "own", summary: "a kind for tests", fakeLabels: .none, generatorStepLabels: .none,
      discriminatorTakesLabels: false, objective: Objective(validity: ValidityCrossEntropy()),
      generator: { images, hyperparameters throws(NetworkPlanError) in
        try NetworkPlan(
          input: [hyperparameters.latentWidth],
          layers: [Dense(outputs: 64), Mirror(), Reshape([8, 8, 1])])
      },
      discriminator: { images, _ throws(NetworkPlanError) in
        try NetworkPlan(
          input: [8, 8, 1], layers: [Reshape.flat], heads: [("validity", Dense(outputs: 1))])
      })
    let run = try Run(
      kind: kind, images: try ImageSpecification(side: 8, classes: 2),
      hyperparameters: Hyperparameters(for: kind), seed: 1)
    #expect(throws: KerasProblem.unmapped(layer: "mirror1", operation: "Mirror")) {
      try KerasModel(of: run)
    }
  }
}

private struct Mirror: Layer {
  var kind: String? { "mirror" }
  func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    pass.tape.scale(x, by: -1)
  }
}

@Suite(.enabled(if: goldenIsThere, "no golden files at $GANBOOK_GOLDEN or ../shared/golden"))
struct GoldenKerasModelTests {
  @Test func frozenAndUnfrozenGiveTheSameNetwork() throws {
    let folder = TemporaryFolder()
    let keras = goldenFolder + "/keras"
    let model = try KerasModel(folder: keras)
    #expect(model.kind.name == "acgan" && model.images.side == 28 && model.images.classes == 10)
    #expect(model.latent == 100 && model.momentum == 0.8)
    for name in ["generator.json", "generator_weights.hdf5", "discriminator.json"] {
      try SafeFile.save(try FileBytes.read("\(keras)/\(name)"), to: folder.file(name))
    }
    let frozen = try FileBytes.read("\(keras)/discriminator_frozen_weights.hdf5")
    try SafeFile.save(frozen, to: folder.file("discriminator_weights.hdf5"))
    let other = try KerasModel(folder: folder.path)
    #expect(model.discriminator.count == 20 && model.generator.count == 21)
    for (name, tensor) in model.discriminator {
      #expect(other.discriminator[name]?.isIdentical(to: tensor) == true, "\(name)")
    }
  }

  /// What the networks answer with the imported weights, computed by the slow reference.
  @Test func theAnswersAreThoseOfKeras() throws {
    let model = try KerasModel(folder: goldenFolder + "/keras")
    let answers = try SafetensorsFile(contentsOf: goldenFolder + "/keras/answers.safetensors")
    let noise = try answers.tensor("noise").scalars
    let labels = try answers.integers("label")
    let images = try answers.tensor("image").scalars
    let validity = try answers.tensor("validity").scalars
    let probabilities = try answers.tensor("label_probability").scalars
    let generator = ReferenceNetworks(parameters: model.generator)
    let discriminator = ReferenceNetworks(parameters: model.discriminator)
    // The slow reference is very slow without optimization.
    #if DEBUG
      let count = 1
    #else
      let count = labels.count
    #endif
    for index in 0..<count {
      let row = Array(noise[100 * index..<100 * (index + 1)])
      let expected = Array(images[784 * index..<784 * (index + 1)])
      let image = generator.image(kind: "acgan", noise: row, label: labels[index])
      #expect(zip(image, expected).allSatisfy { abs($0 - $1) < 1e-4 }, "image \(index)")
      let answer = discriminator.judge(kind: "acgan", image: expected, label: labels[index])
      #expect(abs(answer.validity - validity[index]) < 1e-4)
      let row10 = probabilities[10 * index..<10 * (index + 1)]
      #expect(zip(answer.labels, row10).allSatisfy { abs($0 - $1) < 1e-4 }, "labels \(index)")
    }
  }
}
