import TensorEngine

/// Tensors as text, as NumPy prints them: aligned, the middle of long axes left out, four significant
/// digits; headed by the shape and a summary.
enum TensorText {
  /// The most lines, with the head, unless more are asked for.
  static let mostLines = 20
  private static let mostColumns = 78
  /// How many items of each end are shown of an axis that is cut.
  private static let ends = 3

  static func text(of tensor: Tensor) -> String {
    head(of: tensor) + "\n" + body(of: tensor, mostLines: mostLines - 1).joined(separator: "\n")
  }

  /// `tensor 3x4  min -1  mean 0.02  max 1  zeros 25%  nan 2  inf 1`
  static func head(of tensor: Tensor) -> String {
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

  private static func body(of tensor: Tensor, mostLines: Int) -> [String] {
    guard tensor.count > 0 else { return ["[]"] }
    guard tensor.shape.rank > 0 else { return [number(tensor.scalar)] }
    var printer = Printer(tensor: tensor)
    printer.print()
    guard printer.lines.count > mostLines else { return printer.lines }
    let head = printer.lines.prefix(mostLines - 3)
    return head + [" ..."] + printer.lines.suffix(2)
  }

  static func number(_ value: Float) -> String { NumberText.significant(Double(value), 4) }

  private struct Printer {
    let tensor: Tensor
    var lines: [String] = []
    private let scalars: [Float]
    private let width: Int

    init(tensor: Tensor) {
      self.tensor = tensor
      scalars = tensor.scalars
      // As wide as the widest number that is shown.
      var widest = 1
      Self.walk(tensor.shape, axis: 0, offset: 0) { offset in
        widest = max(widest, TensorText.number(tensor.withUnsafeBuffer { $0[offset] }).count)
      }
      width = widest
    }

    mutating func print() { rows(axis: 0, offset: 0, prefix: "", suffix: "") }

    /// Calls `body` for each element that is shown.
    private static func walk(
      _ shape: Shape, axis: Int, offset: Int, _ body: (Int) -> Void
    ) {
      let step = shape.extents[(axis + 1)...].reduce(1, *)
      for index in shown(shape.extents[axis], isLast: axis == shape.rank - 1) {
        guard let index else { continue }
        let next = offset + index * step
        if axis == shape.rank - 1 {
          body(next)
        } else {
          walk(shape, axis: axis + 1, offset: next, body)
        }
      }
    }

    /// The positions of an axis that are shown; nil stands for those left out.
    private static func shown(_ extent: Int, isLast: Bool) -> [Int?] {
      let most = isLast ? 12 : 2 * ends
      guard extent > most else { return Array(0..<extent) }
      return Array(0..<ends) + [nil] + Array(extent - ends..<extent)
    }

    private mutating func rows(axis: Int, offset: Int, prefix: String, suffix: String) {
      let shape = tensor.shape
      let extent = shape.extents[axis]
      if axis == shape.rank - 1 {
        let cells = Self.shown(extent, isLast: true).map { index -> String in
          guard let index else { return "..." }
          let text = TensorText.number(scalars[offset + index])
          return String(repeating: " ", count: max(0, width - text.count)) + text
        }
        line(cells, prefix: prefix + "[", suffix: "]" + suffix)
        return
      }
      let step = shape.extents[(axis + 1)...].reduce(1, *)
      let blank = String(repeating: " ", count: prefix.count + 1)
      let positions = Self.shown(extent, isLast: false)
      for (place, index) in positions.enumerated() {
        let isLast = place == positions.count - 1
        let lead = place == 0 ? prefix + "[" : blank
        guard let index else {
          lines.append(lead + "...")
          continue
        }
        rows(
          axis: axis + 1, offset: offset + index * step, prefix: lead,
          suffix: isLast ? "]" + suffix : "")
      }
    }

    /// One row, broken where it is too long for a line.
    private mutating func line(_ cells: [String], prefix: String, suffix: String) {
      var current = prefix
      var isFirst = true
      for cell in cells {
        if !isFirst, current.count + cell.count + 1 > mostColumns {
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
}

/// The figures that describe a tensor in one line.
package struct TensorSummary: Sendable {
  package private(set) var minimum = Float.infinity
  package private(set) var maximum = -Float.infinity
  package private(set) var mean = 0.0
  package private(set) var deviation = 0.0
  package private(set) var norm = 0.0
  package private(set) var zeroCount = 0
  package private(set) var nanCount = 0
  package private(set) var infiniteCount = 0
  /// The numbers that the other figures are made of.
  package private(set) var finiteCount = 0

  package init(of tensor: Tensor) {
    var sum = 0.0
    var squares = 0.0
    tensor.withUnsafeBuffer { values in
      for value in values {
        if value.isNaN {
          nanCount += 1
        } else if value.isInfinite {
          infiniteCount += 1
        } else {
          minimum = min(minimum, value)
          maximum = max(maximum, value)
          sum += Double(value)
          squares += Double(value) * Double(value)
          if value == 0 { zeroCount += 1 }
          finiteCount += 1
        }
      }
    }
    guard finiteCount > 0 else { return }
    mean = sum / Double(finiteCount)
    norm = squares.squareRoot()
    var spread = 0.0
    tensor.withUnsafeBuffer { values in
      for value in values where value.isFinite {
        spread += (Double(value) - mean) * (Double(value) - mean)
      }
    }
    deviation = (spread / Double(finiteCount)).squareRoot()
  }
}
