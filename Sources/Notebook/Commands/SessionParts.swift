import Language

/// The parts of a session that commands may ask for.
package struct SessionParts {
  package let workspace: Workspace
  let keeping: Keeping
  /// The cells that ran, oldest first.
  let pastCells: [String]
  /// Begins a session of its own, and gives what runs a text there.
  let aside: () -> (_ text: String, _ emit: (Output) -> Void) -> Void

  package var output: Outlet { workspace.output }
  package var surroundings: Surroundings { workspace.surroundings }
}
