import Datasets
import GANs
import Language
import TensorEngine

/// What a session works on: the run that is trained, with its data, its timeline, what training is
/// to reach, stop at and show; and the variables.
package final class Workspace {
  package let surroundings: Surroundings
  let output: Outlet
  /// The kinds of GAN that are known.
  let kinds: [GANKind]

  /// The run: the model that is trained, with all its state.
  package var run: Run? {
    // Without the old value, so that training still changes the run in place.
    didSet { runChanges += 1 }
  }
  /// How often the run was changed, to know whether what is in a file is still what it is.
  package private(set) var runChanges = 0
  /// Whether there is training that no file has yet.
  var hasUnsavedTraining = false
  var timeline = Timeline()
  /// Whether a state was kept in this cell because a command was about to change it.
  var hasKeptState = false

  /// The data set that was loaded last.
  package var data: ImageDataset? { didSet { imageTensors = [:] } }
  /// All its images, by name, as long as somebody has them.
  package var imageTensors: [String: WeakTensor] = [:]
  /// Where it came from, for who opens the run without it.
  var dataSource: DataSource?

  /// What an interrupted training was to reach.
  var goal: TrainingGoal?
  /// What the training is to reach that is running.
  var runningGoal: TrainingGoal?
  /// What training is to stop at.
  package internal(set) var stops = StopList()
  /// Whether the commands of a stop run, while its training waits.
  var isAtStop = false
  /// What training is to show and to note.
  var watches: [Watch] = []
  /// The layers whose figures training is to note.
  var watchedLayers: [WatchedLayers] = []
  /// Who evaluates what is watched: the session that this belongs to.
  weak var host: (any Host)?

  /// What is known of the health of the run.
  var health = LineHealth()

  package var variables: [String: Value] = [:]
  /// Functions of the user's own, by name.
  package var definitions: [String: Definition] = [:]
  /// How many pictures with noise of their own there were.
  var pictureCount = 0
  /// How often the user asked for random numbers.
  package var randomUses = 0
  package var settings = Settings() {
    didSet {
      guard let bytes = settings.timelineMemory, bytes != oldValue.timelineMemory else { return }
      timeline.keepWithin(bytes)
    }
  }

  init(surroundings: Surroundings, output: Outlet, kinds: [GANKind]) {
    self.surroundings = surroundings
    self.kinds = kinds
    self.output = output
    output.iteration = { [unowned self] in run?.iteration }
  }

  /// Lets `body` see another run as the present one; nothing of the session has changed after it.
  func seeing<Result>(_ other: Run, _ body: () throws -> Result) rethrows -> Result {
    let before = (run: run, runChanges: runChanges, randomUses: randomUses, health: health)
    run = other
    defer {
      run = before.run
      (runChanges, randomUses, health) = (before.runChanges, before.randomUses, before.health)
    }
    return try body()
  }

  /// The run, for what needs one.
  func builtRun(_ needs: String) throws(Problem) -> Run {
    guard let run else { throw .of(.noModel(needs: needs)) }
    return run
  }

  /// The data, for what needs some.
  func loadedData(_ needs: String) throws(Problem) -> ImageDataset {
    guard let data else { throw .of(.noData(needs: needs)) }
    return data
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
    return RandomStream(seed: run?.seed ?? 0, purpose: .user, iteration: randomUses)
  }

  package func changeHyperparameters(_ change: (inout Hyperparameters) -> Void) throws(GANError) {
    guard var hyperparameters = run?.hyperparameters else { return }
    change(&hyperparameters)
    try run?.change(hyperparameters)
  }
}

extension Workspace {
  /// What an interrupted training was to reach, where the run has not come there otherwise.
  var openGoal: TrainingGoal? { goal.flatMap { $0.iteration > run?.iteration ?? 0 ? $0 : nil } }

  /// Where the run stands; nil without one.
  var position: RunPosition? { run?.position }

  /// The same in words, for an error.
  var stateText: String { position?.text ?? "no model" }

  /// The same with what the last iteration showed, where that has just been completed.
  var positionWithLosses: String {
    guard let run, run.phase == .draw, let last = run.history.last else { return stateText }
    func text(_ loss: Float) -> String { NumberText.fixed(Double(loss), decimals: 4) }
    return
      "\(stateText): loss d \(text(last.discriminatorLoss)), g \(text(last.generatorLoss))"
  }
}
