/// A network as Keras describes it: what becomes of the input, the trunk, and the heads behind it.
struct KerasNetwork: Sendable {
  /// One operation, with the names by which its weights are found in the weight file.
  struct Layer: Equatable, Sendable {
    /// The layer's name in Keras.
    var name: String
    /// The layer of the outermost model that it belongs to: a group of the weight file.
    var group: String
    var operation: KerasOperation
    /// The engine's layer that has these weights; nil where there are none, and in what was read.
    var ours: String?
  }

  /// How labels come in: `multiply([input, Flatten()(Embedding(classes, width)(label))])`.
  struct Gate: Equatable, Sendable {
    var embedding: Layer
    /// What is done to the other input first: nothing, or a Flatten of the image.
    var before: [Layer]
  }

  /// The shape of the noise or image, without the batch.
  var inputShape: [Int]
  var gate: Gate?
  var trunk: [Layer]
  /// The layers behind the trunk, one list per output; empty where the trunk ends in the output.
  var heads: [[Layer]]

  /// The layers with weights, in order.
  var weighted: [Layer] {
    ((gate.map { [$0.embedding] } ?? []) + trunk + heads.joined())
      .filter { !$0.operation.weights.isEmpty }
  }

  /// The operations of the trunk and the heads.
  var operations: [KerasOperation] { (trunk + heads.joined()).map(\.operation) }

  /// The weight of the old value in moving statistics, that of the last normalisation; nil without
  /// any.
  var momentum: Double? {
    operations.last { $0.momentum != nil }?.momentum
  }

  /// The side of the square images that a generator makes; nil where it makes none.
  var imageSide: Int? {
    var side: Int?
    for operation in operations {
      switch operation {
      case .reshape(let shape) where shape.count == 3: side = shape[0]
      case .upsampling:
        // No more than what it would take to overflow.
        guard let small = side, small < 1 << 32 else { return nil }
        side = 2 * small
      default: break
      }
    }
    return side
  }
}
