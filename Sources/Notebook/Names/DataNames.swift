import Datasets
import Language
import TensorEngine

extension BuiltInName {
  static let ofData: [BuiltInName] =
    [
      BuiltInName("data", .dataset, "the data set that was loaded last") { workspace in
        .object(try workspace.loadedData("data"))
      },
      BuiltInName("data.classes", .number, "how many classes it has") { workspace in
        .number(Double(try workspace.loadedData("data.classes").classes))
      },
    ]
    + images(
      "data", "training images", \.training
    ) { data, places in data.trainingImages(at: places) }
    + images("data.test", "test images", \.test) { data, places in data.testImages(at: places) }

  /// The images of a part of the data, made when they are asked for, and their labels.
  private static func images(
    _ owner: String, _ what: String, _ part: KeyPath<ImageDataset, LabelledImages> & Sendable,
    _ images: @escaping @Sendable (ImageDataset, [Int]) -> Tensor
  ) -> [BuiltInName] {
    let path = "\(owner).images"
    return [
      BuiltInName(path, "the \(what), in [-1, 1]: number, height, width, 1") { workspace in
        let data = try workspace.loadedData(path)
        return TensorRows(count: data[keyPath: part].count) { images(data, $0) }
      } whole: { workspace in
        let data = try workspace.loadedData(path)
        if let kept = workspace.imageTensors[path]?.tensor { return .tensor(kept) }
        let tensor = images(data, Array(0..<data[keyPath: part].count))
        workspace.imageTensors[path] = WeakTensor(tensor)
        return .tensor(tensor)
      },
      BuiltInName("\(owner).labels", .tensor, "the labels of the \(what)") { workspace in
        let data = try workspace.loadedData("\(owner).labels")
        return .tensor(Tensor(data[keyPath: part].labels.map(Float.init)))
      },
    ]
  }
}
