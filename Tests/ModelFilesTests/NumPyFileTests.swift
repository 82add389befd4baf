import ModelFiles
import TensorEngine
import Testing

@Suite struct NumPyFileTests {
  private let counting = Tensor((0..<24).map { Float($0) }, shape: [2, 3, 4])

  private func read(_ name: String) throws -> NumPyFile {
    try NumPyFile(bytes: try fixture(name), path: name)
  }

  @Test(arguments: ["float32.npy", "fortran.npy", "version2.npy", "version3.npy"])
  func everyVersionAndOrderIsRead(name: String) throws {
    #expect(try read(name).tensor() == counting)
  }

  @Test func otherTypesAreRead() throws {
    #expect(try read("float64.npy").tensor().scalars == counting.scalars.map { $0 / 8 })
    #expect(try read("scalar.npy").tensor() == Tensor(2.5))
    #expect(try read("empty.npy").tensor().shape == [0, 3])
    for type in ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"] {
      #expect(try read("type_\(type).npy").integers() == [0, 1, 100], "\(type)")
      #expect(try read("type_\(type).npy").tensor().scalars == [0, 1, 100], "\(type)")
    }
    #expect(try read("type_f2.npy").tensor().scalars == [0, 1, 100])
    #expect(try read("type_b1.npy").integers() == [0, 1, 1])
    #expect(throws: ModelFileError.self) { try read("float32.npy").integers() }
  }

  @Test(arguments: [
    ("big_endian.npy", ">f4"), ("structured.npy", "structured"), ("text.npy", "<U2"),
    ("fixed.h5", "not a NumPy"),
  ])
  func othersAreRefused(name: String, evidence: String) {
    let error = #expect(throws: ModelFileError.self) { try read(name) }
    #expect(error?.description.contains(evidence) == true, "\(String(describing: error))")
  }

  @Test(arguments: [[], [1], [24], [2, 12], [0], [2, 3, 4], [24, 1, 1, 1, 1]])
  func writtenIsReadBack(shape: [Int]) throws {
    let count = shape.reduce(1, *)
    let tensor = Tensor((0..<count).map { Float($0) - 0.5 }, shape: Shape(shape))
    let bytes = NumPyFile.encoded(tensor)
    #expect((bytes.count - 4 * count) % 64 == 0)
    #expect(try NumPyFile(bytes: bytes, path: "t").tensor().isIdentical(to: tensor))
    let integers = (0..<count).map { $0 - 5 }
    let back = try NumPyFile(bytes: NumPyFile.encoded(integers, shape: shape), path: "t")
    #expect(try back.integers() == integers && back.shape == shape)
  }

  @Test func theBytesAreThoseOfNumPy() throws {
    #expect(NumPyFile.encoded(counting) == (try fixture("float32.npy")))
  }

  @Test(arguments: [
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483648,), }", "8589934592 bytes"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807,), }", "larger"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775808,), }", "too large"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", "larger"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "no whole number"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (1), }", "comma"),
    ("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,), }", "neither"),
    ("{'descr': '<f4', 'fortran_order': False}", "missing"),
    ("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", "twice"),
    ("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "|O"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} x", "after the closing"),
    ("__import__('os').system('true')", "`{`"),
    ("{'descr': '<f4", "not closed"), ("", "`{`"),
  ])
  func brokenHeadersAreRefused(text: String, evidence: String) {
    let header = Array(text.utf8)
    let bytes: [UInt8] =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.count), 0] + header + [0, 0, 0, 0]
    let error = #expect(throws: ModelFileError.self) { try NumPyFile(bytes: bytes, path: "t") }
    #expect(error?.description.contains(evidence) == true, "\(String(describing: error))")
  }
}
