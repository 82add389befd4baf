/// How a value is written inside a string: `{epoch:03}`, `{mean(x):.4}`, `{rate:8.3f}`,
/// `{share:.1%}`.
///
/// Fill with zeros, width, digits, style: `[0][width][.digits][f|e|%]`. Without a style the digits
/// are significant ones.
package struct ValueFormat: Equatable, Sendable {
  package enum Style: Character, Sendable {
    case significant = "g"
    case fixed = "f"
    case exponent = "e"
    case percent = "%"
  }

  package var fillsWithZeros = false
  package var width = 0
  package var digits: Int?
  package var style: Style?

  package static let plain = ValueFormat()
  private static let largestWidth = 200
  private static let mostDigits = 40

  package init() {}

  /// Reads what stands after the colon; nil where it is no format.
  package init?(_ text: String) {
    var rest = Substring(text)
    if rest.first == "0" {
      fillsWithZeros = true
      rest.removeFirst()
    }
    let widthText = rest.prefix { $0.isASCII && $0.isNumber }
    rest.removeFirst(widthText.count)
    guard widthText.isEmpty || Int(widthText).map({ $0 <= Self.largestWidth }) == true else {
      return nil
    }
    width = Int(widthText) ?? 0
    if rest.first == "." {
      rest.removeFirst()
      let digitText = rest.prefix { $0.isASCII && $0.isNumber }
      rest.removeFirst(digitText.count)
      guard let count = Int(digitText), count <= Self.mostDigits else { return nil }
      digits = count
    }
    if let last = rest.first {
      guard let style = Style(rawValue: last), rest.count == 1 else { return nil }
      self.style = style
    }
  }

  package func text(of number: Double) -> String { text(of: .double(number)) }

  package func text(of exact: Number) -> String {
    let number = exact.double
    var text: String
    if !number.isFinite {
      text = NumberText.significant(number, 1)
    } else if let style {
      switch style {
      case .significant: text = NumberText.significant(number, max(1, digits ?? 6))
      case .fixed: text = NumberText.fixed(number, decimals: digits ?? 6)
      case .exponent: text = NumberText.formatted("%.\(digits ?? 6)e", number)
      case .percent: text = NumberText.fixed(number * 100, decimals: digits ?? 1) + "%"
      }
    } else if let digits {
      text = NumberText.significant(number, max(1, digits))
    } else {
      text = NumberText.text(exact)
    }
    guard text.count < width else { return text }
    let padding = width - text.count
    guard fillsWithZeros, number.isFinite else {
      return String(repeating: " ", count: padding) + text
    }
    let sign = text.hasPrefix("-") ? "-" : ""
    return sign + String(repeating: "0", count: padding) + text.dropFirst(sign.count)
  }

  package func text(of string: String) -> String {
    let cut = digits.map { String(string.prefix($0)) } ?? string
    return cut + String(repeating: " ", count: max(0, width - cut.count))
  }
}
