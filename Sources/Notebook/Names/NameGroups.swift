import Language

extension Workspace {
  /// What dotted names that begin alike have now: `loss` stands for `loss.d`, `loss.g` and others.
  func table(of names: [BuiltInName]) -> Table {
    var table = Table(columns: [.init("name"), .init("value"), .init("what", yields: 1)])
    for name in names {
      table.append([name.signature.path, text(of: name), name.signature.summary])
    }
    return table
  }

  /// A present value on one line; nothing large is made for it.
  private func text(of name: BuiltInName) -> String {
    do {
      if let rows = try name.rows?(self) { return "\(rows.count) rows" }
      let value = try name.value(self)
      guard case .series(let series) = value else { return ValueText.inner(value) }
      guard let last = series.values.last else { return Self.noValue }
      return NumberText.significant(Double(last), 4)
    } catch Problem.noValueYet {
      return Self.noValue
    } catch {
      return switch Problem(error).ofRun {
      case .noModel: "no model"
      case .noData: "no data"
      default: Problem(error).message
      }
    }
  }

  private static let noValue = "no value yet"
}
