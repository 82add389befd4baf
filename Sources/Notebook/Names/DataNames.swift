import Language
import TensorEngine

extension BuiltInName {
  static let ofData: [BuiltInName] = [
    BuiltInName("data", .dataset, "the data set that was loaded last") { workspace in
      .object(try workspace.loadedData("data"))
    },
    BuiltInName("data.classes", .number, "how many classes it has") { workspace in
      .number(Double(try workspace.loadedData("data.classes").classes))
    },
    BuiltInName("data.labels", .tensor, "the labels of the training images") { workspace in
      let data = try workspace.loadedData("data.labels")
      return .tensor(Tensor(data.training.labels.map(Float.init)))
    },
  ]
}
