import TensorEngine

/// Tensors as text, as NumPy prints them: aligned, the middle of long axes left out, four
/// significant digits; headed by the shape and a summary.
package enum TensorText {
  /// The most lines, with the head, and the most characters of one.
  static let mostLines = 20
  static let mostColumns = 78

  static func text(of elements: Elements) -> String {
    let head =
      elements.areTruths ? head(of: Mask(elements.tensor)) : head(of: elements.tensor)
    return ([head] + body(of: elements, mostLines: mostLines - 1)).joined(separator: "\n")
  }

  /// `mask 3x4  true 5 of 12`
  static func head(of mask: Mask) -> String {
    "mask \(mask.shape)  true \(mask.trueCount) of \(mask.tensor.count)"
  }

  /// `tensor 3x4  min -1  mean 0.02  max 1  zeros 25%  nan 2  inf 1`
  package static func head(of tensor: Tensor) -> String {
    let summary = TensorSummary(of: tensor)
    var parts = ["tensor \(tensor.shape)"]
    if summary.finiteCount > 0 {
      parts.append("min \(NumberText.significant(Double(summary.minimum), 4))")
      parts.append("mean \(NumberText.significant(summary.mean, 4))")
      parts.append("max \(NumberText.significant(Double(summary.maximum), 4))")
      let zeros = Double(summary.zeroCount) / Double(tensor.count)
      parts.append("zeros \(NumberText.significant(zeros * 100, 3))%")
    }
    if summary.nanCount > 0 { parts.append("nan \(summary.nanCount)") }
    if summary.infiniteCount > 0 { parts.append("inf \(summary.infiniteCount)") }
    return parts.joined(separator: "  ")
  }

  private static func body(of elements: Elements, mostLines: Int) -> [String] {
    let tensor = elements.tensor
    guard tensor.count > 0 else { return ["[]"] }
    guard tensor.shape.rank > 0 else {
      return [AlignedNumbers([tensor.scalar]).text(tensor.scalar)]
    }
    var lines: [String] = []
    for cut in TensorExcerpt.Cut.allCases {
      let excerpt = TensorExcerpt(of: elements, cut)
      guard excerpt.rowCount <= mostLines || cut == .most else { continue }
      lines = excerpt.lines
      if lines.count <= mostLines { return lines }
    }
    // A tensor of many axes.
    return lines.prefix(mostLines - 3) + [" ..."] + lines.suffix(2)
  }
}

/// The part of a tensor that is shown, and how.
struct TensorExcerpt {
  /// How much of the axes is left out.
  enum Cut: CaseIterable { case nothing, rows, outer, more, most }

  private let tensor: Tensor
  private let areTruths: Bool
  private let cut: Cut
  private let steps: [Int]

  init(of elements: Elements, _ cut: Cut) {
    tensor = elements.tensor
    areTruths = elements.areTruths
    self.cut = cut
    steps = TensorArithmetic.steps(of: tensor.shape)
  }

  private var lastAxis: Int { tensor.shape.rank - 1 }

  /// How many positions are shown at each end of an axis that is too long; nil for no such thing.
  private func ends(of axis: Int) -> Int? {
    let isRow = axis == lastAxis - 1
    return switch cut {
    case .nothing: nil
    case .rows: isRow ? 3 : nil
    case .outer: 3
    case .more: isRow ? 3 : 1
    case .most: 1
    }
  }

  /// The positions of an axis that are shown; nil stands for those left out.
  private func positions(of axis: Int, ends: Int?) -> [Int?] {
    let extent = tensor.shape.extents[axis]
    guard let ends, extent > 2 * ends else { return Array(0..<extent) }
    return Array(0..<ends) + [nil] + Array(extent - ends..<extent)
  }

  /// The rows, were each on one line.
  var rowCount: Int {
    var count = 1
    for axis in stride(from: lastAxis - 1, through: 0, by: -1) {
      let extent = tensor.shape.extents[axis]
      let ends = ends(of: axis) ?? extent
      let (shown, isCut) = extent > 2 * ends ? (2 * ends, 1) : (extent, 0)
      let (product, overflow) = count.multipliedReportingOverflow(by: shown)
      guard !overflow, product < 1 << 32 else { return .max }
      count = product + isCut
    }
    return count
  }

  var lines: [String] {
    let extent = tensor.shape.extents[lastAxis]
    // Whole rows where they fit on a line, or a vector on a few.
    let mostWhole = tensor.shape.rank == 1 ? 100 : TensorText.mostColumns / 2
    for ends in extent <= mostWhole ? [nil, 3] : [3] {
      var offsets: [Int] = []
      collect(axis: 0, offset: 0, ends, into: &offsets)
      let numbers = AlignedNumbers(
        tensor.withUnsafeBuffer { values in offsets.map { values[$0] } }, areTruths: areTruths)
      let cells = positions(of: lastAxis, ends: ends).count
      let width = cells * (numbers.width + 1) + 2 * tensor.shape.rank - 1
      if width > TensorText.mostColumns, tensor.shape.rank > 1, ends == nil, extent > 6 { continue }
      var lines: [String] = []
      write(axis: 0, offset: 0, prefix: "", suffix: "", ends, numbers, to: &lines)
      return lines
    }
    return []
  }

  private func collect(axis: Int, offset: Int, _ lastEnds: Int?, into offsets: inout [Int]) {
    let ends = axis == lastAxis ? lastEnds : ends(of: axis)
    for case .some(let position) in positions(of: axis, ends: ends) {
      let next = offset + position * steps[axis]
      if axis == lastAxis {
        offsets.append(next)
      } else {
        collect(axis: axis + 1, offset: next, lastEnds, into: &offsets)
      }
    }
  }

  private func write(
    axis: Int, offset: Int, prefix: String, suffix: String, _ lastEnds: Int?,
    _ numbers: AlignedNumbers, to lines: inout [String]
  ) {
    if axis == lastAxis {
      let cells = positions(of: axis, ends: lastEnds).map { position in
        position.map { position in
          numbers.text(tensor.withUnsafeBuffer { $0[offset + position] })
        } ?? "..."
      }
      Self.write(cells, prefix: prefix + "[", suffix: "]" + suffix, to: &lines)
      return
    }
    let blank = String(repeating: " ", count: prefix.count + 1)
    let positions = positions(of: axis, ends: ends(of: axis))
    for (place, position) in positions.enumerated() {
      let lead = place == 0 ? prefix + "[" : blank
      guard let position else {
        lines.append(lead + "...")
        continue
      }
      write(
        axis: axis + 1, offset: offset + position * steps[axis], prefix: lead,
        suffix: place == positions.count - 1 ? "]" + suffix : "", lastEnds, numbers, to: &lines)
    }
  }

  /// One row, broken where it is too long for a line.
  private static func write(
    _ cells: [String], prefix: String, suffix: String, to lines: inout [String]
  ) {
    var current = prefix
    var isFirst = true
    for cell in cells {
      if !isFirst, current.count + cell.count + 1 + suffix.count > TensorText.mostColumns {
        while current.last == " " { current.removeLast() }
        lines.append(current)
        current = String(repeating: " ", count: prefix.count)
        isFirst = true
      }
      current += (isFirst ? "" : " ") + cell
      isFirst = false
    }
    lines.append(current + suffix)
  }
}
