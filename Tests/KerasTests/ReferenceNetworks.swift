import Platform
import TensorEngine

/// The three kinds in inference mode, written out slowly and from their description alone: neither
/// the engine nor the tables of the Keras files take part, so that they can be checked against it.
struct ReferenceNetworks {
  typealias Parameters = [String: Tensor]

  /// One image or row of numbers, channels last.
  struct Map {
    var height = 1
    var width = 1
    var channels: Int
    var values: [Float]
  }

  let parameters: Parameters

  private func values(_ name: String) -> [Float] {
    guard let tensor = parameters[name] else { preconditionFailure("no parameter \(name)") }
    return tensor.scalars
  }

  func dense(_ name: String, _ x: Map) -> Map {
    let bias = values(name + ".bias")
    let weight = values(name + ".weight")
    let units = bias.count
    var y = bias
    weight.withUnsafeBufferPointer { weight in
      y.withUnsafeMutableBufferPointer { y in
        for (index, value) in x.values.enumerated() {
          for unit in 0..<units { y[unit] += value * weight[index * units + unit] }
        }
      }
    }
    return Map(channels: units, values: y)
  }

  /// 3x3, padding SAME: with stride 2 an even side is padded at its end only.
  func convolution(_ name: String, _ x: Map, stride: Int = 1) -> Map {
    let bias = values(name + ".bias")
    let weight = values(name + ".weight")
    let filters = bias.count
    func padding(_ side: Int) -> Int {
      max(0, ((side + stride - 1) / stride - 1) * stride + 3 - side) / 2
    }
    let (top, left) = (padding(x.height), padding(x.width))
    var y = Map(
      height: (x.height + stride - 1) / stride, width: (x.width + stride - 1) / stride,
      channels: filters, values: [])
    y.values = (0..<y.height * y.width).flatMap { _ in bias }
    x.values.withUnsafeBufferPointer { input in
      weight.withUnsafeBufferPointer { weight in
        y.values.withUnsafeMutableBufferPointer { output in
          for row in 0..<y.height {
            for column in 0..<y.width {
              for kernel in 0..<9 {
                let inputRow = row * stride + kernel / 3 - top
                let inputColumn = column * stride + kernel % 3 - left
                guard (0..<x.height).contains(inputRow), (0..<x.width).contains(inputColumn)
                else { continue }
                let source = (inputRow * x.width + inputColumn) * x.channels
                let target = (row * y.width + column) * filters
                for channel in 0..<x.channels {
                  let value = input[source + channel]
                  let first = (kernel * x.channels + channel) * filters
                  for filter in 0..<filters {
                    output[target + filter] += value * weight[first + filter]
                  }
                }
              }
            }
          }
        }
      }
    }
    return y
  }

  func normalize(_ name: String, _ x: Map) -> Map {
    let (gamma, beta) = (values(name + ".gamma"), values(name + ".beta"))
    let (mean, variance) = (values(name + ".mean"), values(name + ".variance"))
    var y = x
    for index in x.values.indices {
      let channel = index % x.channels
      y.values[index] =
        (x.values[index] - mean[channel]) / (variance[channel] + 1e-3).squareRoot()
        * gamma[channel] + beta[channel]
    }
    return y
  }

  func map(_ x: Map, _ function: (Float) -> Float) -> Map {
    var y = x
    for index in y.values.indices { y.values[index] = function(y.values[index]) }
    return y
  }
  func relu(_ x: Map) -> Map { map(x) { max($0, 0) } }
  func leaky(_ x: Map) -> Map { map(x) { $0 > 0 ? $0 : 0.2 * $0 } }
  func hyperbolicTangent(_ x: Map) -> Map { map(x) { Float(tanh(Double($0))) } }
  func sigmoid(_ x: Map) -> Map { map(x) { Float(1 / (1 + exp(-Double($0)))) } }
  func softmax(_ x: Map) -> Map {
    let largest = x.values.max() ?? 0
    let exponentials = map(x) { Float(exp(Double($0 - largest))) }
    let sum = exponentials.values.reduce(0, +)
    return map(exponentials) { $0 / sum }
  }

  func up(_ x: Map) -> Map {
    var y = Map(height: 2 * x.height, width: 2 * x.width, channels: x.channels, values: [])
    for row in 0..<y.height {
      for column in 0..<y.width {
        let source = (row / 2 * x.width + column / 2) * x.channels
        y.values += x.values[source..<source + x.channels]
      }
    }
    return y
  }

  /// One row of zeros below and one column of zeros at the right.
  func pad(_ x: Map) -> Map {
    var y = Map(height: x.height + 1, width: x.width + 1, channels: x.channels, values: [])
    let zeros = [Float](repeating: 0, count: x.channels)
    for row in 0..<x.height {
      y.values += x.values[row * x.width * x.channels..<(row + 1) * x.width * x.channels] + zeros
    }
    for _ in 0..<y.width { y.values += zeros }
    return y
  }

  func gated(_ x: [Float], label: Int) -> Map {
    let embedding = values("embedding.weight")
    return Map(
      channels: x.count, values: x.indices.map { x[$0] * embedding[label * x.count + $0] })
  }

  /// An image in [-1, 1] for one row of noise.
  func image(kind: String, noise: [Float], label: Int) -> [Float] {
    var x = kind == "dcgan" ? Map(channels: noise.count, values: noise) : gated(noise, label: label)
    if kind == "cgan" {
      for layer in 1...3 { x = normalize("bn\(layer)", leaky(dense("dense\(layer)", x))) }
      return hyperbolicTangent(dense("dense4", x)).values
    }
    x = relu(dense("dense1", x))
    let side = Int(Double(x.values.count / 128).squareRoot())
    x = Map(height: side, width: side, channels: 128, values: x.values)
    if kind == "acgan" {
      x = normalize("bn1", x)
      x = normalize("bn2", relu(convolution("conv1", up(x))))
      x = normalize("bn3", relu(convolution("conv2", up(x))))
    } else {
      x = relu(normalize("bn1", convolution("conv1", up(x))))
      x = relu(normalize("bn2", convolution("conv2", up(x))))
    }
    return hyperbolicTangent(convolution("conv3", x)).values
  }

  /// The validity of an image, and an ACGAN's label probabilities.
  func judge(kind: String, image: [Float], label: Int) -> (validity: Float, labels: [Float]) {
    let side = Int(Double(image.count).squareRoot())
    var x = Map(height: side, width: side, channels: 1, values: image)
    switch kind {
    case "cgan":
      x = gated(image, label: label)
      for layer in 1...3 { x = leaky(dense("dense\(layer)", x)) }
      return (sigmoid(dense("validity", x)).values[0], [])
    case "acgan":
      x = leaky(convolution("conv1", x, stride: 2))
      x = normalize("bn1", leaky(pad(convolution("conv2", x, stride: 2))))
      x = normalize("bn2", leaky(convolution("conv3", x, stride: 2)))
      x = leaky(convolution("conv4", x))
      let flat = Map(channels: x.values.count, values: x.values)
      return (sigmoid(dense("validity", flat)).values[0], softmax(dense("label", flat)).values)
    default:
      x = leaky(convolution("conv1", x, stride: 2))
      x = leaky(normalize("bn1", pad(convolution("conv2", x, stride: 2))))
      x = leaky(normalize("bn2", convolution("conv3", x, stride: 2)))
      x = leaky(normalize("bn3", convolution("conv4", x)))
      let flat = Map(channels: x.values.count, values: x.values)
      return (sigmoid(dense("validity", flat)).values[0], [])
    }
  }
}
