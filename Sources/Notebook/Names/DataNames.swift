import Language
import TensorEngine

extension BuiltInName {
  static let ofData: [BuiltInName] = [
    BuiltInName("data", .dataset, "the data set that was loaded last") { session in
      .object(try session.loadedData("data"))
    },
    BuiltInName("data.classes", .number, "how many classes it has") { session in
      .number(Double(try session.loadedData("data.classes").classes))
    },
    BuiltInName("data.labels", .tensor, "the labels of the training images") { session in
      let data = try session.loadedData("data.labels")
      return .tensor(Tensor(data.training.labels.map(Float.init)))
    },
  ]
}
