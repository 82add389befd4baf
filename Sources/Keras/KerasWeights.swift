import CHDF5
import Files
import Formats
import Platform
import Synchronization
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
      layers = try Self.parse(try Self.records(of: bytes))
    } catch {
      throw .unreadable(
        bytes, path: path, as: .hdf5, wanted: "HDF5 file of Keras weights", .hdf5(error))
    }
  }

  /// The library keeps global state and is built without locks, so one thread at a time uses it.
  private static let library = Mutex(())

  /// What the reading process sends for a file.
  private static func records(of bytes: [UInt8]) throws(HDF5Problem) -> [UInt8] {
    var records: UnsafeMutablePointer<UInt8>?
    var count = 0
    var number: Int32 = 0
    // Elements of 16 bits double when they are sent; the rest is names.
    let limit = 2 * bytes.count + (4 << 20)
    let outcome = library.withLock { _ in
      bytes.withUnsafeBytes {
        chdf5_read_weights($0.baseAddress, $0.count, limit, &records, &count, &number)
      }
    }
    defer { free(records) }
    switch outcome {
    case chdf5_done: return Array(UnsafeBufferPointer(start: records, count: count))
    case chdf5_crashed: throw .crashed(signal: number)
    case chdf5_too_much: throw .tooMuch
    default: throw .noHelper(errno: number)
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
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    let failed = Self.library.withLock { _ -> Bool in
      guard let writer = chdf5_writer_create() else { return true }
      Self.write(names: layers.map(\.name), as: "layer_names", to: "/", writer)
      chdf5_writer_text(writer, "/", "backend", "tensorflow")
      chdf5_writer_text(writer, "/", "keras_version", kerasVersion)
      for layer in layers {
        chdf5_writer_group(writer, layer.name)
        Self.write(names: layer.weights.map(\.name), as: "weight_names", to: layer.name, writer)
        for (name, tensor) in layer.weights {
          let extents = tensor.shape.extents.map { UInt64($0) }
          tensor.withUnsafeBuffer {
            _ = chdf5_writer_floats(
              writer, "\(layer.name)/\(name)", extents, Int32(extents.count), $0.baseAddress)
          }
        }
      }
      return chdf5_writer_finish(writer, &bytes, &count) < 0
    }
    defer { free(bytes) }
    guard !failed, let bytes else { throw .notWritten }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  private static func write(
    names: [String], as attribute: String, to path: String, _ writer: OpaquePointer
  ) {
    let packed: [CChar] = names.flatMap { Array($0.utf8CString) } + [0]
    _ = chdf5_writer_texts(writer, path, attribute, packed, names.count)
  }

  /// The version of the HDF5 library in use, as in `1.10.8`.
  public static var libraryVersion: String {
    var numbers: (UInt32, UInt32, UInt32) = (0, 0, 0)
    withUnsafeMutableBytes(of: &numbers) {
      if let base = $0.assumingMemoryBound(to: UInt32.self).baseAddress { chdf5_version(base) }
    }
    return "\(numbers.0).\(numbers.1).\(numbers.2)"
  }
}
