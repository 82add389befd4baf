import TensorEngine

// The HDF5 library, or its absence: the trait `Keras` of the package decides whether a build has it.

#if Keras
  import CHDF5
  import Platform
  import Synchronization

  enum HDF5Library {
    static func require() throws(HDF5Problem) {}

    /// The library keeps global state and is built without locks, so one thread at a time uses it.
    private static let library = Mutex(())

    /// What the reading process sends for a file, as `chdf5.h` describes it.
    static func records(of bytes: [UInt8]) throws(HDF5Problem) -> [UInt8] {
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

    /// The bytes of a weight file with these layers.
    static func file(
      of layers: [KerasWeights.Layer], kerasVersion: String
    ) throws(HDF5Problem) -> [UInt8] {
      var bytes: UnsafeMutablePointer<UInt8>?
      var count = 0
      let failed = library.withLock { _ -> Bool in
        guard let writer = chdf5_writer_create() else { return true }
        write(names: layers.map(\.name), as: "layer_names", to: "/", writer)
        chdf5_writer_text(writer, "/", "backend", "tensorflow")
        chdf5_writer_text(writer, "/", "keras_version", kerasVersion)
        for layer in layers {
          chdf5_writer_group(writer, layer.name)
          write(names: layer.weights.map(\.name), as: "weight_names", to: layer.name, writer)
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

    static var version: String? {
      var numbers: (UInt32, UInt32, UInt32) = (0, 0, 0)
      withUnsafeMutableBytes(of: &numbers) {
        if let base = $0.assumingMemoryBound(to: UInt32.self).baseAddress { chdf5_version(base) }
      }
      return "\(numbers.0).\(numbers.1).\(numbers.2)"
    }
  }
#else
  enum HDF5Library {
    static func require() throws(HDF5Problem) { throw .notBuilt }

    static func records(of bytes: [UInt8]) throws(HDF5Problem) -> [UInt8] { throw .notBuilt }

    static func file(
      of layers: [KerasWeights.Layer], kerasVersion: String
    ) throws(HDF5Problem) -> [UInt8] { throw .notBuilt }

    static var version: String? { nil }
  }
#endif
