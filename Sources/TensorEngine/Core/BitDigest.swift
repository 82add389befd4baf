import CVectorKernels

/// 64 bits that tell whether two things are equal bit for bit: the same on every machine, with any
/// instruction set and any number of threads.
///
/// It finds errors, not forgeries: whoever wants two tensors with one digest can make them.
///
///     var digest = BitDigest()
///     digest.add(tensor)
///     print(digest.value)
public struct BitDigest: Sendable, Hashable {
  /// The digest of what was taken in so far.
  public private(set) var value: UInt64 = 0

  /// The digest of nothing.
  public init() {}

  /// Takes in a further word. Two digests that took in words that differ in one place differ.
  public mutating func add(_ word: UInt64) {
    let mixed = value ^ word
    value = (mixed << 29 | mixed >> 35) &* 0x9E37_79B9_7F4A_7C15
  }

  /// Takes in the shape and the bits of a tensor.
  public mutating func add(_ tensor: Tensor) {
    for extent in tensor.shape.extents { add(UInt64(extent)) }
    var parts = [UInt64](repeating: 0, count: stretchCount(of: tensor.count))
    parts.withUnsafeMutableBufferPointer { parts in
      guard let base = parts.baseAddress else { return }
      forEachStretch(of: tensor.count) { first, length in
        vk_digest(length, tensor.pointer + first, base + stretch(at: first))
      }
    }
    for part in parts { add(part) }
  }

  /// Takes in tensors with their names, in their order.
  public mutating func add(_ parameters: Parameters) {
    for (name, tensor) in parameters {
      for byte in name.utf8 { add(UInt64(byte)) }
      add(tensor)
    }
  }
}
