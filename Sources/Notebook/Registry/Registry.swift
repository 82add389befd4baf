/// All commands and functions.
package struct Registry: Sendable {
  package let commands: [Command]
  package let functions: [Function]
  private let commandsByName: [String: Command]
  private let functionsByName: [String: Function]

  package init(commands: [Command], functions: [Function]) {
    self.commands = commands
    self.functions = functions
    commandsByName = Dictionary(commands.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    functionsByName = Dictionary(functions.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
  }

  package func command(_ name: String) -> Command? { commandsByName[name] }
  package func function(_ name: String) -> Function? { functionsByName[name] }
}
