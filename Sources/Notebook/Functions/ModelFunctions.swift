import Datasets
import Files
import GANs
import Language
import TensorEngine

extension Function {
  /// What the networks say, in inference mode.
  static let ofModel: [Function] = [generate, discriminate, classify, digest]

  private static let setup = "build acgan"

  private static let generate = Function(
    "generate",
    [
      Parameter("noise", .tensor),
      Parameter("labels", [.number, .list, .range, .tensor], isRequired: false),
    ], gives: .tensor,
    "Images in [-1, 1] that the generator makes of noise, a row each, and of labels if it takes some.",
    examples: [
      Example("shape(generate(randn(2, 100), [3, 7]))", setup: setup),
      Example("x = generate(randn(4, 100), 5)", "the same label for all", setup: setup),
    ]
  ) { call, workspace in
    let run = try workspace.builtRun("generate")
    let noise = try call.tensor(0)
    let width = run.hyperparameters.latentWidth
    guard noise.shape.rank == 2, noise.shape[1] == width, noise.shape[0] > 0 else {
      throw call.bad("the noise is nx\(width), not \(noise.shape)")
    }
    let labels = try call.labels(
      1, count: noise.shape[0], classes: run.images.classes, of: "generator",
      in: run.kind, areTaken: run.kind.generatorTakesLabels)
    return .tensor(
      try run.generate(noise: noise, labels: labels, poll: Stretches.poll))
  }

  private static let discriminate = Function(
    "discriminate",
    [
      Parameter("images", .tensor),
      Parameter("labels", [.number, .list, .range, .tensor], isRequired: false),
    ], gives: .tensor,
    "How real the discriminator takes each image for, from 0 to 1.",
    examples: [
      Example("discriminate(generate(randn(2, 100), [3, 7]))", setup: setup),
      Example(
        "x = generate(randn(2, 100), 3)\ndiscriminate(x, 3)", "where labels are inputs",
        setup: "build cgan"),
    ]
  ) { call, workspace in
    let run = try workspace.builtRun("discriminate")
    let images = try call.images(0, of: run)
    let labels = try call.labels(
      1, count: images.shape[0], classes: run.images.classes, of: "discriminator",
      in: run.kind, areTaken: run.kind.discriminatorTakesLabels)
    return .tensor(
      try run.discriminate(images: images, labels: labels, poll: Stretches.poll))
  }

  private static let classify = Function(
    "classify", [Parameter("images", .tensor)], gives: .tensor,
    "The probability of each label, a row for each image; of an ACGAN.",
    examples: [Example("argmax(classify(generate(randn(2, 100), [3, 7])), 1)", setup: setup)]
  ) { call, workspace in
    let run = try workspace.builtRun("classify")
    let images = try call.images(0, of: run)
    guard let labels = try run.classify(images: images, poll: Stretches.poll) else {
      throw call.bad("the \(run.kind.name) has no label head; an acgan has")
    }
    return .tensor(labels)
  }

  private static let digest = Function(
    "digest", [Parameter("network", .model)], gives: .string,
    "A SHA-256 over a network's parameters by name: equal for runs that are equal bit for bit.",
    examples: [Example("digest(G)", setup: setup)]
  ) { call, workspace in
    let run = try workspace.builtRun("digest")
    guard case .object(let reference as ModelReference) = call.arguments[0], reference.layer == nil
    else {
      throw call.bad("takes a network, G or D")
    }
    let network = run.network(reference.network)
    var hash = SHA256()
    for name in network.parameters.names.sorted() {
      guard let tensor = network.parameters[name] else { continue }
      hash.update(Array("\(name) \(tensor.shape)\n".utf8))
      tensor.withUnsafeBuffer { hash.update(UnsafeRawBufferPointer($0)) }
    }
    return .string(hash.hexadecimal)
  }
}

extension FunctionCall {
  /// Images as a network takes them.
  fileprivate func images(_ index: Int, of run: Run) throws(Problem) -> Tensor {
    let images = try tensor(index)
    let side = run.images.side
    guard images.shape.rank == 4, images.shape.extents.dropFirst() == [side, side, 1],
      images.shape[0] > 0
    else { throw bad("the images are nx\(side)x\(side)x1, not \(images.shape)") }
    return images
  }

  /// A label for each of `count`; one number is taken for all. None where a network takes none.
  fileprivate func labels(
    _ index: Int, count: Int, classes: Int, of network: String, in kind: GANKind, areTaken: Bool
  ) throws(Problem) -> [Int] {
    guard areTaken else {
      guard index < arguments.count else { return [] }
      throw bad("the \(network) of the \(kind.name) takes no labels; leave them out")
    }
    guard index < arguments.count else {
      throw bad("the \(network) of the \(kind.name) needs labels as well")
    }
    let given = try tensor(index)
    guard given.shape.rank <= 1, given.shape.rank == 0 || given.count == count else {
      throw bad("there are \(given.count) labels for \(count) rows")
    }
    var labels: [Int] = []
    for scalar in given.scalars {
      guard let label = Int(exactly: scalar), (0..<classes).contains(label) else {
        throw bad("\(Number.single(scalar)) is no label below \(classes)")
      }
      labels.append(label)
    }
    if given.shape.rank == 0, let label = labels.first {
      return [Int](repeating: label, count: count)
    }
    return labels
  }
}
