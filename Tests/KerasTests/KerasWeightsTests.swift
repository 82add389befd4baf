import FileTesting
import Files
import Keras
import TensorEngine
import Testing

@Suite struct KerasWeightsTests {
  private func read(_ name: String) throws -> KerasWeights {
    try KerasWeights(bytes: try fixture(name), path: name)
  }

  @Test(arguments: ["fixed.h5", "variable.h5"])
  func stringsOfFixedAndVariableLengthAreRead(name: String) throws {
    let file = try read(name)
    #expect(file.layers.map(\.name) == ["input", "dense"])
    #expect(file.layers[0].weights.isEmpty)
    #expect(file.layers[1].weights.map(\.name) == ["dense/kernel:0", "dense/bias:0"])
    #expect(file.layers[1].weights[0].tensor == Tensor([0, 1, 2, 3, 4, 5], shape: [2, 3]))
    #expect(file.layers[1].weights[1].tensor == Tensor([0.5, -1, 2]))
  }

  @Test(arguments: ["whole_model.h5", "chunked_names.h5"])
  func wholeModelsAndSplitNamesAreRead(name: String) throws {
    let file = try read(name)
    #expect(file.layers.map(\.name) == ["input", "dense"])
    #expect(file.layers[1].weights[0].tensor.shape == [2, 3])
  }

  @Test(arguments: [
    ("soft_link.h5", "a soft link"), ("external_link.h5", "an external link"),
    ("linked_layer.h5", "a soft link"), ("gzip.h5", "compressed"), ("chunked.h5", "chunked"),
    ("external_data.h5", "in another file"), ("no_data.h5", "more elements than"),
    ("huge_sparse.h5", "more elements than"), ("integers.h5", "floating-point"),
    ("missing_weight.h5", "listed but not there"), ("missing_layer.h5", "listed but not there"),
    ("missing_weight_names.h5", "no attribute `weight_names`"), ("layer_is_data.h5", "no group"),
    ("weight_is_group.h5", "no data set"), ("twice.h5", "twice"), ("shared_data.h5", "more data"),
    ("dots.h5", "no path"), ("numbers_as_names.h5", "no list of names"),
    ("no_layer_names.h5", "no attribute `layer_names`"), ("keras3.weights.h5", "Keras 3"),
    ("float32.npy", "no HDF5 file"),
  ])
  func whatCannotBeTrustedIsRefused(name: String, evidence: String) {
    let error = #expect(throws: FileError.self) { try read(name) }
    let message = error?.description ?? ""
    #expect(message.contains(evidence) && message.hasPrefix(name), "\(message)")
  }

  @Test func writtenIsReadBackAndTheSameEachTime() throws {
    let kernel = Tensor((0..<24).map { Float($0) * 0.1 }, shape: [2, 3, 1, 4])
    let file = KerasWeights(layers: [
      .init(name: "input_1"),
      .init(
        name: "sequential",
        weights: [
          ("conv2d/kernel:0", kernel), ("conv2d/bias:0", Tensor([1, -2, .infinity, 4])),
          ("batch_normalization/moving_mean:0", Tensor([0.25])),
        ]),
      .init(name: "dense", weights: [("dense/kernel:0", Tensor(zeros: [3, 0]))]),
    ])
    let bytes = try file.encoded()
    #expect(bytes == (try file.encoded()))
    let back = try KerasWeights(bytes: bytes, path: "t")
    #expect(back.layers.map(\.name) == file.layers.map(\.name))
    for (a, b) in zip(file.layers, back.layers) {
      #expect(a.weights.map(\.name) == b.weights.map(\.name))
      for (x, y) in zip(a.weights, b.weights) { #expect(x.tensor.isIdentical(to: y.tensor)) }
    }
  }

  @Test func theLibraryIsNamed() throws {
    let version = try #require(KerasWeights.libraryVersion)
    #expect(version.split(separator: ".").count == 3)
    #expect(!version.hasPrefix("0"))
  }
}

@Suite(.enabled(if: goldenIsThere, "no golden files at $GANBOOK_GOLDEN or ../shared/golden"))
struct GoldenKerasWeightsTests {
  @Test(arguments: [
    ("generator", 6, 21, 857_705), ("discriminator", 4, 20, 120_075),
    ("discriminator_frozen", 4, 20, 120_075),
  ])
  func theFilesOfKerasAreReadWhole(name: String, layers: Int, weights: Int, parameters: Int) throws
  {
    let file = try KerasWeights(contentsOf: "\(goldenFolder)/keras/\(name)_weights.hdf5")
    #expect(file.layers.count == layers)
    let all = file.layers.flatMap(\.weights)
    #expect(all.count == weights)
    #expect(all.reduce(0) { $0 + $1.tensor.count } == parameters)
  }
}
