import GANs
import Language

/// All commands, functions and names that are always there: their signatures, and what is behind
/// them; and the kinds of GAN that they know.
package struct Registry: Sendable {
  package let signatures: Signatures
  package let commands: [Command]
  package let functions: [Function]
  package let names: [BuiltInName]
  package let kinds: [GANKind]
  private let commandsByName: [String: Command]
  private let functionsByName: [String: Function]
  private let namesByPath: [String: BuiltInName]

  package init(
    commands: [Command], functions: [Function], names: [BuiltInName],
    kinds: [GANKind] = GANKind.all
  ) {
    self.kinds = kinds
    self.commands = commands
    self.functions = functions
    self.names = names
    signatures = Signatures(
      commands: commands.map(\.signature), functions: functions.map(\.signature),
      names: names.map(\.signature),
      members: [.ofModels(kinds), .ofParameters(kinds)] + MemberSignature.ofLayersOverTime,
      assignmentAdvice: "only a name can; `set` changes a hyperparameter")
    commandsByName = Dictionary(
      commands.map { ($0.signature.name, $0) }, uniquingKeysWith: { a, _ in a })
    functionsByName = Dictionary(
      functions.map { ($0.signature.name, $0) }, uniquingKeysWith: { a, _ in a })
    namesByPath = Dictionary(
      names.map { ($0.signature.path, $0) }, uniquingKeysWith: { a, _ in a })
  }

  func command(_ name: String) -> Command? { commandsByName[name] }
  func function(_ name: String) -> Function? { functionsByName[name] }
  func builtInName(_ path: String) -> BuiltInName? { namesByPath[path] }
}
