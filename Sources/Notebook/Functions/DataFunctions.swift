import Language
import TensorEngine

extension Function {
  /// What the training data says of images.
  static let ofData: [Function] = [nearest]

  private static let setup = "load digits count=40\nbuild cgan batch=4\nstep"

  private static let nearest = Function(
    "nearest", [Parameter("images", .tensor), Parameter("count", .number, isRequired: false)],
    gives: .tensor,
    "The indices of the training images nearest to each image, a row for each, by the Euclidean distance of the pixels.",
    examples: [
      Example("nearest(batch.images, 3)", setup: setup),
      Example("data.labels[nearest(batch.fakes)[0, 0]]", setup: setup),
    ]
  ) { call, workspace in
    let data = try workspace.loadedData("nearest")
    let count = call.arguments.count > 1 ? try call.whole(1, in: 1...1000) : 1
    let images = try data.images(of: call.arguments[0])
    return .tensor(try data.nearest(to: images, count: count, poll: Stretches.poll).indices)
  }
}
