/// The labels in an IDX file: whole numbers of any size, one for each image.
///
/// QMNIST keeps eight numbers for each image, of which the first is the class
/// (https://github.com/facebookresearch/qmnist#2-the-extended-testing-set); an axis of length 1 is
/// nothing to tell apart.
public struct IDXLabels: Sendable {
  /// A class for each image, at most ``IDXDataset/largestClassCount`` - 1.
  public let labels: [UInt16]

  /// Reads a file, plain or compressed by gzip.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - classes: how many there may be.
  public init(
    path: String, classes: Int = IDXDataset.largestClassCount
  ) throws(DatasetError) {
    let file = try IDXFile(path: path) { header throws(DatasetError) in
      guard Self.columns(of: header.extents) != nil else {
        throw .idxNotLabels(path: path, extents: header.extents)
      }
      guard !header.type.isFloat else {
        throw .idxWrongElementType(path: path, type: header.type.rawValue)
      }
    }
    let columns = Self.columns(of: file.header.extents) ?? 1
    var labels: [UInt16] = []
    labels.reserveCapacity(file.header.extents[0])
    var index = 0
    var misfit: (index: Int, label: Int)?
    file.visitElements { number in
      defer { index += 1 }
      guard index.isMultiple(of: columns), misfit == nil else { return }
      if number >= 0, number < Double(classes) {
        labels.append(UInt16(number))
      } else {
        misfit = (index / columns, Int(number))
      }
    }
    if let misfit {
      throw .labelTooLarge(
        path: path, index: misfit.index, label: misfit.label, classes: classes)
    }
    self.labels = labels
  }

  /// How many numbers there are for each image; nil where the extents are not those of labels.
  private static func columns(of extents: [Int]) -> Int? {
    switch extents.count {
    case 1: 1
    case 2 where extents[1] == 1 || extents[1] == 8: extents[1]
    default: nil
    }
  }
}
