import GANs
import Language

/// What training stops at.
enum Stop {
  case when(Condition)
  case before(Phase)
  case at(Int)

  /// As the command that makes it.
  var text: String {
    switch self {
    case .when(let condition): "stop when \(condition.text)"
    case .before(let phase): "stop before \(phase.rawValue)"
    case .at(let iteration): "stop at \(iteration)"
    }
  }
}
