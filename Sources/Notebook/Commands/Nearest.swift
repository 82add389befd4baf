import Datasets
import Language
import Pictures
import TensorEngine

extension Command {
  static let nearest = Command(
    "nearest", group: .look, summary: "Find the training images that images are nearest to.",
    details: """
      By the Euclidean distance of the pixels, which are in [-1, 1]. Each row of the sheet has an image, then
      its neighbours, the nearest first; the table has their indices in the training data, labels and
      distances. An image that the generator has learned by heart is at a distance near 0.
      """,
    parameters: [
      Parameter(
        "images", .expression([.tensor, .image]), .repeated, isRequired: true,
        "images as the data's, as batch.fakes, or several of them"),
      Parameter(
        "count", .int(1...100), .named, default: "5", "how many neighbours", synonyms: ["k"]),
      Parameter("label", .int(0...999), .named, "look in this class only"),
      Parameter("to", .file([".png"]), .named, "a file for the sheet; without that it is shown"),
    ],
    examples: [
      Example("nearest batch.fakes count=3", setup: "\(smallRun)\nstep"),
      Example("nearest batch.fakes[0] label=3 to=near.png", setup: "\(smallRun)\nstep"),
    ], result: .tensor, needs: \.workspace
  ) { invocation, workspace in
    let data = try workspace.loadedData("nearest")
    let images: Tensor
    do {
      images = Tensor(
        concatenating: try invocation.all("images").map { try data.images(of: $0) })
    } catch let problem as Problem {
      throw invocation.fault(problem, at: "images")
    }
    guard images.shape[0] <= mostImages else {
      throw invocation.fault(
        .failed(
          "\(images.shape[0]) images are more than the \(mostImages) of a sheet",
          advice: "take some, as in `batch.fakes[0...9]`"), at: "images")
    }
    let count = invocation.int("count") ?? 5
    let found = try data.nearest(
      to: images, count: count, label: invocation.int("label"), poll: Stretches.poll)
    guard found.contains(where: { !$0.isEmpty }) else {
      throw invocation.fault(
        .failed("the data has no images of that class", advice: nil), at: "label")
    }
    workspace.output.emit(.table(table(of: found, data)))
    let sheet = sheet(of: images, found, data)
    if let file = invocation.string("to") {
      try workspace.write(
        sheet, to: file, what: "\(images.shape[0]) images with their neighbours")
    } else {
      workspace.output.emit(
        .picture(Picture(sheet, caption: "an image in each row, then its neighbours")))
    }
    return .tensor(found.indices)
  }

  /// What a sheet has room for.
  private static let mostImages = 100

  private static func table(of found: [[ImageDataset.Neighbor]], _ data: ImageDataset) -> Table {
    var table = Table(
      columns: ["image", "nearest", "index", "label", "distance"].map { .init($0, .right) })
    for (image, neighbors) in found.enumerated() {
      for (place, neighbor) in neighbors.enumerated() {
        table.append([
          place == 0 ? "\(image)" : "", "\(place + 1)", "\(neighbor.index)",
          data.classNames[neighbor.label], NumberText.significant(neighbor.distance, 4),
        ])
      }
    }
    return table
  }

  private static func sheet(
    of images: Tensor, _ found: [[ImageDataset.Neighbor]], _ data: ImageDataset
  ) -> Sheet {
    let rows = found.enumerated().map { image, neighbors in
      Tensor(
        concatenating: [
          images.rows(image..<image + 1), data.trainingImages(at: neighbors.map(\.index)),
        ])
    }
    return Sheet(
      of: Tensor(concatenating: rows), columns: rows[0].shape[0],
      labels: ["image"] + found[0].indices.map { "\($0 + 1)" })
  }
}
