import Datasets
import GANs
import Language
import Pictures

/// A notebook at work: it runs texts, which do something to what it works on and keeps.
///
/// It prints nothing and knows no terminal: whatever a statement gives is an ``Output``. It belongs
/// to one thread; only the ``InterruptFlag`` may be set from others.
package final class Session {
  package let registry: Registry
  package let workspace: Workspace
  package let keeping: Keeping
  var cells = Cells()
  var text = RunningText()

  package init(
    registry: Registry = .standard, environment: [String: String] = [:],
    folder: String? = nil, interrupt: InterruptFlag = InterruptFlag()
  ) {
    self.registry = registry
    workspace = Workspace(
      surroundings: Surroundings(environment: environment, folder: folder, interrupt: interrupt),
      output: Outlet(), kinds: registry.kinds)
    keeping = Keeping(workspace: workspace)
    workspace.host = self
  }

  /// A session that knows these kinds of GAN, and nothing else that the standard one does not.
  package convenience init(
    kinds: [GANKind], environment: [String: String] = [:], folder: String? = nil,
    interrupt: InterruptFlag = InterruptFlag()
  ) {
    self.init(
      registry: .standard(kinds: kinds), environment: environment, folder: folder,
      interrupt: interrupt)
  }

  package var surroundings: Surroundings { workspace.surroundings }
  package var interrupt: InterruptFlag { surroundings.interrupt }
  var output: Outlet { workspace.output }

  /// What commands may ask for.
  var parts: SessionParts {
    SessionParts(workspace: workspace, keeping: keeping, pastCells: cells.texts) { [self] in
      let aside = Session(
        registry: registry, environment: surroundings.environment, folder: surroundings.folder,
        interrupt: interrupt)
      return { text, emit in aside.run(text, emit: emit) }
    }
  }
}

// MARK: - For the program around it

extension Session {
  package var isInteractive: Bool {
    get { surroundings.isInteractive }
    set { surroundings.isInteractive = newValue }
  }

  /// The run: the model that is trained, with all its state.
  package var model: Run? { workspace.run }
  package var data: ImageDataset? {
    get { workspace.data }
    set { workspace.data = newValue }
  }
  package var variables: [String: Value] { workspace.variables }
  package var definitions: [String: Definition] { workspace.definitions }
  package var hasUnsavedTraining: Bool { workspace.hasUnsavedTraining }

  /// The number of the cell that runs next.
  package var cell: Int { cells.next }
  /// The cells that ran, oldest first.
  package var history: [String] { cells.texts }

  /// Where the session is written down; nil for none.
  package var journal: Journal? {
    get { keeping.journal }
    set { keeping.journal = newValue }
  }

  /// The present line, where it is not the one that a run begins with.
  package var lineBeside: String? {
    let line = workspace.timeline.line
    return line == Timeline.firstLine ? nil : line
  }
}
