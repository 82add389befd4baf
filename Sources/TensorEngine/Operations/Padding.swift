/// What a window that moves over an image does at the edges.
///
/// https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2
public enum Padding: Sendable, Hashable {
  /// Windows reach beyond the image, so that there are ⌈side / stride⌉ of them: in all
  /// max((windows - 1) · stride + size - side, 0) positions, the smaller half before the image, so
  /// that size 3 and stride 2 over an even side pads one row at the bottom and one column at the
  /// right only.
  case same
  /// Windows stay inside of the image: ⌊(side - size) / stride⌋ + 1 of them.
  case valid
}

/// One axis of a window that moves over an image.
struct WindowAxis {
  /// Positions of the image and of the window.
  let side: Int
  let size: Int
  let stride: Int
  /// Where the windows are.
  let windows: Int
  /// How far the first window reaches out of the image.
  let before: Int

  /// - Precondition: size and stride are at least 1; with `.valid`, the size is at most the side.
  init(side: Int, size: Int, stride: Int, padding: Padding) {
    self.side = side
    self.size = size
    self.stride = stride
    switch padding {
    case .same:
      windows = (side + stride - 1) / stride
      before = max((windows - 1) * stride + size - side, 0) / 2
    case .valid:
      windows = (side - size) / stride + 1
      before = 0
    }
  }

  /// The positions of the image in a window.
  func positions(in window: Int) -> Range<Int> {
    let start = window * stride - before
    return max(0, start)..<min(side, start + size)
  }

  /// Whether windows of a size and stride have room in an image of at least one position.
  static func fits(side: Int, size: Int, stride: Int, padding: Padding) -> Bool {
    size > 0 && stride > 0 && (padding == .same || size <= side)
  }
}
