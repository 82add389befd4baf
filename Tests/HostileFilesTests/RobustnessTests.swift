import FileTesting
import Formats
import HostileFiles
import TensorEngine
import Testing

/// Every reader against damaged files: an error of the module or a correct result, never a crash.
@Suite struct RobustnessTests {
  enum Reader: String, CaseIterable, Sendable {
    case safetensors, numpy, fortran, hdf5, json

    func sample() throws -> [UInt8] {
      switch self {
      case .safetensors: try fixture("python.safetensors")
      case .numpy: try fixture("version2.npy")
      case .fortran: try fixture("fortran.npy")
      case .hdf5: try fixture("variable.h5")
      case .json:
        Array(#"{"class_name": "Dense", "config": {"units": 10, "x": [1.5e3, null]}}"#.utf8)
      }
    }

    /// The one of all readers that reads it.
    private var reader: HostileReader {
      switch self {
      case .safetensors: .safetensors
      case .numpy, .fortran: .numpy
      case .hdf5: .hdf5
      case .json: .json
      }
    }

    /// Reads everything that is in the bytes; true if they were accepted.
    func reads(_ bytes: [UInt8]) throws -> Bool { try reader.read(bytes) == .accepted }
  }

  @Test(arguments: Reader.allCases) func everyTruncationIsSurvived(reader: Reader) throws {
    let whole = try reader.sample()
    #expect(try reader.reads(whole))
    // An HDF5 file has holes and padding, and a process of its own for each reading.
    let step = reader == .hdf5 ? max(1, whole.count / max(testSize, 1)) : 1
    for length in stride(from: 0, to: whole.count, by: step) {
      let accepted = try reader.reads(Array(whole[..<length]))
      #expect(!accepted, "\(reader) accepted \(length) of \(whole.count) bytes")
    }
  }

  @Test(arguments: Reader.allCases) func randomChangesAreSurvived(reader: Reader) throws {
    let whole = try reader.sample()
    var random = RandomStream(seed: 1, purpose: .sampling)
    var refused = 0
    for _ in 0..<testSize {
      var bytes = whole
      let place = random.index(below: bytes.count)
      bytes[place] ^= UInt8(1 + random.index(below: 255))
      if try !reader.reads(bytes) { refused += 1 }
    }
    // Most bytes of a file mean something; were none refused, nothing would have been read.
    #expect(refused > 0)
  }

  #if compiler(>=6.2)
    @Test func memoryIsBoundedByTheFile() async {
      await #expect(processExitsWith: .success) {
        func header(_ text: String) -> [UInt8] {
          withUnsafeBytes(of: UInt64(text.utf8.count).littleEndian) { Array($0) } + text.utf8
        }
        let many = String(repeating: "[],", count: 1_000_000)
        let hostile: [(Reader, [UInt8])] = [
          (.json, Array(String(repeating: "[", count: 100_000).utf8)),
          (.json, Array(("[" + many).utf8)),
          (.json, Array(("{" + (0..<300_000).map { "\"\($0)\":{}," }.joined()).utf8)),
          (
            .safetensors,
            header(#"{"a":{"dtype":"U8","shape":[2147483648],"data_offsets":[0,2147483648]}}"#)
          ),
          (.safetensors, header("{\"a\":[" + many)),
          (.hdf5, try fixture("no_data.h5")), (.hdf5, try fixture("huge_sparse.h5")),
          (.hdf5, try fixture("shared_data.h5")),
        ]
        let before = peakMemory()
        for (reader, bytes) in hostile {
          #expect(try !reader.reads(bytes))
          #expect(
            peakMemory() - before < bytes.count + 64 << 20,
            "\(reader): \((peakMemory() - before) >> 20) MB")
        }
      }
    }
  #endif
}
