import Formats
import GANs
import Pictures
import TensorEngine

/// `own-gan [ITERATIONS] [FOLDER]`: trains, then writes the generator and a grid of its images.
@main
enum OwnGAN {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let iterations = arguments.first.flatMap { Int($0) } ?? 400
    let folder = arguments.dropFirst().first ?? "."

    let shapes = DrawnShapes()
    var hyperparameters = Hyperparameters(for: .projection)
    hyperparameters.latentWidth = 16
    hyperparameters.generatorAdam = .init(learningRate: 1e-3, beta1: 0)
    hyperparameters.discriminatorAdam = .init(learningRate: 1e-3, beta1: 0)
    var run = try Run(
      kind: .projection,
      images: ImageSpecification(side: shapes.imageSide, classes: shapes.classCount),
      hyperparameters: hyperparameters, seed: 1)

    print("iteration  D loss  G loss")
    while run.iteration < iterations {
      try run.iterate(on: shapes)
      guard run.iteration.isMultiple(of: 50), let last = run.history.last else { continue }
      print(run.iteration, last.discriminatorLoss, last.generatorLoss, separator: "  ")
    }

    var file = SafetensorsWriter()
    file.metadata = ["kind": run.kind.name, "iteration": "\(run.iteration)"]
    for (name, tensor) in run.generator.parameters { file.add(name, tensor) }
    try file.save(to: "\(folder)/generator.safetensors")

    // One column for each class.
    let grid = ImageGrid(rows: 6, columns: shapes.classCount)
    let labels = (0..<18).map { $0 % shapes.classCount }
    var random = RandomStream(seed: 1, purpose: .sampling)
    let noise = random.normal(shape: [labels.count, hyperparameters.latentWidth])
    let images = try run.generate(noise: noise, labels: labels)
    try PNGFile.write(grid.image(of: images), to: "\(folder)/shapes.png")
    print("wrote generator.safetensors and shapes.png in \(folder)")
  }
}
