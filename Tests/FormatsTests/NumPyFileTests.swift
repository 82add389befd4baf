import FileTesting
import Files
import Formats
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
    #expect(throws: FileError.self) { try read("float32.npy").integers() }
  }

  @Test(arguments: [
    ("structured.npy", "several fields"), ("text.npy", "text (<U2)"),
    ("fixed.h5", "is an HDF5 file, no NumPy array"),
  ])
  func othersAreRefused(name: String, evidence: String) {
    let error = #expect(throws: FileError.self) { try read(name) }
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
    let error = #expect(throws: FileError.self) { try NumPyFile(bytes: bytes, path: "t") }
    #expect(error?.description.contains(evidence) == true, "\(String(describing: error))")
  }

  private func file(
    _ header: String, _ data: [UInt8], padding: Int = 0
  ) throws -> NumPyFile {
    let text = Array(header.utf8) + [UInt8](repeating: 0x20, count: padding) + [0x0A]
    let length = [UInt8(text.count & 0xFF), UInt8(text.count >> 8 & 0xFF)]
    return try NumPyFile(
      bytes: [0x93] + Array("NUMPY".utf8) + [1, 0] + length + text + data, path: "t")
  }

  private func header(_ type: String, _ shape: String) -> String {
    "{'descr': \(type), 'fortran_order': False, 'shape': (\(shape)), }"
  }

  /// The letter of the byte order means nothing for one byte, and is left out by some.
  @Test(arguments: ["<u1", ">u1", "|u1", "=u1", "u1"]) func orderOfOneByte(type: String) throws {
    #expect(try file(header("'\(type)'", "3,"), [1, 2, 255]).integers() == [1, 2, 255])
  }

  @Test func bigEndianNumbersAreRead() throws {
    #expect(try read("big_endian.npy").tensor() == counting)
    #expect(try file(header("'>i2'", "2,"), [1, 0, 0xFF, 0xFE]).integers() == [256, -2])
  }

  /// Python 2 wrote long integers so; other programs write other white space.
  @Test(arguments: [
    "{'descr': '<u2', 'fortran_order': False, 'shape': (1L, 2L), }",
    "{'descr': '<u2',\t'fortran_order': False,\t'shape': (1, 2), }\r",
    "{'shape':(1,2),\"fortran_order\":False,'descr':\"<u2\"}",
  ])
  func headersOfOtherPrograms(header: String) throws {
    let array = try file(header, [1, 0, 2, 0])
    #expect(try array.shape == [1, 2] && array.integers() == [1, 2])
  }

  @Test(arguments: [
    ("[('x', '<f4'), ('y', '<i4')]", "several fields", "`numpy.save(\"x.npy\", a[\"x\"])`"),
    ("'<c8'", "complex numbers (<c8)", ""), ("'<f16'", "floats of another size (<f16)", ""),
    ("'|O'", "Python objects (|O)", ""), ("'<M8[D]'", "dates (<M8[D])", ""),
    ("'<V2'", "as bfloat16 is saved (<V2)", ""),
  ])
  func typesThatAreNotReadAreNamed(type: String, evidence: String, advice: String) {
    let error = #expect(throws: FileError.self) { try file(header(type, "1,"), []) }
    #expect(error?.description.contains("holds ") == true)
    #expect(error?.description.contains(evidence) == true, "\(error?.description ?? "")")
    #expect(advice.isEmpty || error?.description.contains(advice) == true)
  }

  @Test func aLongHeaderIsCalledSo() {
    let error = #expect(throws: FileError.self) {
      try file(header("'<u1'", "1,"), [1], padding: 10_000)
    }
    #expect(
      error?.description.contains("its header has 10058 bytes, as a structured type") == true,
      "\(error?.description ?? "")")
  }

  @Test func moreThanOneArrayIsTooMuch() throws {
    let one = NumPyFile.encoded(Tensor([1, 2]))
    #expect(
      throws: FileError(
        path: "t",
        problem: .numpy(
          .tooMuchData(described: 8, present: 8 + one.count, isAnotherArray: true)))
    ) { try NumPyFile(bytes: one + one, path: "t") }
    #expect(
      throws: FileError(
        path: "t",
        problem: .numpy(.tooMuchData(described: 8, present: 9, isAnotherArray: false)))
    ) { try NumPyFile(bytes: one + [0], path: "t") }
  }

  @Test func whatIsSavedIsRead() throws {
    let folder = TemporaryFolder()
    let path = folder.file("counting.npy")
    try NumPyFile.save(Tensor([1]), to: path)
    try NumPyFile.save(counting, to: path)
    #expect(try NumPyFile(contentsOf: path).tensor() == counting)
    #expect(folder.names == ["counting.npy"])
    let error = #expect(throws: FileError.self) {
      try NumPyFile.save(counting, to: folder.file("missing/counting.npy"))
    }
    #expect(error?.path == folder.file("missing/counting.npy"))
  }
}
