extension Tensor: CustomStringConvertible {
  /// The numbers, as NumPy prints them: in brackets, aligned, at most eight digits after the point; of
  /// more than 1000 elements only three at each end of an axis.
  ///
  ///     print(Tensor([1, 0.5, -2, 3], shape: [2, 2]))
  ///     // [[ 1.   0.5]
  ///     //  [-2.   3. ]]
  ///
  /// https://numpy.org/doc/stable/reference/generated/numpy.array2string.html
  public var description: String {
    if count == 0 { return "[]" }
    if shape.rank == 0 { return NumberFormat.single(scalar) }
    return TensorDescription(self).text()
  }
}

/// A tensor of at least one axis and one element as text.
private struct TensorDescription {
  private static let mostElements = 1000
  private static let shownAtEachEnd = 3
  private static let lineWidth = 75

  private let tensor: Tensor
  private let steps: [Int]
  private let format: NumberFormat

  init(_ tensor: Tensor) {
    self.tensor = tensor
    steps = tensor.shape.steps
    let offsets = tensor.shape.extents.indices.reduce([0]) { offsets, axis in
      let positions = Self.positions(of: tensor.shape, axis).compactMap { $0 }
      let step = tensor.shape.steps[axis]
      return offsets.flatMap { offset in positions.map { offset + $0 * step } }
    }
    format = tensor.withUnsafeBuffer { values in NumberFormat(offsets.map { values[$0] }) }
  }

  func text() -> String { text(axis: 0, offset: 0, indent: " ", width: Self.lineWidth) }

  /// The positions of an axis that are shown; nil stands for those that are left out.
  private static func positions(of shape: Shape, _ axis: Int) -> [Int?] {
    let (extent, shown) = (shape.extents[axis], shownAtEachEnd)
    guard shape.count > mostElements, extent > 2 * shown else { return Array(0..<extent) }
    return Array(0..<shown) + [nil] + Array(extent - shown..<extent)
  }

  /// - Parameters:
  ///   - indent: what stands before each line but the first.
  ///   - width: the characters of a line, less the brackets that may have to be closed on it.
  private func text(axis: Int, offset: Int, indent: String, width: Int) -> String {
    let positions = Self.positions(of: tensor.shape, axis)
    let left = tensor.shape.rank - axis
    guard left > 1 else { return row(offset, positions, indent: indent, width: width - 1) }
    let parts = positions.map { position in
      position.map {
        text(
          axis: axis + 1, offset: offset + $0 * steps[axis], indent: indent + " ", width: width - 1)
      } ?? "..."
    }
    return "["
      + parts.joined(separator: String(repeating: "\n", count: left - 1) + indent) + "]"
  }

  /// The numbers along the last axis, broken where they are too many for a line.
  private func row(_ offset: Int, _ positions: [Int?], indent: String, width: Int) -> String {
    var (lines, line) = ([String](), indent)
    for position in positions {
      let word =
        position.map { position in
          format.text(tensor.withUnsafeBuffer { $0[offset + position] })
        } ?? "..."
      if line.count > indent.count, line.count + word.count > width {
        lines.append(line)
        line = indent
      }
      line += word + " "
    }
    lines.append(line)
    // The blank that separates a number from the next one is there after the last of a line, too.
    let text =
      lines.dropLast().map(Self.withoutBlanksAtEnd) + [String(lines[lines.count - 1].dropLast())]
    return "[" + text.joined(separator: "\n").dropFirst(indent.count) + "]"
  }

  private static func withoutBlanksAtEnd(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
