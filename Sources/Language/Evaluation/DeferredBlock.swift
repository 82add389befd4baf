/// Statements that a command was given in braces, to be run when it says so, perhaps again and again.
package struct DeferredBlock: Sendable {
  let block: Block
  let source: SourceText

  /// As it is written, with its braces.
  package var text: String { source[block.range] }

  /// The names that its statements assign to, however deep.
  package var assignedNames: Set<String> { block.assignedNames }

  /// How a run of it ended.
  package enum End {
    case complete
    /// One of its commands threw ``Evaluator/Failure/leaveBlock``.
    case left
  }

  /// Runs the statements; an error is told at its place in the text that they stand in.
  package func run(in host: any Host) throws(Evaluator.Failure) -> End {
    do {
      _ = try host.evaluate(source) { evaluator throws(Evaluator.Failure) in
        try evaluator.run(block)
      }
      return .complete
    } catch .leaveBlock {
      return .left
    } catch {
      throw error
    }
  }
}
