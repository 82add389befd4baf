extension Registry {
  /// Everything that Ganbook knows, in the order of the reference.
  package static let standard = Registry(
    commands: [
      .loadMNIST, .loadDigits, .loadIDX, .loadFolder,
      .buildACGAN, .buildCGAN, .buildDCGAN, .reset, .summary,
    ] + Command.setHyperparameters + [
      .train, .step, .proceed, .stop, .stops, .clear, .watch,
      .show, .plot, .stats, .profile, .grid, .generate,
      .snapshot, .showTimeline, .undo, .rewind, .fork, .compare,
      .save, .open, .importKeras,
    ] + Command.exports + [
      .help, .apropos, .history, .sessions, .cleanSessions, .run, .echo, .assert, .exit,
      .setPictures, .demo, .doctor,
    ],
    functions: Function.reductions + Function.elementwise + Function.shapes + Function.ofSeries
      + Function.makers + Function.texts
      + Function.ofModel + Function.ofFiles,
    names: BuiltInName.ofData + BuiltInName.ofRun + BuiltInName.series)
}
