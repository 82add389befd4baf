import ArgumentParser

/// The program's own arguments.
package struct ProgramArguments: ParsableCommand {
  package static let version = "0.1.0"

  package static let configuration = CommandConfiguration(
    commandName: "ganbook",
    abstract: "A notebook in the terminal for labelled GANs.",
    usage: """
      ganbook                          the prompt
             ganbook FILE [name=value ...]    run a script; name=value sets its params
             ganbook -c TEXT [name=value ...] run a text; each further -c adds lines to it
             ganbook - [name=value ...]       run standard input
             ganbook -i FILE [name=value ...] run a script, then stay at the prompt
             ganbook check FILE               parse and check a script, run nothing
             ganbook resume [JOURNAL]         take up the last session, or that of a journal or number
      """,
    discussion: """
      Without a terminal, or with --quiet, results go to standard output and everything else to standard error.

      Exit codes: 0 done, 1 error at run time, 2 usage, syntax or check error (nothing was run), 3 an assert failed, \
      4 a file is missing, corrupt or cannot be written, 5 a stop was hit with nobody to talk to or the run diverged, \
      70 a bug in Ganbook, 129, 130 and 143 hang-up, interrupt and termination, 131, 138, 142 and 152 SIGQUIT, \
      SIGUSR1, SIGALRM and SIGXCPU. SIGUSR2 keeps the run and goes on.
      """,
    version: version)

  @Option(
    name: .customShort("c"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Run this text; several are the lines of one, checked as a whole before it runs.",
      valueName: "text"))
  package var texts: [String] = []

  @Option(
    name: .customShort("i"),
    help: ArgumentHelp("Run this script, then stay at the prompt.", valueName: "file"))
  package var interactiveFile: String?

  @Flag(help: "No prompt, colour, live line or question, at a terminal too.")
  package var quiet = false

  @Flag(help: "Leave out init.gan, which otherwise runs when a prompt opens.")
  package var noInit = false

  @Argument(help: .hidden)
  package var words: [String] = []

  package init() {}

  /// What the arguments ask for.
  package enum Mode: Equatable, Sendable {
    case prompt
    case file(String)
    case text(String)
    case standardInput
    /// The script, then the prompt.
    case stay(String)
    case check(String)
    /// The session of a journal; of the last one where nil.
    case resume(String?)

    /// Whether lines are read at a prompt, sooner or later, where there is somebody to type them.
    var hasPrompt: Bool {
      switch self {
      case .prompt, .stay, .resume: true
      case .file, .text, .standardInput, .check: false
      }
    }
  }

  /// The mode, and the values for the script's params.
  ///
  /// - Throws: `ValidationError` where the arguments contradict each other.
  package func resolved() throws -> (mode: Mode, parameters: [String: String]) {
    let text = texts.isEmpty ? nil : texts.joined(separator: "\n")
    if text != nil, interactiveFile != nil {
      throw ValidationError("-c and -i cannot be used together")
    }
    if let text { return (.text(text), try parameters(words[...])) }
    if let interactiveFile { return (.stay(interactiveFile), try parameters(words[...])) }
    guard let first = words.first else { return (.prompt, [:]) }
    let rest = words.dropFirst()
    switch first {
    case "-": return (.standardInput, try parameters(rest))
    case "check":
      guard let file = rest.first else { throw ValidationError("`check` needs the file to check") }
      return (.check(file), try parameters(rest.dropFirst()))
    case "resume":
      guard rest.count <= 1 else { throw ValidationError("`resume` takes one journal at most") }
      return (.resume(rest.first), [:])
    default: return (.file(first), try parameters(rest))
    }
  }

  private func parameters(_ words: ArraySlice<String>) throws -> [String: String] {
    var values: [String: String] = [:]
    for word in words {
      guard let equals = word.firstIndex(of: "="), equals > word.startIndex else {
        throw ValidationError("`\(word)` is not of the form name=value")
      }
      let name = String(word[..<equals])
      guard values.updateValue(String(word[word.index(after: equals)...]), forKey: name) == nil
      else { throw ValidationError("`\(name)` is given twice") }
    }
    return values
  }
}
