import Synchronization

/// A block of floats, aligned to 64 bytes (one cache line, one AVX-512 register), that goes back to
/// the pool when its last owner lets go of it.
final class Storage: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<Float>
  let capacity: Int

  /// A block for `count` floats. Its contents are whatever the last owner left there.
  init(uninitialized count: Int) {
    capacity = StoragePool.roundedCapacity(count)
    pointer = StoragePool.shared.take(capacity)
  }

  deinit { StoragePool.shared.give(pointer, capacity) }
}

/// Blocks that nobody uses, kept by size.
///
/// `malloc` maps and unmaps blocks of many megabytes each time, and the kernel then clears every
/// page of them again; a training iteration asks for the same sizes in the same order, so after
/// the second one everything it needs is here.
package final class StoragePool: Sendable {
  package static let shared = StoragePool()

  private struct Free: @unchecked Sendable {
    /// By ``StoragePool/sizeClass(_:)``.
    var blocks = [[UnsafeMutablePointer<Float>]](repeating: [], count: 8 * Int.bitWidth)
    var bytes = 0
    /// Bytes handed out now, and the most that ever were.
    var bytesInUse = 0
    var mostInUse = 0
    var systemAllocations = 0
  }
  private let free = Mutex(Free())

  /// How many blocks have been asked of the system so far, for tests of memory.
  package var systemAllocations: Int { free.withLock { $0.systemAllocations } }

  /// What may wait here unused in any case, in bytes. More than that goes back to the system, unless
  /// as much was in use at once before: an iteration with large batches finds everything it needs.
  private static let limit = 256 << 20

  /// The next of eight steps per power of two: at most an eighth of a block is wasted, and nearly
  /// equal sizes share blocks.
  static func roundedCapacity(_ count: Int) -> Int {
    guard count > 64 else { return 64 }
    let step = 1 << max(4, Int.bitWidth - (count - 1).leadingZeroBitCount - 4)
    return (count + step - 1) / step * step
  }

  /// The number of a rounded capacity: eight for each power of two.
  private static func sizeClass(_ capacity: Int) -> Int {
    let exponent = Int.bitWidth - 1 - (capacity - 1).leadingZeroBitCount
    return 8 * exponent + (capacity - 1) >> (exponent - 3) & 7
  }

  func take(_ capacity: Int) -> UnsafeMutablePointer<Float> {
    let pooled: UnsafeMutablePointer<Float>? = free.withLock { free in
      free.bytesInUse += capacity * MemoryLayout<Float>.stride
      free.mostInUse = max(free.mostInUse, free.bytesInUse)
      guard let block = free.blocks[Self.sizeClass(capacity)].popLast() else {
        free.systemAllocations += 1
        return nil
      }
      free.bytes -= capacity * MemoryLayout<Float>.stride
      return block
    }
    if let pooled { return pooled }
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: capacity * MemoryLayout<Float>.stride, alignment: 64)
    return raw.bindMemory(to: Float.self, capacity: capacity)
  }

  func give(_ block: UnsafeMutablePointer<Float>, _ capacity: Int) {
    nonisolated(unsafe) let block = block
    let bytes = capacity * MemoryLayout<Float>.stride
    let kept: Bool = free.withLock { free in
      free.bytesInUse -= bytes
      guard free.bytes + bytes <= max(Self.limit, free.mostInUse - free.bytesInUse) else {
        return false
      }
      free.blocks[Self.sizeClass(capacity)].append(block)
      free.bytes += bytes
      return true
    }
    if !kept { UnsafeMutableRawPointer(block).deallocate() }
  }
}
