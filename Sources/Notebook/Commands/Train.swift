import GANs
import Language

extension Command {
  static let train = Command(
    "train", group: .train, summary: "Train the model.",
    details: """
      One iteration is a pass over all eight phases. Ctrl-C stops after the running phase; `continue`
      goes on as if nothing had happened. `train 500` is `train iterations=500`. Iterations are numbered
      from 1; where `until` ends it, it says at which one and what the compared value was.

      A run has diverged when a loss is above \(NumberText.significant(Double(Run.largestLoss), 3)) or
      not finite, or a gradient, a parameter or a moment is not finite. Training then stops, a script
      with code 5, and no checkpoint of it takes the place of a good one.

      The film shows the sheet of `grid noise=fixed`. It can be opened at any time, and has all frames so
      far however the training ends. The next training with the same film goes on with it; frames of what
      was taken back make room.
      """,
    parameters: [
      Parameter(
        "iterations", .count, .namedOrPlaced, default: "1000", "how many",
        synonyms: ["steps", "epochs", "count", "n", "iters"]),
      Parameter("show", .bool, .named, default: "false", "whether to show digits on the way"),
      Parameter(
        "check", .bool, .named, default: "false",
        "every \(HealthMonitor.interval) iterations, warn of what begins to be ill: `help check`"),
      Parameter(
        "trace", .bool, .named, default: "false",
        "at a number that is not finite, find where it came from: `help trace nonfinite`"),
      Parameter(
        "checkpoint", .path, .named, "a folder for checkpoints on the way; `open` it to go on",
        synonyms: ["checkpoints", "save", "to"]),
      Parameter(
        "every", .count, .named,
        "iterations from one checkpoint to the next, 500 unless it is said; without checkpoints, as `frame`"
      ),
      Parameter(
        "keep", .int(1...10000), .named, default: "3", "how many of the newest checkpoints stay"),
      Parameter(
        "film", .file(FilmTarget.endings), .named,
        "a film of the training: an animated PNG, or a .gif or .mp4, which take ffmpeg"),
      Parameter(
        "frame", .count, .named,
        "iterations from one frame of the film to the next, \(FilmRecording.usualInterval) unless it is said"
      ),
      Parameter("until", .condition, .keyword, "stop earlier, after an iteration where this holds"),
    ],
    examples: [
      Example("train iterations=2", setup: smallRun),
      Example("train iterations=3 until loss.d < 100", setup: smallRun),
      Example("train iterations=4 checkpoint=\"runs/a\" every=2 keep=3", setup: smallRun),
      Example("train iterations=4 film=growing.png every=2", setup: smallRun),
    ],
    synonyms: ["fit"], needs: \.keeping
  ) { invocation, keeping in
    let run = try keeping.workspace.builtRun("train")
    let goal = try TrainingGoal(
      of: invocation, keeping, until: run.iteration + (invocation.int("iterations") ?? 1000))
    return try pursue(goal, invocation, keeping)
  }

  static let proceed = Command(
    "continue", group: .train, summary: "Go on with the training that was interrupted or stopped.",
    details: """
      Among the commands of a stop it ends them, and their training goes on. After it, an empty line at the
      prompt goes on again, as long as there is something to go on with.
      """,
    examples: [Example("continue", setup: "\(smallRun)\nstop at 1\ntrain iterations=2")],
    isRepeated: true, needs: \.keeping
  ) { invocation, keeping in
    if keeping.workspace.isAtStop { throw Evaluator.Failure.leaveBlock }
    guard let goal = keeping.workspace.openGoal else {
      throw Problem.failed("there is no training to go on with", advice: "`train` begins one")
    }
    return try pursue(goal, invocation, keeping)
  }

  private static func pursue(
    _ goal: TrainingGoal, _ invocation: Invocation, _ keeping: Keeping
  ) throws -> Value {
    let workspace = keeping.workspace
    try workspace.checkIsNotAtStop(invocation.command.name)
    let tell = workspace.output.emit
    // Before anything else: a film that cannot be written is no reason to lose what was to go on.
    if let run = workspace.run, workspace.data != nil {
      try goal.film?.begin(at: run, data: workspace.data, tell: tell)
    }
    defer { keeping.saved.lacksFilm = goal.film.map { !$0.end(tell: tell) } ?? false }
    workspace.goal = nil
    workspace.remember(before: invocation.text)
    workspace.runningGoal = goal
    defer { workspace.runningGoal = nil }
    // However the process ends, it is known what was to be done.
    if workspace.surroundings.isInteractive { keeping.keepRecord() }
    var training = try TrainingLoop(
      keeping: keeping, host: invocation.host, goal: goal, needs: invocation.command.name)
    let end: TrainingLoop.End
    do {
      end = try training.run()
    } catch let problem as Problem where problem.ofRun?.isStop == true {
      // It diverged: a checkpoint of that would push out good ones.
      if goal.tracesNonFinite {
        do {
          try workspace.tellNonFinite(needs: "trace nonfinite")
        } catch {
          workspace.output.emit(.warning("nothing is traced: \(Problem(error).message)"))
        }
      }
      throw problem
    } catch {
      // The wish to stop, or something watched that cannot be had any more.
      if let folder = goal.checkpoints { keeping.save(in: folder) }
      workspace.goal = goal
      throw error
    }
    if let folder = goal.checkpoints { keeping.save(in: folder) }
    switch end {
    case .reached: return .none
    case .fulfilled(let text):
      workspace.output.emit(.text(text))
      return .none
    case .stopped(let text):
      workspace.goal = goal
      throw Problem.of(.stopped(text))
    }
  }

  /// What the examples of training begin with: small enough to be run by a test.
  static let smallRun = "load digits count=40\nbuild cgan batch=4"
}

extension TrainingGoal {
  /// What `train` was asked for.
  init(of invocation: Invocation, _ keeping: Keeping, until iteration: Int) throws {
    self.init(
      command: invocation.text, iteration: iteration, condition: invocation.condition("until"),
      showsDigits: invocation.bool("show") ?? false,
      checksHealth: invocation.bool("check") ?? false,
      tracesNonFinite: invocation.bool("trace") ?? false,
      checkpoints: try RunFolder(
        of: invocation, in: keeping.workspace.surroundings,
        asFor: keeping.workspace.goal?.checkpoints, runPlace: keeping.runPlace,
        tell: keeping.output.emit),
      film: try FilmRecording(of: invocation, in: keeping.workspace.surroundings))
  }
}
