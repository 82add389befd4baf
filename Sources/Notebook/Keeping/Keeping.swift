import Formats
import TensorEngine

/// What is kept on disk of a session: the run in checkpoints, and beside the journal whatever it
/// takes to go on.
package final class Keeping {
  let workspace: Workspace
  /// Where all sessions are; nil without a home.
  package var sessions: SessionsFolder?
  var saved = SavedState()
  var beside = KeptBeside()
  /// Where each run of the session has its checkpoints.
  private var runPlaces: [Int: RunPlace] = [:]

  init(workspace: Workspace) { self.workspace = workspace }

  /// Where the present run has its checkpoints.
  var runPlace: RunPlace? {
    get { runPlaces[workspace.timeline.runNumber] }
    set { runPlaces[workspace.timeline.runNumber] = newValue }
  }

  var output: Outlet { workspace.output }

  /// Where the session is written down; nil for none.
  package var journal: Journal? {
    get { output.journal }
    set { output.journal = newValue }
  }
}

/// What of the run is in files.
struct SavedState {
  /// The count of changes of the run when it was saved last.
  var changes = 0
  var time = ContinuousClock.now
  /// Where it was saved last, and at which iteration; nil where nowhere.
  var place: (path: String, iteration: Int)?
  /// The last failure that was told, so that a full disk is not told again and again.
  var toldFailure: String?
  /// Whether it was told that the journal has ended.
  var hasToldJournal = false
  /// Whether the last checkpoint that was asked for could not be saved.
  var lacksCheckpoint = false
  /// Whether the last film lacks frames that could not be written.
  var lacksFilm = false
}

/// What is in the files beside the journal.
struct KeptBeside {
  /// The lines as the newest checkpoint tells them.
  var lines: JSONValue?
  /// By the number of a line that is not the present one, which of its states is in its file.
  var lineStates: [Int: Int] = [:]
  var record: JSONValue?
  /// The tensors of names as they are in the file; held, so that their memory tells them apart.
  var tensors: [(key: String, tensor: Tensor)] = []
  var tensorFile: String?
  var tensorFileCount = 0
}
