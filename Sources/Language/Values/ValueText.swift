/// Values as text.
package enum ValueText {
  /// How many items of a list are shown.
  private static let mostItems = 20

  /// A value as a statement shows it; nil where there is nothing to show.
  package static func shown(_ value: Value) -> String? {
    switch value {
    case .none: nil
    case .string(let text): text
    case .tensor(let tensor): TensorText.text(of: Elements(tensor))
    case .mask(let mask): TensorText.text(of: Elements(mask.tensor, areTruths: true))
    default: inner(value)
    }
  }

  /// A value inside of a string.
  package static func text(of value: Value, _ format: ValueFormat) throws(Problem) -> String {
    switch value {
    case .number(let number): return format.text(of: number)
    case .tensor(let tensor) where tensor.count == 1: return format.text(of: .single(tensor.scalar))
    case .series(let series):
      return try text(of: try series.last(), format)
    case .string(let text): return format.text(of: text)
    default: return format.text(of: inner(value))
    }
  }

  /// A value inside of another one, on one line.
  package static func inner(_ value: Value) -> String {
    switch value {
    case .number(let number): return NumberText.text(number)
    case .string(let text): return "\"\(escaped(text))\""
    case .bool(let value): return value ? "true" : "false"
    case .list(let items):
      let shown = items.prefix(mostItems).map(inner)
      let rest = items.count > mostItems ? ", … \(items.count) in all" : ""
      return "[\(shown.joined(separator: ", "))\(rest)]"
    case .range(let range): return range.text
    case .tensor(let tensor): return "tensor \(tensor.shape)"
    case .mask(let mask): return "mask \(mask.shape)"
    case .series(let series):
      guard let last = series.values.last else { return "\(series.name): no values yet" }
      return
        "\(series.name): \(series.values.count) values, the last \(NumberText.significant(Double(last), 4))"
    case .object(let object): return object.valueText
    case .none: return "none"
    }
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\"", "\\", "{", "}": result += "\\\(scalar)"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
