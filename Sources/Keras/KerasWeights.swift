import Files
import Formats
import TensorEngine

/// A weight file of Keras 2 (`save_weights` to `.hdf5` or `.h5`): layers in order, each with its
/// weights in order, by the names that Keras gave them (`dense/kernel:0`).
///
/// Layout, as `tf_keras/src/saving/legacy/hdf5_format.py` writes it: the root has the attributes
/// `layer_names`, `backend` and `keras_version`; each layer is a group with the attribute
/// `weight_names`, and each weight a data set at that name below the group.
public struct KerasWeights: Sendable {
  /// One layer of the file; in a model of models, one of the outer model.
  public struct Layer: Sendable {
    public var name: String
    public var weights: [(name: String, tensor: Tensor)]

    public init(name: String, weights: [(name: String, tensor: Tensor)] = []) {
      self.name = name
      self.weights = weights
    }
  }

  public var layers: [Layer]

  public init(layers: [Layer]) { self.layers = layers }

  /// Reads a file from disk.
  public init(contentsOf path: String) throws(FileError) {
    try self.init(bytes: try FileBytes.read(path), path: path)
  }

  /// Reads a file that is in memory; `path` is its name in messages.
  public init(bytes: [UInt8], path: String) throws(FileError) {
    do throws(HDF5Problem) {
      layers = try Self.parse(try HDF5Library.records(of: bytes))
    } catch {
      throw .unreadable(
        bytes, path: path, as: .hdf5, wanted: "HDF5 file of Keras weights", .hdf5(error))
    }
  }

  private static func parse(_ records: [UInt8]) throws(HDF5Problem) -> [Layer] {
    var layers: [Layer] = []
    var layerNames: Set<String> = []
    var weightNames: Set<String> = []
    var name: String?
    var extents: [Int]?
    var offset = 0
    while let record = Record(records, &offset) {
      switch record.tag {
      case UInt8(ascii: "Z"): return layers
      case UInt8(ascii: "E"): throw .refused(record.text)
      case UInt8(ascii: "L"):
        guard layerNames.insert(record.text).inserted else {
          throw .duplicateName(layer: record.text, weight: nil)
        }
        layers.append(Layer(name: record.text))
        weightNames = []
      case UInt8(ascii: "N"):
        guard let layer = layers.last else { throw .incomplete }
        guard weightNames.insert(record.text).inserted else {
          throw .duplicateName(layer: layer.name, weight: record.text)
        }
        name = record.text
      case UInt8(ascii: "S"): extents = record.extents
      case UInt8(ascii: "F"):
        guard let weight = name, let shape = extents, let tensor = record.tensor(shape),
          !layers.isEmpty
        else { throw .incomplete }
        layers[layers.count - 1].weights.append((weight, tensor))
        (name, extents) = (nil, nil)
      default: throw .incomplete
      }
    }
    throw .incomplete
  }

  /// One record, as `chdf5.h` describes it.
  private struct Record {
    let tag: UInt8
    let body: ArraySlice<UInt8>

    init?(_ records: [UInt8], _ offset: inout Int) {
      guard records.count - offset >= 9 else { return nil }
      let length = records.withUnsafeBytes {
        $0.loadUnaligned(fromByteOffset: offset + 1, as: UInt64.self)
      }
      guard length <= UInt64(records.count - offset - 9) else { return nil }
      tag = records[offset]
      body = records[offset + 9..<offset + 9 + Int(length)]
      offset = body.endIndex
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    var extents: [Int]? {
      let values = body.withUnsafeBytes { bytes in
        (0..<bytes.count / 8).map { bytes.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self) }
      }
      return values.allSatisfy { $0 <= UInt64(Int32.max) } ? values.map { Int($0) } : nil
    }

    func tensor(_ shape: [Int]) -> Tensor? {
      let bytes = shape.reduce(Optional(MemoryLayout<Float>.size)) { bytes, extent in
        let product = bytes?.multipliedReportingOverflow(by: extent)
        return product?.overflow == false ? product?.partialValue : nil
      }
      guard bytes == body.count else { return nil }
      var tensor = Tensor(zeros: Shape(shape))
      body.withUnsafeBytes { source in
        tensor.withUnsafeMutableBuffer {
          UnsafeMutableRawBufferPointer($0).copyMemory(from: source)
        }
      }
      return tensor
    }
  }

  /// The bytes of a file that Keras 2 loads.
  ///
  /// - Parameter kerasVersion: What the file says of the Keras that wrote it; from 2 on, Keras
  ///   converts nothing.
  public func encoded(kerasVersion: String = "2.21.0") throws(HDF5Problem) -> [UInt8] {
    try HDF5Library.file(of: layers, kerasVersion: kerasVersion)
  }

  /// The version of the HDF5 library in use, as in `1.10.8`; nil in a build without it.
  public static var libraryVersion: String? { HDF5Library.version }
}
