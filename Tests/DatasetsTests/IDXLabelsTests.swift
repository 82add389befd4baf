import Datasets
import FileTesting
import Testing

@Suite struct IDXLabelsTests {
  let folder = TemporaryFolder()

  private func labels(
    _ extents: [Int], _ bytes: [UInt8], type: UInt8, classes: Int = 1000
  ) throws -> [UInt16] {
    let path = try folder.write(idx(extents, bytes, type: type), as: "labels")
    return try IDXLabels(path: path, classes: classes).labels
  }

  @Test func integersOfAnyType() throws {
    #expect(try labels([3], [0, 7, 255], type: 8) == [0, 7, 255])
    #expect(try labels([3], [0, 7, 127], type: 9) == [0, 7, 127])
    #expect(try labels([3], bigEndian([0, 7, 999] as [Int16]), type: 0x0B) == [0, 7, 999])
    #expect(try labels([3], bigEndian([0, 7, 999] as [Int32]), type: 0x0C) == [0, 7, 999])
    #expect(try labels([3, 1], [0, 7, 9], type: 8) == [0, 7, 9])
  }

  @Test func theFirstOfQMNISTsEightNumbers() throws {
    let rows: [Int32] = (0..<3).flatMap { label -> [Int32] in [label, 70_000, -1, 5, 6, 7, 8, 9] }
    #expect(try labels([3, 8], bigEndian(rows), type: 0x0C) == [0, 1, 2])
  }

  @Test func labelsThatNoClassHas() {
    let path = folder.path + "/labels"
    #expect(
      datasetError { _ = try labels([2], bigEndian([0, -1] as [Int32]), type: 0x0C) }
        == .labelTooLarge(path: path, index: 1, label: -1, classes: 1000))
    #expect(
      datasetError { _ = try labels([2], bigEndian([1000, 0] as [Int16]), type: 0x0B) }
        == .labelTooLarge(path: path, index: 0, label: 1000, classes: 1000))
    #expect(
      datasetError { _ = try labels([2], [3, 4], type: 8, classes: 4) }
        == .labelTooLarge(path: path, index: 1, label: 4, classes: 4))
  }

  @Test func whatIsNoLabels() {
    let path = folder.path + "/labels"
    #expect(
      datasetError { _ = try labels([1, 10], .init(repeating: 0, count: 10), type: 8) }
        == .idxNotLabels(path: path, extents: [1, 10]))
    #expect(
      datasetError { _ = try labels([1], [0, 0, 0, 0], type: 0x0D) }
        == .idxWrongElementType(path: path, type: 0x0D))
  }
}
