/// One way of writing for all numbers of a tensor that are shown, so that their points stand under
/// each other: whole numbers, four significant digits, or powers of ten where the numbers differ
/// too much; or true and false.
///
/// When powers of ten are needed is NumPy's rule, `suppress=False` of
/// https://numpy.org/doc/stable/reference/generated/numpy.set_printoptions.html
struct AlignedNumbers {
  private enum Style { case truth, whole, fixed, exponent }

  private let style: Style
  /// Characters before the point and from the point on.
  private let before: Int
  private let after: Int

  /// The characters of each number.
  var width: Int { before + after }

  /// - Parameter areTruths: whether they stand for true and false.
  init(_ values: [Float], areTruths: Bool = false) {
    let sizes = values.lazy.filter { $0.isFinite && $0 != 0 }.map { abs($0) }
    let (least, most) = (sizes.min() ?? 1, sizes.max() ?? 1)
    if areTruths {
      style = .truth
    } else if most < 1e7, values.allSatisfy({ !$0.isFinite || $0 == $0.rounded() }) {
      style = .whole
    } else if most >= 1e8 || least < 1e-4 || most / least > 1000 {
      style = .exponent
    } else {
      style = .fixed
    }
    var (before, after) = (1, 0)
    for value in values where value.isFinite {
      let parts = Self.parts(value, style)
      before = max(before, parts.before.count)
      after = max(after, parts.after.count)
    }
    // What is no number has no point, and may lean on both sides of it.
    for value in values where !value.isFinite {
      before = max(before, Self.parts(value, style).before.count - after)
    }
    (self.before, self.after) = (before, after)
  }

  /// A number, filled with blanks to the width of all.
  func text(_ value: Float) -> String {
    let parts = Self.parts(value, style)
    guard value.isFinite else {
      return String(repeating: " ", count: max(0, width - parts.before.count)) + parts.before
    }
    return String(repeating: " ", count: max(0, before - parts.before.count)) + parts.before
      + parts.after + String(repeating: " ", count: max(0, after - parts.after.count))
  }

  private static func parts(_ value: Float, _ style: Style) -> (before: String, after: String) {
    let text = text(value, style)
    let point = text.firstIndex(of: ".") ?? text.endIndex
    return (String(text[..<point]), String(text[point...]))
  }

  private static func text(_ value: Float, _ style: Style) -> String {
    let value = Double(value)
    guard value.isFinite else { return NumberText.significant(value, 4) }
    switch style {
    case .truth: return value != 0 ? "true" : "false"
    case .whole: return NumberText.fixed(value, decimals: 0)
    case .exponent: return NumberText.formatted("%.3e", value)
    case .fixed:
      guard value != 0 else { return "0" }
      // Four significant digits: from the first one on, wherever it is.
      let exponent = NumberText.formatted("%.3e", value).split(separator: "e").last.flatMap {
        Int($0)
      }
      var text = NumberText.fixed(value, decimals: max(0, 3 - (exponent ?? 0)))
      guard text.contains(".") else { return text }
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text.removeLast() }
      return text
    }
  }
}
