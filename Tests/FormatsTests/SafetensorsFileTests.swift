import FileTesting
import Files
import Formats
import TensorEngine
import Testing

/// A file of a given header text and data.
func safetensors(_ header: String, data: [UInt8] = []) -> [UInt8] {
  withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) } + header.utf8 + data
}

@Suite struct SafetensorsFileTests {
  private func read(_ header: String, data: [UInt8] = []) throws -> SafetensorsFile {
    try SafetensorsFile(bytes: safetensors(header, data: data), path: "t.safetensors")
  }

  private func problem(_ header: String, data: [UInt8] = []) -> String {
    do {
      let file = try read(header, data: data)
      return "accepted \(file.names)"
    } catch {
      return "\(error)"
    }
  }

  @Test func writtenIsReadBack() throws {
    var writer = SafetensorsWriter()
    writer.metadata = ["kind": "acgan \"quoted\"\n", "empty": ""]
    let tensor = Tensor([1.5, -0.0, .infinity, .leastNonzeroMagnitude, 3, 4], shape: [2, 3])
    writer.add("weight", tensor)
    writer.add("label", [Int32(-7), 9])
    writer.add("big", [Int64.max, Int64.min], shape: [2, 1])
    writer.add("byte", [UInt8(255)])
    writer.add("double", [0.1, 1e300])
    writer.add("none", Tensor(zeros: [0, 4]))
    let file = try SafetensorsFile(bytes: writer.encoded(), path: "t")
    #expect(
      file.names
        == ["weight", "label", "big", "byte", "none", "double"].sorted {
          writer.names.firstIndex(of: $0)! < writer.names.firstIndex(of: $1)!
        })
    #expect(file.metadata == writer.metadata)
    #expect(try file.tensor("weight").isIdentical(to: tensor))
    #expect(try file.integers("label") == [-7, 9])
    #expect(try file.integers("big") == [Int.max, Int.min])
    #expect(try file.shape("big") == [2, 1])
    #expect(try file.integers("byte") == [255])
    #expect(try file.tensor("double").scalars == [0.1, .infinity])
    #expect(try file.tensor("none").shape == [0, 4])
  }

  @Test func narrowFloatsAreExact() throws {
    let halves: [UInt16] = [0x3C00, 0xC000, 0x0001, 0x83FF, 0x7BFF, 0x7C00, 0xFC00, 0x0400, 0x8000]
    var data: [UInt8] = []
    for half in halves { data += [UInt8(half & 0xFF), UInt8(half >> 8)] }
    data += [0x80, 0x3F, 0x49, 0xC0]
    let file = try read(
      """
      {"h":{"dtype":"F16","shape":[9],"data_offsets":[0,18]},\
      "b":{"dtype":"BF16","shape":[2],"data_offsets":[18,22]}}
      """, data: data)
    let expected: [Float] = [
      1, -2, 0x1p-24, -0x3FFp-24, 65504, .infinity, -.infinity, 0x1p-14, -0.0,
    ]
    #expect(try file.tensor("h").isIdentical(to: Tensor(expected)))
    #expect(try file.tensor("b").scalars == [1, -3.140625])
  }

  @Test func anotherTypeOrNameOrShapeIsAnError() throws {
    let file = try read(
      #"{"i":{"dtype":"I32","shape":[1],"data_offsets":[0,4]}}"#, data: [1, 0, 0, 0])
    #expect(throws: FileError.self) { try file.tensor("i") }
    let error = #expect(throws: FileError.self) { try file.tensor("j") }
    #expect(error?.description == "t.safetensors: has no tensor \"j\"; it has i")
    var writer = SafetensorsWriter()
    writer.add("x", Tensor(zeros: [2, 3]))
    let floats = try SafetensorsFile(bytes: writer.encoded(), path: "t")
    #expect(throws: FileError.self) { try floats.integers("x") }
    #expect(throws: FileError.self) { try floats.tensor("x", shape: [3, 2]) }
  }

  @Test(
    arguments: [
      // Overlap, hole before, hole between, data after, data missing.
      (
        #"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}"#,
        3, "overlap"
      ),
      (#"{"a":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}"#, 3, "holes"),
      (
        #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}"#,
        3, "holes"
      ),
      (#"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}"#, 3, "3 are there"),
      (#"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}"#, 3, "3 are there"),
      // Sizes that do not fit, or overflow.
      (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4, "do not fit"),
      (
        #"{"a":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,4]}}"#,
        4, "larger than any"
      ),
      (
        #"{"a":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]}}"#,
        4, "larger than any"
      ),
      (
        #"{"a":{"dtype":"U8","shape":[2147483648],"data_offsets":[0,2147483648]}}"#, 4,
        "4 are there"
      ),
      (
        #"{"a":{"dtype":"U8","shape":[0,4294967296,4294967296],"data_offsets":[0,4]}}"#, 4,
        "larger than any"
      ),
      (#"{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,4]}}"#, 4, "whole numbers"),
      (#"{"a":{"dtype":"U8","shape":[4.0],"data_offsets":[0,4]}}"#, 4, "whole numbers"),
      (#"{"a":{"dtype":"U8","shape":[4],"data_offsets":[4,0]}}"#, 4, "in order"),
      (#"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4,4]}}"#, 4, "in order"),
      // Names, keys and types.
      (
        #"{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}"#,
        0, "twice"
      ),
      (#"{"a":{"dtype":"U8","dtype":"U8","shape":[0],"data_offsets":[0,0]}}"#, 0, "twice"),
      (#"{"a":{"shape":[0],"data_offsets":[0,0]}}"#, 0, "dtype"),
      (#"{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0],"x":1}}"#, 0, "no meaning"),
      (#"{"a":[]}"#, 0, "an array"),
      (#"{"__metadata__":{"k":1}}"#, 0, "no string"),
      (#"{"__metadata__":3}"#, 0, "no string"),
      // Not a header at all.
      ("", 0, "no JSON object"), ("[]", 0, "no JSON object"), (" {}", 0, "no JSON object"),
      ("{} x", 0, "end of the text"), ("{", 0, "cut off"),
    ] as [(String, Int, String)])
  func brokenHeadersAreRefused(header: String, dataBytes: Int, evidence: String) {
    let message = problem(header, data: [UInt8](repeating: 0, count: dataBytes))
    #expect(message.contains(evidence), "\(message)")
  }

  @Test(arguments: [UInt64(1) << 31, UInt64(Int64.max), .max, 100_000_001, 3])
  func hugeHeaderLengthsAreRefused(length: UInt64) {
    let bytes = withUnsafeBytes(of: length.littleEndian) { Array($0) } + Array("{}".utf8)
    let error = #expect(throws: FileError.self) {
      try SafetensorsFile(bytes: bytes, path: "t")
    }
    #expect(error?.description.contains("claims a header of \(length) bytes") == true)
  }

  /// A tensor of 30,000 axes has one element, and showing it would take as many levels.
  @Test func axesAreCounted() throws {
    func header(axes: Int) -> String {
      let shape = [String](repeating: "1", count: axes).joined(separator: ",")
      return #"{"a":{"dtype":"U8","shape":[\#(shape)],"data_offsets":[0,1]}}"#
    }
    #expect(try read(header(axes: 64), data: [7]).integers("a") == [7])
    let error = #expect(throws: FileError.self) { try read(header(axes: 65), data: [7]) }
    #expect(error?.description.contains("65 axes, more than 64") == true)
  }

  @Test func deepHeadersAreRefused() {
    #expect(problem(String(repeating: "{\"a\":", count: 100_000)).contains("deeper than"))
    #expect(problem("{\"a\":" + String(repeating: "[", count: 100_000)).contains("deeper than"))
  }

  @Test func everyTruncationIsRefused() throws {
    var writer = SafetensorsWriter()
    writer.metadata = ["a": "b"]
    writer.add("x", Tensor([1, 2, 3]))
    writer.add("y", [Int32(4)])
    let whole = writer.encoded()
    for length in whole.indices {
      #expect(throws: FileError.self, "length \(length)") {
        try SafetensorsFile(bytes: Array(whole[..<length]), path: "t")
      }
    }
    #expect(throws: FileError.self) { try SafetensorsFile(bytes: whole + [0], path: "t") }
  }

  @Test func whatIsNoPlainFileIsRefused() {
    for (path, evidence) in [
      ("/nowhere/at/all", "no such file"), ("/", "folder"), ("/dev/zero", "not a plain file"),
    ] {
      let error = #expect(throws: FileError.self) { try SafetensorsFile(contentsOf: path) }
      #expect(error?.description.contains(evidence) == true)
      #expect(error?.path == path)
    }
  }

  private func file(_ entries: String, data: [UInt8]) throws -> SafetensorsFile {
    let header = Array("{\(entries)}".utf8)
    let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
    return try SafetensorsFile(bytes: length + header + data, path: "t")
  }

  /// Every type of version 0.8.0 of the reference implementation that is not read, with the bytes
  /// that four elements take there, and one that it does not know either.
  @Test(arguments: [
    ("F4", 2), ("F6_E2M3", 3), ("F6_E3M2", 3), ("F8_E4M3", 4), ("F8_E5M2", 4), ("F8_E8M0", 4),
    ("F8_E4M3FNUZ", 4), ("F8_E5M2FNUZ", 4), ("C64", 32), ("F3_NEWER", 5),
  ])
  func aTypeThatIsNotReadLeavesTheOthers(type: String, bytes: Int) throws {
    let file = try file(
      #""w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
        + #""q":{"dtype":"\#(type)","shape":[2,2],"data_offsets":[4,\#(4 + bytes)]}"#,
      data: [0, 0, 0x80, 0x3F] + [UInt8](repeating: 1, count: bytes))
    #expect(file.names == ["w", "q"])
    #expect(try file.tensor("w").scalars == [1])
    #expect(try file.shape("q") == [2, 2])
    let refused = FileError(
      path: "t", problem: .safetensors(.unreadableType(name: "q", type: type)))
    #expect(throws: refused) { try file.tensor("q") }
    #expect(throws: refused) { try file.integers("q") }
    #expect(throws: refused) { try file.type("q") }
  }

  @Test(arguments: [
    ("F4", "[3]", 2), ("F4", "[4]", 4), ("F6_E2M3", "[3]", 3), ("F8_E4M3", "[4]", 3),
    ("C64", "[1]", 4),
  ])
  func theirSizesAreChecked(type: String, shape: String, bytes: Int) {
    let error = #expect(throws: FileError.self) {
      try file(
        #""q":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":[0,\#(bytes)]}"#,
        data: [UInt8](repeating: 0, count: bytes))
    }
    #expect(error?.description.contains("is given \(bytes) bytes, which do not fit") == true)
  }

  @Test func metadataMayBeNull() throws {
    let file = try file(
      #""__metadata__":null,"w":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}"#, data: [7])
    #expect(try file.metadata == [:] && file.integers("w") == [7])
  }

  @Test func otherFilesAreCalledWhatTheyAre() throws {
    #expect(
      throws: FileError(
        path: "t", problem: .otherFormat(.hdf5, wanted: "safetensors file"))
    ) { try SafetensorsFile(bytes: try fixture("fixed.h5"), path: "t") }
  }
}
