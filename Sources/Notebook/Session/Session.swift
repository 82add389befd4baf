import Datasets
import GANs
import Language
import Pictures
import TensorEngine

/// A notebook at work: what has been loaded, built and named, and the cells that did it.
///
/// It prints nothing and knows no terminal: whatever a statement gives is an ``Output``. It belongs
/// to one thread; only the ``interrupt`` may be set from others.
package final class Session {
  package let registry: Registry
  /// Set from outside to stop after the running statement or phase.
  package let interrupt: InterruptFlag
  package let environment: [String: String]
  /// What relative paths at the prompt are relative to; nil is the working folder.
  package let folder: String?
  /// The run: the model that is trained, with all its state.
  package var model: Run? {
    // Without the old value, so that training still changes the run in place.
    didSet { runChanges += 1 }
  }
  /// How often the run was changed, to know whether what is in a file is still what it is.
  private(set) var runChanges = 0
  var saved = SavedState()
  var beside = KeptBeside()
  /// Where the session is written down; nil for none.
  package var journal: Journal?
  /// Where all sessions are; nil without a home.
  package var sessions: SessionsFolder?
  var timeline = Timeline()
  /// Called after each phase that is trained again, for tests.
  package var whenReplaying: () -> Void = {}
  /// The cell in which a state was kept last because a command was about to change it.
  var stateKeptInCell: Int?
  /// Where each run of the session has its checkpoints.
  private var runPlaces: [Int: RunPlace] = [:]
  /// Where the present run has its checkpoints.
  var runPlace: RunPlace? {
    get { runPlaces[timeline.runNumber] }
    set { runPlaces[timeline.runNumber] = newValue }
  }
  /// What an interrupted training was to reach.
  var goal: TrainingGoal?
  /// What the training is to reach that is running.
  var runningGoal: TrainingGoal?
  /// Whether there is training that no file has yet.
  package internal(set) var hasUnsavedTraining = false
  /// How many pictures with noise of their own there were.
  var pictureCount = 0
  /// Where the run was before the statement that is running.
  var statementStart: RunPosition?

  /// What training is to stop at.
  var stops: [Stop] = []
  /// What training is to show.
  var watches: [Watch] = []
  /// Whether a person is there to talk to when a stop is hit.
  package var isInteractive = false
  /// What the program around it tells `doctor`: about the terminal and the user's files.
  package var surroundings: () -> [Fact] = { [] }
  /// How pictures get to where they are seen, for a word of `set pictures`; the program around it
  /// knows the terminal.
  package lazy var pictureDelivery: (String) -> PictureDelivery = { [environment] word in
    PictureDelivery(way: PictureProtocol(word: word, environment: environment) ?? .none)
  }
  /// The data set that was loaded last.
  package var data: ImageDataset?
  /// How it was loaded, for who opens the run without it.
  var dataOrigin: DataOrigin?
  /// The number of the cell that runs next.
  package internal(set) var cell = 1
  /// The cells that ran, oldest first.
  package internal(set) var history: [String] = []
  package internal(set) var variables: [String: Value] = [:]
  package var settings = Settings() {
    didSet {
      guard let bytes = settings.timelineMemory, bytes != oldValue.timelineMemory else { return }
      timeline.keepWithin(bytes)
    }
  }
  private var results = ResultHistory()
  /// The scripts that are running, outermost first.
  var running: [String] = []
  var emitter: ((Output) -> Void)?
  /// What the text that runs has been warned of already.
  var told: Set<String> = []
  /// How often the user asked for random numbers.
  var randomUses = 0
  /// The cell that is running, for its result.
  var runningCell: Int?

  package init(
    registry: Registry = .standard, environment: [String: String] = [:],
    folder: String? = nil, interrupt: InterruptFlag = InterruptFlag()
  ) {
    self.folder = folder
    self.registry = registry
    self.environment = environment
    self.interrupt = interrupt
  }

  // MARK: - What statements do

  /// A path as the user wrote it, for the system: `~/` is the home.
  package func resolve(_ path: String) -> String {
    if path == "~" || path.hasPrefix("~/"), let home = environment["HOME"], !home.isEmpty {
      return home + path.dropFirst()
    }
    guard let folder, !path.hasPrefix("/") else { return path }
    return "\(folder)/\(path)"
  }

  /// The path as it is from any folder.
  func absolute(_ path: String) -> String {
    let path = resolve(path)
    return path.hasPrefix("/") ? path : "\(SessionsFolder.workingFolder)/\(path)"
  }

  /// The path of a script: one that a script names is relative to that script's folder.
  package func resolveScript(_ path: String, from name: SourceName) -> String {
    guard !path.hasPrefix("/"), !path.hasPrefix("~"), let outer = name.path else {
      return resolve(path)
    }
    guard let slash = outer.lastIndex(of: "/") else { return path }
    return outer[...slash] + path
  }

  func emit(_ output: Output) {
    journal?.record(output, iteration: model?.iteration)
    emitter?(output)
  }

  /// Takes the cells of another session for those that ran before.
  func restore(cells: [(number: Int, text: String)]) {
    history = cells.map(\.text)
    cell = (cells.map(\.number).max() ?? 0) + 1
  }

  /// Before a statement: stops here if that is wished.
  package func pause(at range: Range<Int>) throws(Evaluator.Failure) {
    statementStart = position
    keepIfAsked(in: nil)
    guard interrupt.isSet else { return }
    interrupt.clear()
    throw .here(Fault(.interrupted, at: range))
  }

  /// A number for the noise of the next picture; the same script counts the same.
  func nextPictureStream() -> Int {
    pictureCount = pictureCount % (1 << 20) + 1
    return pictureCount
  }

  /// Random numbers for one use by the user; each use has its own.
  func nextRandomStream() -> RandomStream {
    // Around at the end, so that it can always be saved.
    randomUses = randomUses % (Int.largestExact - 1) + 1
    return RandomStream(seed: seed, purpose: .user, iteration: randomUses)
  }

  /// Takes a new model for the one to work on.
  func begin(_ run: Run) {
    model = run
    goal = nil
    journal?.begin()
  }

  package func changeHyperparameters(_ change: (inout Hyperparameters) -> Void) throws(GANError) {
    guard var hyperparameters = model?.hyperparameters else { return }
    change(&hyperparameters)
    try model?.change(hyperparameters)
  }

  package func assign(_ name: String, _ value: Value?) { variables[name] = value }

  /// Shows the value of an expression and keeps it as `_`.
  package func show(_ value: Value) {
    if case .none = value { return }
    results.append(value, cell: runningCell)
    if case .object(let image as GrayImage) = value { return emit(.picture(Picture(image))) }
    if let text = ValueText.shown(value) { emit(.text(text)) }
  }

  package func result(ofCell cell: Int?) throws -> Value { try results.value(ofCell: cell) }

  /// Explains a topic: `WORD?`.
  package func explain(_ topic: String) throws(Problem) {
    if let text = try explanation(of: topic) { return emit(.prose(text)) }
    emit(.prose(try Help(signatures: signatures, grammar: GrammarPage.text).text(on: topic)))
  }

  /// The data, for what needs some.
  func loadedData(_ needs: String) throws(Problem) -> ImageDataset {
    guard let data else { throw .of(.noData(needs: needs)) }
    return data
  }
}
