import GANs
import Language

extension BuiltInName {
  /// Each rule of `check`: whether it fails.
  static let ofHealth: [BuiltInName] = HealthRule.all.map { rule in
    BuiltInName(
      "check.\(rule.name)", .bool,
      "true where \(rule.summary); good is \(rule.bound.text). What to do: \(rule.remedy)"
    ) { .bool(try $0.fails(rule)) }
  }
}
