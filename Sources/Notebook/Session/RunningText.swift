import GANs

/// The text that is running.
struct RunningText {
  /// The scripts that are running, outermost first.
  var scripts: [String] = []
  /// Where the run was before the statement that is running.
  var statementStart: RunPosition?
}
