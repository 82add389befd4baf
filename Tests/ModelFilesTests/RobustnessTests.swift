import ModelFiles
import TensorEngine
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

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

    /// Reads everything that is in the bytes; true if they were accepted.
    func reads(_ bytes: [UInt8]) -> Bool {
      do {
        switch self {
        case .safetensors:
          let file = try SafetensorsFile(bytes: bytes, path: "t")
          for name in file.names {
            if try file.type(name).isFloat {
              _ = try file.tensor(name)
            } else {
              _ = try file.integers(name)
            }
          }
        case .numpy, .fortran: _ = try NumPyFile(bytes: bytes, path: "t").tensor()
        case .hdf5: _ = try KerasWeights(bytes: bytes, path: "t")
        case .json: _ = try JSONParser.parse(bytes)
        }
        return true
      } catch {
        return false
      }
    }
  }

  @Test(arguments: Reader.allCases) func everyTruncationIsSurvived(reader: Reader) throws {
    let whole = try reader.sample()
    #expect(reader.reads(whole))
    // An HDF5 file has holes and padding, and a process of its own for each reading.
    let step = reader == .hdf5 ? max(1, whole.count / max(testSize, 1)) : 1
    for length in stride(from: 0, to: whole.count, by: step) {
      let accepted = reader.reads(Array(whole[..<length]))
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
      if !reader.reads(bytes) { refused += 1 }
    }
    // Most bytes of a file mean something; were none refused, nothing would have been read.
    #expect(refused > 0)
  }

  #if compiler(>=6.2)
    @Test func memoryIsBoundedByTheFile() async {
      await #expect(processExitsWith: .success) {
        func peak() -> Int {
          var usage = rusage()
          #if canImport(Glibc)
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            return usage.ru_maxrss << 10
          #else
            getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss
          #endif
        }
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
        let before = peak()
        for (reader, bytes) in hostile {
          #expect(!reader.reads(bytes))
          #expect(
            peak() - before < bytes.count + 64 << 20, "\(reader): \((peak() - before) >> 20) MB")
        }
      }
    }
  #endif
}
