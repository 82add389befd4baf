import Datasets
import GANs
import Language
import Pictures
import TensorEngine

extension Command {
  static let show = Command(
    "show", group: .look, summary: "Show pictures: digits, data, kernels, activations.",
    details: """
      Of `data` and `G` one of each class, with `rows` a class in each column; of a layer what it gave last
      for the first image, a picture for each channel; of a kernel its weights, outputs in columns; of a
      tensor its images; of several series, as `G.*.grad.rms`, a row of colours for each over the iterations.
      """,
    parameters: [
      Parameter(
        "what", .expression([.tensor, .mask, .image, .model, .dataset, .list]), .positional,
        isRequired: true,
        "what to show"),
      Parameter("rows", .int(1...20), .named, default: "1", "rows of digits"),
    ],
    examples: [
      Example("show data rows=2", setup: smallRun), Example("show G", setup: smallRun),
      Example("show batch.fakes", setup: "\(smallRun)\nstep"),
      Example(
        "show D.conv1", setup: "load digits count=20\nbuild acgan batch=2\nstep d.real.gradient"),
      Example("show D.conv1.weight", setup: "build acgan"),
      Example(
        "show G.*.grad.rms", "which layers' gradients are small, and when",
        setup: "\(smallRun)\nstats G.* every=1\ntrain iterations=3"),
    ],
    synonyms: ["imshow"], needs: \.workspace
  ) { invocation, workspace in
    guard let value = invocation.value("what") else { return .none }
    let rows = invocation.int("rows") ?? 1
    let picture: Picture
    switch value {
    case .list(let items) where items.contains { $0.kind == .series }:
      let rows = items.compactMap {
        if case .series(let series) = $0 { series.curve() } else { nil }
      }
      workspace.output.emit(.heatMap(HeatMap(rows: rows)))
      return .none
    case .list:
      let tensor = try invocation.host.elements(of: value, for: "show").tensor
      picture = try TensorPicture.picture(of: tensor)
    case .object(let image as GrayImage): picture = Picture(Sheet(image))
    case .object(let data as ImageDataset): picture = try sheet(of: data, rows: rows)
    case .tensor(let tensor): picture = try TensorPicture.picture(of: tensor)
    case .mask(let mask): picture = try TensorPicture.picture(of: mask.tensor)
    case .object(let reference as ModelReference):
      let run = try workspace.builtRun("show")
      if reference.layer != nil {
        guard case .tensor(let output) = try run.member(["out"], of: reference) else {
          return .none
        }
        picture = try TensorPicture.picture(of: output)
      } else if reference.network == "G" {
        let columns = min(10, run.images.classes)
        let images = try GeneratedImages.images(
          of: run, data: workspace.data, rows: rows, stream: workspace.nextPictureStream())
        picture = Picture(
          Sheet(
            of: images, columns: columns,
            labels: GeneratedImages.labels(of: run, data: workspace.data, columns: columns)),
          caption: run.kind.generatorTakesLabels ? "0 to \(columns - 1)" : nil)
      } else {
        throw invocation.fault(
          .failed("a discriminator makes no pictures", advice: "a layer of it does: D.conv1"),
          at: "what")
      }
    default: return .none
    }
    workspace.output.emit(.picture(picture))
    return .none
  }

  /// Training images; black where a class has none.
  private static func sheet(of data: ImageDataset, rows: Int) throws -> Picture {
    let columns = min(10, data.classes)
    let byClass = (0..<columns).map { data.training.indices(of: $0) }
    let indices = (0..<rows).flatMap { row in
      byClass.map { images in images.isEmpty ? nil : images[row % images.count] }
    }
    let images = GeneratedImages.blank(data.trainingImages(at: indices.map { $0 ?? 0 })) {
      indices[$0] == nil
    }
    let names = Array(data.classNames.prefix(columns))
    return Picture(
      Sheet(of: images, columns: columns, labels: names),
      caption: names.joined(separator: ", "))
  }
}

/// Tensors as pictures.
enum TensorPicture {
  static func picture(of tensor: Tensor) throws(Problem) -> Picture {
    let shape = tensor.shape
    guard tensor.count > 0, tensor.count <= 1 << 26 else {
      throw .failed("a tensor of shape \(shape) makes no picture", advice: nil)
    }
    switch shape.rank {
    case 1: return try single(tensor.reshaped(to: [1, 1, shape[0], 1]))
    case 2: return try single(tensor.reshaped(to: [1, shape[0], shape[1], 1]))
    case 3: return try sheet(tensor.reshaped(to: Shape(shape.extents + [1])))
    case 4 where shape[0] == 3 && shape[1] == 3:
      // A kernel: a picture for each pair, outputs in columns.
      let (inputs, outputs) = (min(shape[2], 16), min(shape[3], 16))
      return try sheet(
        planes(of: tensor, count: inputs * outputs) { plane, row, column in
          ((row * 3 + column) * shape[2] + plane / outputs) * shape[3] + plane % outputs
        }, columns: outputs)
    case 4 where shape[3] == 1: return try sheet(tensor)
    case 4:
      return try sheet(
        planes(of: tensor, count: shape[3], height: shape[1], width: shape[2]) {
          plane, row, column in (row * shape[2] + column) * shape[3] + plane
        })
    default: throw .failed("a tensor of shape \(shape) makes no picture", advice: "index it")
    }
  }

  private static func planes(
    of tensor: Tensor, count: Int, height: Int = 3, width: Int = 3,
    _ offset: (_ plane: Int, _ row: Int, _ column: Int) -> Int
  ) -> Tensor {
    var result: [Float] = []
    tensor.withUnsafeBuffer { values in
      for plane in 0..<min(count, 256) {
        for row in 0..<height {
          for column in 0..<width { result.append(values[offset(plane, row, column)]) }
        }
      }
    }
    return Tensor(result, shape: [min(count, 256), height, width, 1])
  }

  private static func single(_ tensor: Tensor) throws(Problem) -> Picture {
    let (image, caption) = try scaled(tensor)
    return Picture(Sheet(of: image, columns: 1), caption: caption)
  }

  private static func sheet(_ tensor: Tensor, columns: Int? = nil) throws(Problem) -> Picture {
    let (images, caption) = try scaled(tensor)
    guard let columns else {
      return Picture(Sheet.line(of: images), caption: caption)
    }
    return Picture(Sheet(of: images, columns: columns), caption: caption)
  }

  /// Numbers beyond [-1, 1], and those far within, are stretched over all greys.
  private static func scaled(_ tensor: Tensor) throws(Problem) -> (Tensor, String) {
    let summary = TensorSummary(of: tensor)
    let caption =
      "black \(NumberText.significant(Double(summary.minimum), 3)), "
      + "white \(NumberText.significant(Double(summary.maximum), 3))"
    let (low, high) = (summary.minimum, summary.maximum)
    let isImage = low >= -1 && high <= 1 && low < -0.9
    guard !isImage, high > low else { return (tensor, isImage ? "black -1, white 1" : caption) }
    let middle = low / 2 + high / 2
    let half = high / 2 - low / 2
    return (try TensorArithmetic.map(tensor) { ($0 - middle) / half }, caption)
  }
}
