import GANs
import Language

extension Registry {
  /// Everything that Ganbook knows, in the order of the reference.
  package static let standard = standard(kinds: GANKind.all)

  /// The same with other kinds of GAN.
  package static func standard(kinds: [GANKind]) -> Registry {
    Registry(
      commands: data + kinds.map(Command.build) + model + Command.setHyperparameters + training
        + looking + time + files + Command.exports + session,
      functions: Function.reductions + Function.elementwise + Function.shapes + Function.ofSeries
        + Function.distributions
        + Function.combinations
        + Function.makers + Function.texts
        + Function.ofModel + Function.ofData + Function.ofFiles,
      names: BuiltInName.ofData + BuiltInName.ofRun + BuiltInName.hyperparameters
        + BuiltInName.series + BuiltInName.ofHealth,
      kinds: kinds)
  }

  private static let data: [Command] = [.loadMNIST, .loadDigits, .loadIDX, .loadFolder]
  private static let model: [Command] = [.reset, .summary]
  private static let training: [Command] = [
    .train, .step, .proceed, .stop, .stopOnce, .stops, .clear, .watch,
  ]
  private static let looking: [Command] = [
    .where, .show, .plot, .stats, .check, .traceNonFinite, .profile, .grid, .film, .generate,
    .walk, .walkNoise, .walkClass, .nearest,
  ]
  private static let time: [Command] = [
    .snapshot, .showTimeline, .undo, .redo, .rewind, .stepBack, .verify, .fork, .compare,
    .setTimelineMemory,
  ]
  private static let files: [Command] = [.save, .open, .importKeras]
  private static let session: [Command] = [
    .help, .apropos, .variables, .forget, .history, .sessions, .cleanSessions, .run, .echo, .assert,
    .exit,
    .setPictures, .demo, .doctor,
  ]
}
