/// What a layer of Keras does, reduced to what the networks of Ganbook need.
enum KerasOperation: Equatable, Sendable {
  case dense(units: Int)
  case convolution(filters: Int, stride: Int)
  case normalization(momentum: Double, epsilon: Double)
  case embedding(classes: Int, width: Int)
  case upsampling
  case zeroPadding
  case reshape([Int])
  case flatten
  case dropout(rate: Double)
  case relu
  case leakyReLU(slope: Double)
  case tanh
  case sigmoid
  case softmax

  /// That of a normalisation; nil for anything else.
  var momentum: Double? {
    if case .normalization(let momentum, _) = self { momentum } else { nil }
  }

  /// The class in Keras, and the stem of the names that Keras gives on its own.
  var keras: (className: String, stem: String) {
    switch self {
    case .dense: ("Dense", "dense")
    case .convolution: ("Conv2D", "conv2d")
    case .normalization: ("BatchNormalization", "batch_normalization")
    case .embedding: ("Embedding", "embedding")
    case .upsampling: ("UpSampling2D", "up_sampling2d")
    case .zeroPadding: ("ZeroPadding2D", "zero_padding2d")
    case .reshape: ("Reshape", "reshape")
    case .flatten: ("Flatten", "flatten")
    case .dropout: ("Dropout", "dropout")
    case .leakyReLU: ("LeakyReLU", "leaky_re_lu")
    case .relu, .tanh, .sigmoid, .softmax: ("Activation", "activation")
    }
  }

  /// Weights in the order of Keras: its name, ours, and whether an optimizer moves it.
  var weights: [(keras: String, ours: String, isTrainable: Bool)] {
    switch self {
    case .dense, .convolution: [("kernel", "weight", true), ("bias", "bias", true)]
    case .embedding: [("embeddings", "weight", true)]
    case .normalization:
      [
        ("gamma", "gamma", true), ("beta", "beta", true), ("moving_mean", "mean", false),
        ("moving_variance", "variance", false),
      ]
    default: []
    }
  }

  /// Whether another layer does the same, settings compared as float32, which Keras keeps some in.
  func matches(_ other: KerasOperation) -> Bool {
    switch (self, other) {
    case (.leakyReLU(let a), .leakyReLU(let b)): abs(a - b) < 1e-6
    // The rate is a matter of training; an exported model may have left it out, or changed it.
    case (.dropout, .dropout): true
    case (.normalization(let m, let e), .normalization(let n, let f)):
      abs(m - n) < 1e-6 && abs(e - f) < 1e-9
    default: self == other
    }
  }
}

extension KerasOperation: CustomStringConvertible {
  var description: String {
    switch self {
    case .dense(let units): "Dense with \(units) units"
    case .convolution(let filters, let stride): "Conv2D with \(filters) filters, stride \(stride)"
    case .normalization(let momentum, let epsilon):
      "BatchNormalization with momentum \(momentum), epsilon \(epsilon)"
    case .embedding(let classes, let width): "Embedding \(classes) x \(width)"
    case .upsampling: "UpSampling2D"
    case .zeroPadding: "ZeroPadding2D"
    case .reshape(let shape): "Reshape to \(shape.count > 8 ? "\(shape.count) axes" : "\(shape)")"
    case .flatten: "Flatten"
    case .dropout(let rate): "Dropout \(rate)"
    case .relu: "ReLU"
    case .leakyReLU(let slope): "LeakyReLU with slope \(slope)"
    case .tanh: "tanh"
    case .sigmoid: "sigmoid"
    case .softmax: "softmax"
    }
  }
}
