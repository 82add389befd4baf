import Files
import Formats
import Platform
import TensorEngine

/// A GAN in files of Keras 2, as the original programs save it: `generator.json`,
/// `generator_weights.hdf5`, `discriminator.json`, `discriminator_weights.hdf5` in one folder.
///
/// Parameters go by our names: `embedding.weight`, `conv1.bias`, `bn2.variance`, and the
/// discriminator's outputs `validity` and, for an ACGAN, `label`.
public struct KerasModel: Sendable {
  /// `acgan`, `cgan` or `dcgan`.
  public var kind: String { architecture.kind.rawValue }
  /// Height and width of the images.
  public var side: Int { architecture.side }
  /// The number of classes.
  public var classes: Int { architecture.classes }
  /// The width of the noise.
  public var latent: Int { architecture.latent }
  /// The weight of the old value in moving statistics.
  public var momentum: Double { architecture.momentum }
  /// The rate of dropout that the discriminator was trained with; the usual one where the files do
  /// not say.
  public var dropout: Double { architecture.dropout }

  public let generator: [String: Tensor]
  public let discriminator: [String: Tensor]

  let architecture: KerasArchitecture

  static let fileNames = [
    "generator.json", "generator_weights.hdf5", "discriminator.json", "discriminator_weights.hdf5",
  ]

  /// Reads the four files of a folder. Weights are matched by name, so a discriminator that was
  /// saved while it was frozen gives the same network.
  ///
  /// - Throws: ``FileError`` naming the file, and what in it is wrong.
  public init(folder: String) throws(FileError) {
    try Self.requireHDF5(for: folder)
    if let kind = FileKind(ofFile: folder) {
      throw FileError(
        path: folder,
        problem: .otherFormat(kind, wanted: "folder with the four files of a Keras model"))
    }
    let (generator, discriminator) = try (
      Self.network("\(folder)/generator.json"), Self.network("\(folder)/discriminator.json")
    )
    architecture = try Self.architecture(generator, discriminator, path: folder)
    self.generator = try Self.tensors(
      generator, expected: architecture.generator, heads: [],
      path: "\(folder)/generator_weights.hdf5")
    self.discriminator = try Self.tensors(
      discriminator, expected: architecture.discriminator, heads: architecture.headNames,
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

  /// The sizes of the networks that two texts of `to_json` describe.
  package static func sizes(
    generator: [UInt8], discriminator: [UInt8]
  ) throws(FileError) -> (kind: String, side: Int, classes: Int, latent: Int) {
    let found = try architecture(
      network(generator, path: "generator.json"),
      network(discriminator, path: "discriminator.json"), path: "model")
    return (found.kind.rawValue, found.side, found.classes, found.latent)
  }

  private static func architecture(
    _ generator: KerasNetwork, _ discriminator: KerasNetwork, path: String
  ) throws(FileError) -> KerasArchitecture {
    do throws(KerasProblem) {
      return try .recognize(generator: generator, discriminator: discriminator)
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
    _ network: KerasNetwork, expected: KerasNetwork, heads: [String], path: String
  ) throws(FileError) -> [String: Tensor] {
    let file = try KerasWeights(bytes: try readFile(path), path: path)
    do throws(KerasProblem) {
      let tensors = try KerasParameters.match(network, heads: heads, in: file)
      try check(tensors, expected, heads: heads)
      return tensors
    } catch {
      throw FileError(path: path, problem: .keras(error))
    }
  }

  private static func check(
    _ tensors: [String: Tensor], _ expected: KerasNetwork, heads: [String]
  ) throws(KerasProblem) {
    for (name, shape) in expected.shapes(heads: heads).sorted(by: { $0.key < $1.key }) {
      let parts = name.split(separator: ".").map(String.init)
      guard let tensor = tensors[name] else {
        throw .missingWeight(layer: parts[0], weight: parts[1])
      }
      guard tensor.shape.extents == shape else {
        throw .shape(
          layer: parts[0], weight: parts[1], shape: tensor.shape.extents, expected: shape)
      }
    }
  }

  /// A model of the given kind and sizes, to be exported.
  ///
  /// - Throws: ``KerasProblem`` where the parameters are not those of such a model.
  public init(
    kind: String, side: Int, classes: Int, latent: Int, momentum: Double, dropout: Double,
    generator: [String: Tensor], discriminator: [String: Tensor]
  ) throws(KerasProblem) {
    guard let kind = KerasArchitecture.Kind(rawValue: kind) else { throw .unknownKind }
    var architecture = KerasArchitecture(kind: kind)
    architecture.side = side
    architecture.classes = classes
    architecture.latent = latent
    architecture.momentum = momentum
    architecture.dropout = dropout
    self.architecture = architecture
    self.generator = generator
    self.discriminator = discriminator
    try Self.check(generator, architecture.generator, heads: [])
    try Self.check(discriminator, architecture.discriminator, heads: architecture.headNames)
  }

  /// The shapes of all parameters of a kind, by name, as Keras has them.
  package static func parameterShapes(
    kind: String, side: Int, classes: Int, latent: Int
  ) -> (generator: [String: [Int]], discriminator: [String: [Int]]) {
    guard let kind = KerasArchitecture.Kind(rawValue: kind) else { return ([:], [:]) }
    var architecture = KerasArchitecture(kind: kind)
    architecture.side = side
    architecture.classes = classes
    architecture.latent = latent
    return (
      architecture.generator.shapes(heads: []),
      architecture.discriminator.shapes(heads: architecture.headNames)
    )
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
        try Self.files("generator", architecture.generator, heads: [], tensors: generator)
        + Self.files(
          "discriminator", architecture.discriminator, heads: architecture.headNames,
          tensors: discriminator)
    } catch {
      throw FileError(path: folder, problem: error)
    }
    try SafeFile.save(together: files.map { ("\(folder)/\($0.0)", $0.1) })
  }

  private static func files(
    _ name: String, _ network: KerasNetwork, heads: [String], tensors: [String: Tensor]
  ) throws(FileError.Problem) -> [(String, [UInt8])] {
    let network = KerasWriter.named(network)
    let json = KerasWriter.json(network)
    let weights: KerasWeights
    do throws(KerasProblem) {
      weights = try KerasParameters.file(
        network, heads: heads, layerNames: KerasWriter.layerNames(json), tensors: tensors)
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
