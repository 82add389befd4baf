import GANs
import Language
import Pictures
import TensorEngine

extension Command {
  /// What all walks take.
  private static let walkParameters = [
    Parameter("steps", .int(2...100), .named, default: "16", "how many images"),
    Parameter("to", .file([".png"]), .named, "a file for the sheet; without that it is shown"),
    Parameter(
      "film", .file(FilmTarget.endings), .named,
      "a film instead, an image in each frame: an animated PNG, .gif or .mp4"),
  ]

  static let walk = Command(
    "walk", group: .look, summary: "Go from one class to another in small steps.",
    details: """
      All images are of the same noise. On the way, the label's embedding is a mean of both classes',
      weighed from one to the other; the ends are as `generate` makes them.
      """,
    parameters: [
      Parameter("from", .int(0...999), .positional, isRequired: true, "the class to begin with"),
      Parameter("word", .word(["to"]), .positional, isRequired: true, "the word itself"),
      Parameter("end", .int(0...999), .positional, isRequired: true, "the class to end with"),
    ] + walkParameters,
    examples: [
      Example("walk 3 to 7 steps=4", setup: "build cgan"),
      Example("walk 3 to 7 film=walk.png steps=4", setup: "build cgan"),
    ], result: .tensor, needs: \.workspace
  ) { invocation, workspace in
    let (run, steps) = (try workspace.runWithLabels("walk"), invocation.int("steps") ?? 16)
    let ends = try ["from", "end"].map { try invocation.label($0, of: run) ?? 0 }
    var shares = Tensor(zeros: [steps, run.images.classes])
    shares.withUnsafeMutableBuffer { shares in
      for step in 0..<steps {
        let part = Float(step) / Float(steps - 1)
        shares[step * run.images.classes + ends[0]] += 1 - part
        shares[step * run.images.classes + ends[1]] += part
      }
    }
    var random = workspace.nextPictureNoise(of: run)
    let noise = random.normal(shape: [1, run.hyperparameters.latentWidth])
    let images = try run.generate(
      noise: Tensor(concatenating: [Tensor](repeating: noise, count: steps)), labelShares: shares,
      poll: Stretches.poll)
    let names = ends.map { "\($0)" }
    return try workspace.show(
      images, invocation,
      labels: names.prefix(1) + [String](repeating: "", count: steps - 2) + names.suffix(1),
      what: names.joined(separator: " to "))
  }

  static let walkNoise = Command(
    "walk noise", group: .look, summary: "Go from one noise to another in small steps.",
    details: """
      The way is a great circle, so that the noise keeps the length that training knows: spherical
      interpolation. The class stays.
      """,
    parameters: [
      Parameter(
        "label", .int(0...999), .named,
        "the class, where the generator takes labels; 0 without that")
    ] + walkParameters,
    examples: [
      Example("walk noise steps=5", setup: "build dcgan"),
      Example("walk noise label=3 steps=12 to=walk.png", setup: "build cgan"),
    ], result: .tensor, needs: \.workspace
  ) { invocation, workspace in
    let (run, steps) = (try workspace.builtRun("walk noise"), invocation.int("steps") ?? 16)
    let label = try invocation.label("label", of: run)
    var random = workspace.nextPictureNoise(of: run)
    let ends = random.normal(shape: [2, run.hyperparameters.latentWidth])
    let images = try run.generate(
      noise: SphericalPath(from: ends.rows(0..<1), to: ends.rows(1..<2)).points(steps),
      labels: [Int](repeating: label ?? 0, count: steps), poll: Stretches.poll)
    return try workspace.show(
      images, invocation, labels: [],
      what: run.kind.generatorTakesLabels ? "class \(label ?? 0)" : "noise to noise")
  }

  static let walkClass = Command(
    "walk class", group: .look, summary: "Show one noise in all classes.",
    parameters: Array(walkParameters.dropFirst()),
    examples: [Example("walk class", setup: "build cgan")], result: .tensor, needs: \.workspace
  ) { invocation, workspace in
    let run = try workspace.runWithLabels("walk class")
    let classes = run.images.classes
    var random = workspace.nextPictureNoise(of: run)
    let noise = random.normal(shape: [1, run.hyperparameters.latentWidth])
    let images = try run.generate(
      noise: Tensor(concatenating: [Tensor](repeating: noise, count: classes)),
      labels: Array(0..<classes), poll: Stretches.poll)
    return try workspace.show(
      images, invocation, labels: (0..<classes).map(String.init), what: "0 to \(classes - 1)")
  }
}

extension Invocation {
  /// A class of the run; nil where none is given.
  fileprivate func label(_ name: String, of run: Run) throws(Fault) -> Int? {
    guard let label = int(name) else { return nil }
    guard run.kind.generatorTakesLabels, label < run.images.classes else {
      let reason =
        run.kind.generatorTakesLabels
        ? "the classes are 0 to \(run.images.classes - 1)"
        : "the \(run.kind.name) takes no labels"
      throw fault(.failed(reason, advice: nil), at: name)
    }
    return label
  }
}

extension Workspace {
  fileprivate func runWithLabels(_ needs: String) throws(Problem) -> Run {
    let run = try builtRun(needs)
    guard run.kind.generatorTakesLabels else {
      throw .failed(
        "the \(run.kind.name) takes no labels", advice: "`walk noise` goes from noise to noise")
    }
    return run
  }

  /// What the noise of the next picture is drawn from.
  fileprivate func nextPictureNoise(of run: Run) -> RandomStream {
    RandomStream(
      seed: run.seed, purpose: .sampling, iteration: run.iteration,
      stream: 2 * nextPictureStream())
  }

  /// Shows the images of a walk, or writes them as they were asked for.
  ///
  /// - Parameters:
  ///   - labels: what stands above each image.
  ///   - what: what it is, for who reads the file's name.
  fileprivate func show(
    _ images: Tensor, _ invocation: Invocation, labels: [String], what: String
  ) throws -> Value {
    let count = images.shape[0]
    let sheet = Sheet(of: images, columns: count, labels: labels)
    if let target = try FilmTarget(of: invocation, "film", in: surroundings) {
      // As large as a film is looked at.
      var frames = Array(
        GrayImage.images(of: images).map { FilmFrame($0.enlarged(by: 8)) }.reversed())
      try target.write { frames.popLast() }
      output.emit(.text("\(target.name): \(count) frames, \(what)"))
    }
    if let file = invocation.string("to") {
      try write(sheet.wrapped(to: 10), to: file, what: "\(count) images, \(what)")
    }
    if !invocation.isGiven("to"), !invocation.isGiven("film") {
      output.emit(.picture(Picture(sheet, caption: what)))
    }
    return .tensor(images)
  }
}
