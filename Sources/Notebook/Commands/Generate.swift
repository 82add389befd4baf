import Formats
import GANs
import Language
import Pictures
import TensorEngine

extension Command {
  /// Whether a path is meant for a file of a kind that `generate` does not write: nobody wants a
  /// folder called so.
  private static func isOtherFile(_ path: String) -> Bool {
    let name = path.lowercased()
    return [".png", ".npy", ".npz", ".jpg", ".jpeg", ".gif", ".svg", ".csv"].contains {
      name.hasSuffix($0)
    }
  }

  static let generate = Command(
    "generate", group: .look, summary: "Make images of one class.",
    details: """
      Without `to` they are shown. A folder takes them as single PNG files; a file that ends in .safetensors
      takes `images`, in [-1, 1], and `labels`.
      """,
    parameters: [
      Parameter("label", .int(0...999), .positional, isRequired: true, "the class, as a digit"),
      Parameter("count", .int(1...100_000), .named, default: "10", "how many", synonyms: ["n"]),
      Parameter("to", .path, .named, "a folder, or a .safetensors file"),
    ],
    examples: [
      Example("generate 3", setup: "build cgan"),
      Example("generate 3 count=2 to=threes", setup: "build cgan"),
      Example("generate 7 count=20 to=sevens.safetensors", setup: "build cgan"),
    ], result: .tensor, needs: \.workspace
  ) { invocation, workspace in
    let run = try workspace.builtRun("generate")
    let (label, count) = (invocation.int("label") ?? 0, invocation.int("count") ?? 10)
    guard run.kind.generatorTakesLabels, label < run.images.classes else {
      let reason =
        run.kind.generatorTakesLabels
        ? "the classes are 0 to \(run.images.classes - 1)"
        : "the \(run.kind.name) takes no labels; `show G` shows what it makes"
      throw invocation.fault(.failed(reason, advice: nil), at: "label")
    }
    if let target = invocation.string("to"), isOtherFile(target) {
      throw invocation.fault(
        .failed(
          "`to` is a folder for single pictures, or a .safetensors file",
          advice: target.lowercased().hasSuffix(".png")
            ? "`grid \(target)` makes one picture of many" : nil), at: "to")
    }
    var random = RandomStream(
      seed: run.seed, purpose: .sampling, iteration: run.iteration,
      stream: 2 * workspace.nextPictureStream())
    let images = try run.generate(
      noise: random.normal(shape: [count, run.hyperparameters.latentWidth]),
      labels: [Int](repeating: label, count: count), poll: Stretches.poll)
    guard let target = invocation.string("to") else {
      workspace.output.emit(.picture(try TensorPicture.picture(of: images)))
      return .tensor(images)
    }
    let path = workspace.surroundings.resolve(target)
    if target.lowercased().hasSuffix(".safetensors") {
      try OutputFolder.make(for: path)
      var writer = SafetensorsWriter()
      writer.add("images", images)
      writer.add("labels", [Int64](repeating: Int64(label), count: count), shape: [count])
      try writer.save(to: path)
    } else {
      try OutputFolder.make(for: path + "/")
      try PNGFile.write(
        GrayImage.images(of: images).enumerated().map { index, image in
          let digits = String(repeating: "0", count: max(0, 5 - String(index).count)) + "\(index)"
          return ("\(path)/\(label)-\(digits).png", image)
        })
    }
    workspace.output.emit(.text("\(target): \(count) images of class \(label)"))
    return .tensor(images)
  }
}
