import Files
import Formats
import GANs
import Platform
import TensorEngine

/// A GAN in files of Keras 2, as the original programs save it: `generator.json`,
/// `generator_weights.hdf5`, `discriminator.json`, `discriminator_weights.hdf5` in one folder.
///
/// Parameters go by our names: `embedding.weight`, `conv1.bias`, `bn2.variance`, and the
/// discriminator's outputs `validity` and, for an ACGAN, `label`.
public struct KerasModel: Sendable {
  /// The kind of GAN.
  public let kind: GANKind
  /// The images that it makes; the number of classes of a kind without labels is 10.
  public let images: ImageSpecification
  /// The width of the noise.
  public var latent: Int { hyperparameters.latentWidth }
  /// The weight of the old value in moving statistics; nil without any.
  public let momentum: Double?
  /// The rate of dropout that the discriminator was trained with; the usual one where the files do
  /// not say.
  public var dropout: Double { hyperparameters.dropout.asWritten }

  /// The generator's parameters.
  public let generator: [String: Tensor]
  /// The discriminator's parameters.
  public let discriminator: [String: Tensor]

  /// Those of the kind, with the width of the noise and the rate of dropout of the model.
  let hyperparameters: Hyperparameters
  /// What the networks are in Keras.
  private let networks: (generator: KerasNetwork, discriminator: KerasNetwork)

  static let fileNames = [
    "generator.json", "generator_weights.hdf5", "discriminator.json", "discriminator_weights.hdf5",
  ]

  /// Reads the four files of a folder. Weights are matched by name, so a discriminator that was
  /// saved while it was frozen gives the same network.
  ///
  /// - Parameter kinds: those that are known.
  /// - Throws: ``FileError`` naming the file, and what in it is wrong.
  public init(folder: String, kinds: [GANKind] = GANKind.all) throws(FileError) {
    try Self.requireHDF5(for: folder)
    if let kind = FileKind(ofFile: folder) {
      throw FileError(
        path: folder,
        problem: .otherFormat(kind, wanted: "folder with the four files of a Keras model"))
    }
    let (generator, discriminator) = try (
      Self.network("\(folder)/generator.json"), Self.network("\(folder)/discriminator.json")
    )
    let found = try Self.recognize(generator, discriminator, kinds, path: folder)
    kind = found.kind
    images = found.images
    hyperparameters = found.hyperparameters
    momentum = generator.momentum ?? discriminator.momentum
    networks = found.networks
    self.generator = try Self.tensors(
      generator, found.networks.generator, found.plans.generator,
      path: "\(folder)/generator_weights.hdf5")
    self.discriminator = try Self.tensors(
      discriminator, found.networks.discriminator, found.plans.discriminator,
      path: "\(folder)/discriminator_weights.hdf5")
  }

  /// That this program has the library of the weight files: before anything is read or made.
  package static func requireHDF5(for folder: String) throws(FileError) {
    do throws(HDF5Problem) {
      try HDF5Library.require()
    } catch {
      throw FileError(path: folder, problem: .hdf5(error))
    }
  }

  /// The plans of the networks that two texts of `to_json` describe.
  package static func plans(
    generator: [UInt8], discriminator: [UInt8]
  ) throws(FileError) -> (generator: NetworkPlan, discriminator: NetworkPlan) {
    try recognize(
      network(generator, path: "generator.json"),
      network(discriminator, path: "discriminator.json"), GANKind.all, path: "model"
    ).plans
  }

  private static func recognize(
    _ generator: KerasNetwork, _ discriminator: KerasNetwork, _ kinds: [GANKind], path: String
  ) throws(FileError) -> KerasRecognition {
    do throws(KerasProblem) {
      return try KerasRecognition(
        generator: generator, discriminator: discriminator, kinds: kinds)
    } catch {
      throw FileError(path: path, problem: .keras(error))
    }
  }

  private static func network(_ path: String) throws(FileError) -> KerasNetwork {
    try network(readFile(path), path: path)
  }

  private static func network(
    _ bytes: [UInt8], path: String
  ) throws(FileError) -> KerasNetwork {
    let json: JSONValue
    do throws(JSONProblem) {
      json = try JSONParser.parse(bytes)
    } catch {
      throw .unreadable(
        bytes, path: path, as: .json, wanted: "JSON file of a Keras model", .json(error))
    }
    do throws(KerasProblem) {
      return try KerasReader.network(json)
    } catch {
      throw FileError(path: path, problem: .keras(error))
    }
  }

  /// The bytes of one of the four files. Where it is missing, the error says what else is there.
  private static func readFile(_ path: String) throws(FileError) -> [UInt8] {
    do {
      return try FileBytes.read(path)
    } catch {
      let folder = Folder.split(path).folder
      guard case .system(.call(_, errno: ENOENT)) = error.problem, Folder.exists(folder)
      else { throw error }
      let other = Folder.readableNames(in: folder).first {
        $0.hasSuffix(".weights.h5") || $0.hasSuffix(".keras")
      }
      throw FileError(
        path: path,
        problem: .keras(other.map { .layout(file: $0) } ?? .missingFile))
    }
  }

  private static func tensors(
    _ network: KerasNetwork, _ expected: KerasNetwork, _ plan: NetworkPlan, path: String
  ) throws(FileError) -> [String: Tensor] {
    let file = try KerasWeights(bytes: try readFile(path), path: path)
    do throws(KerasProblem) {
      let tensors = try KerasParameters.match(network, with: expected, in: file)
      try check(tensors, plan)
      return tensors
    } catch {
      throw FileError(path: path, problem: .keras(error))
    }
  }

  private static func check(_ tensors: [String: Tensor], _ plan: NetworkPlan) throws(KerasProblem) {
    for parameter in plan.parameters {
      let parts = parameter.name.split(separator: ".").map(String.init)
      guard let tensor = tensors[parameter.name] else {
        throw .missingWeight(layer: parts[0], weight: parts[1])
      }
      guard tensor.shape == parameter.shape else {
        throw .shape(
          layer: parts[0], weight: parts[1], shape: tensor.shape.extents,
          expected: parameter.shape.extents)
      }
    }
  }

  /// The networks of a run, at whichever phase it stands, to be exported.
  ///
  /// - Throws: ``KerasProblem/unmapped(layer:operation:)`` where a layer of its kind is none of
  ///   Keras'.
  public init(of run: Run) throws(KerasProblem) {
    func tensors(_ network: Network) throws(KerasProblem) -> [String: Tensor] {
      let tensors = Dictionary(
        network.parameters.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first })
      try Self.check(tensors, network.plan)
      return tensors
    }
    kind = run.kind
    images = run.images
    hyperparameters = run.hyperparameters
    networks = (
      try KerasNetwork(run.generator.plan, of: run.kind.objective),
      try KerasNetwork(run.discriminator.plan, of: run.kind.objective)
    )
    momentum = networks.generator.momentum ?? networks.discriminator.momentum
    generator = try tensors(run.generator)
    discriminator = try tensors(run.discriminator)
  }

  /// Writes the four files, which Keras 2 loads with `model_from_json` and `load_weights`.
  ///
  /// None of them is replaced before all four are on the disk.
  public func save(to folder: String) throws(FileError) {
    do throws(Folder.NotMade) {
      try Folder.make(folder)
    } catch {
      throw FileError(path: error.path, problem: .system(error.problem))
    }
    let files: [(String, [UInt8])]
    do throws(FileError.Problem) {
      files =
        try Self.files("generator", networks.generator, tensors: generator)
        + Self.files("discriminator", networks.discriminator, tensors: discriminator)
    } catch {
      throw FileError(path: folder, problem: error)
    }
    try SafeFile.save(together: files.map { ("\(folder)/\($0.0)", $0.1) })
  }

  private static func files(
    _ name: String, _ network: KerasNetwork, tensors: [String: Tensor]
  ) throws(FileError.Problem) -> [(String, [UInt8])] {
    let network = KerasWriter.named(network)
    let json = KerasWriter.json(network)
    let weights: KerasWeights
    do throws(KerasProblem) {
      weights = try KerasParameters.file(
        network, layerNames: KerasWriter.layerNames(json), tensors: tensors)
    } catch {
      throw .keras(error)
    }
    do throws(HDF5Problem) {
      return [
        ("\(name).json", Array(json.text.utf8)),
        ("\(name)_weights.hdf5", try weights.encoded(kerasVersion: KerasWriter.kerasVersion)),
      ]
    } catch {
      throw .hdf5(error)
    }
  }
}
