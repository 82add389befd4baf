import Language
import Notebook
import Testing

/// Every example of the registry is run as it stands.
@Suite struct ExampleTests {
  private struct Case: Sendable, CustomTestStringConvertible {
    let owner: String
    let example: Example
    var testDescription: String { "\(owner): \(example.text)" }
  }

  private static let cases =
    Registry.standard.signatures.commands.flatMap { command in
      command.examples.map { Case(owner: command.name, example: $0) }
    }
    + Registry.standard.signatures.functions.flatMap { function in
      function.examples.map { Case(owner: function.name, example: $0) }
    }

  @Test(arguments: cases)
  private func anExampleRuns(_ subject: Case) throws {
    let folder = try ScriptFolder()
    for (name, text) in subject.example.files { try folder.write(name, text) }
    var setup = subject.example.setup
    if ["idx", "pictures", "tensors"].contains(setup) {
      try folder.writeData(setup)
      setup = ""
    }
    // Nothing is downloaded: there is no cache folder.
    if setup == "offline" { setup = "" }
    let session = Session(environment: [:], folder: folder.path)
    session.isInteractive = true
    for text in [setup, subject.example.text] where !text.isEmpty {
      for output in session.run(text) {
        if case .error(let diagnostic) = output { Issue.record("\(diagnostic.text)") }
      }
    }
  }

  @Test func eachCommandAndFunctionHasAnExampleThatUsesIt() {
    for item in Self.cases {
      #expect(
        item.example.text.contains(item.owner.split(separator: " ")[0]) || item.owner == "help")
    }
    for command in Registry.standard.signatures.commands {
      #expect(!command.examples.isEmpty, "\(command.name)")
    }
    for function in Registry.standard.signatures.functions {
      #expect(!function.examples.isEmpty, "\(function.name)")
    }
  }

  @Test func namesAreSaidOnce() {
    let commands = Registry.standard.signatures.commands.map(\.name)
    #expect(Set(commands).count == commands.count)
    let functions = Registry.standard.signatures.functions.map(\.name)
    #expect(Set(functions).count == functions.count)
    for command in Registry.standard.signatures.commands {
      let names = command.parameters.map(\.name)
      #expect(Set(names).count == names.count, "\(command.name)")
      #expect(command.summary.hasSuffix("."), "\(command.name)")
      for parameter in command.parameters {
        #expect(!parameter.summary.isEmpty, "\(command.name) \(parameter.name)")
      }
    }
  }
}
