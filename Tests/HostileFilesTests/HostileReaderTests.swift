import HostileFiles
import Platform
import TensorEngine
import Testing

/// How many random changes each reader must survive; `GANBOOK_TEST_SIZE` raises it.
private let changes = getenv("GANBOOK_TEST_SIZE").flatMap { Int(String(cString: $0)) } ?? 200

/// Every reader against the small files of the corpus, cut and changed: one error or a right
/// result.
@Suite struct HostileReaderTests {
  @Test(arguments: HostileReader.allCases) func samplesAreAccepted(reader: HostileReader) throws {
    let samples = try reader.samples
    #expect(!samples.isEmpty)
    for (name, bytes) in samples {
      #expect(try reader.read(bytes) == .accepted, "\(name)")
    }
  }

  @Test(arguments: HostileReader.allCases) func everyTruncation(reader: HostileReader) throws {
    for (name, bytes) in try reader.samples {
      // Each reading of an HDF5 file has a process of its own.
      let step = reader == .hdf5 ? max(1, bytes.count / max(changes, 1)) : 1
      var accepted = 0
      for length in stride(from: 0, to: bytes.count, by: step) {
        switch try reader.read(Array(bytes[..<length])) {
        case .accepted: accepted += 1
        case .refused(let text): #expect(!text.isEmpty, "\(name), \(length) bytes")
        }
      }
      // Half a journal is a journal, half a script may be one; of the others, only the whole is
      // whole.
      if reader != .journal, reader != .script { #expect(accepted == 0, "\(name)") }
    }
  }

  @Test(arguments: HostileReader.allCases) func oneByteChanged(reader: HostileReader) throws {
    let samples = try reader.samples
    var random = RandomStream(seed: 6, purpose: .user)
    var refused = 0
    for round in 0..<(reader == .hdf5 ? min(changes, 1000) : changes) {
      var bytes = samples[round % samples.count].bytes
      let place = random.index(below: bytes.count)
      bytes[place] ^= UInt8(1 + random.index(below: 255))
      if case .refused(let text) = try reader.read(bytes) {
        #expect(!text.isEmpty && text.utf8.count < 10_000, "byte \(place) is \(bytes[place])")
        refused += 1
      }
    }
    // Plain data may be any bytes; were nothing refused, nothing would have been read.
    #expect(refused > 0)
  }

  #if compiler(>=6.2)
    @Test func memoryIsBoundedByTheFile() async {
      await #expect(processExitsWith: .success) {
        func safetensors(_ text: String) -> [UInt8] {
          withUnsafeBytes(of: UInt64(text.utf8.count).littleEndian) { Array($0) } + text.utf8
        }
        func numpy(_ shape: String) -> [UInt8] {
          let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(shape)), }\n"
          return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.utf8.count), 0] + text.utf8
        }
        let head =
          #"{"format":"ganbook-journal","version":1,"started":"","process":7,"folder":""}"# + "\n"
        let deep = String(repeating: "[", count: 100_000)
        func keras(_ config: String) -> [UInt8] {
          let network = #"{"class_name":"Functional","config":{\#(config)},"keras_version":"2"}"#
          return Array("\(network)\n\(network)".utf8)
        }
        let node = #"{"class_name":"Dense","name":"a","config":{},"inbound_nodes":[[["a",0,0]]]}"#
        let input = #"{"class_name":"InputLayer","name":"a","config":{}}"#
        let outputs = String(repeating: #"["a",0,0],"#, count: 100_000) + #"["a",0,0]"#
        var hostile: [(HostileReader, [UInt8])] = [
          (.json, Array(deep.utf8)),
          (.json, Array(String(repeating: "{\"a\":", count: 100_000).utf8)),
          (.journal, Array((head + deep + "\n").utf8)), (.script, Array(("x = " + deep).utf8)),
          (.script, Array(("x = " + String(repeating: "(", count: 100_000)).utf8)),
          (.script, Array(String(repeating: "if true {", count: 100_000).utf8)),
          (.keras, Array("\(deep)\n\(deep)".utf8)),
          // A layer that is its own input, and very many outputs.
          (.keras, keras(#""layers":[\#(node)],"output_layers":[["a",0,0]]"#)),
          (.keras, keras(#""layers":[\#(input)],"output_layers":[\#(outputs)]"#)),
        ]
        for size in ["2147483648", "9223372036854775807", "9223372036854775808"] {
          hostile.append(
            (
              .safetensors,
              safetensors(
                #"{"a":{"dtype":"U8","shape":[\#(size)],"data_offsets":[0,\#(size)]}}"#)
            ))
          hostile.append((.numpy, numpy(size + ",")))
          let layers =
            #"{"class_name":"InputLayer","name":"i","config":{"batch_input_shape":[null,\#(size)]}},"#
            + #"{"class_name":"Reshape","name":"a","config":{"target_shape":[\#(size),\#(size),1]},"#
            + #""inbound_nodes":[[["i",0,0]]]}"#
          hostile.append((.keras, keras(#""layers":[\#(layers)],"output_layers":[["a",0,0]]"#)))
          hostile.append((.numpy, numpy("\(size), \(size)")))
          hostile.append(
            (
              .journal,
              Array((head + #"{"checkpoint":"","iteration":\#(size),"phase":3}"# + "\n").utf8)
            ))
        }
        for extent in [0x80, 0x7F] as [UInt8] {
          let words = [[UInt8]](repeating: [extent, 0xFF, 0xFF, 0xFF], count: 3).flatMap { $0 }
          hostile.append((.idx, [0, 0, 8, 3] + words))
        }
        let before = peakMemory()
        for (reader, bytes) in hostile {
          let answer = try reader.read(bytes)
          #expect(answer != .accepted, "\(reader)")
          #expect(
            peakMemory() - before < bytes.count + 64 << 20,
            "\(reader): \((peakMemory() - before) >> 20) MB")
        }
      }
    }
  #endif
}
