import CVectorKernels
import TensorEngine

extension KernelCases {
  static func elementCases() -> [KernelCase] {
    let count = 1 << 15
    let (x, y) = (Floats(random: count, stream: 0), Floats(random: count, stream: 1))
    let dropped = Floats(zeros: count)
    let total = Total()
    return [
      KernelCase(
        kernel: "vk_dropout", shape: "\(count)", operations: count, bytes: 8 * count,
        operands: [dropped],
        call: { vk_dropout(0, count, x.pointer, 0.75, 7, 8, 9, 10, 11, dropped.pointer) },
        found: { dropped.doubles },
        wanted: {
          (0..<count).map { element in
            let block = UInt32(element / 64 * 16 + element % 16)
            let words = Philox.block(counter: SIMD4(block, 9, 10, 11), key: SIMD2(7, 8))
            return words[element / 16 % 4] < 3 << 30 ? x.original(element) / 0.75 : 0
          }
        }),
      adam(count: count),
      KernelCase(
        kernel: "vk_square_sum", shape: "\(count)", operations: 2 * count, bytes: 4 * count,
        operands: [],
        call: { vk_square_sum(count, x.pointer, &total.value) },
        found: { [total.value] },
        wanted: { [(0..<count).reduce(0) { $0 + x.original($1) * x.original($1) }] }),
      KernelCase(
        kernel: "vk_add", shape: "\(count)", operations: count, bytes: 12 * count, operands: [y],
        call: { vk_add(count, x.pointer, y.pointer) },
        found: { y.doubles }, wanted: { (0..<count).map { x.original($0) + y.original($0) } }),
      digest(count: count - 61),
    ]
  }

  /// The digest in two halves, which doubles hold exactly; a length that no register divides.
  private static func digest(count: Int) -> KernelCase {
    let x = Floats(random: count, stream: 0)
    let found = Word()
    func halves(_ word: UInt64) -> [Double] { [Double(word >> 32), Double(word & 0xFFFF_FFFF)] }
    return KernelCase(
      kernel: "vk_digest", shape: "\(count)", operations: 2 * count, bytes: 4 * count,
      operands: [],
      call: { vk_digest(count, x.pointer, &found.value) },
      found: { halves(found.value) },
      wanted: {
        let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
        func mixed(_ state: UInt64, _ word: UInt64) -> UInt64 {
          let bits = state ^ word
          return (bits << 29 | bits >> 35) &* factor
        }
        var lanes = (1...32).map { factor &* UInt64($0) }
        for first in stride(from: 0, to: count, by: 64) {
          for lane in 0..<32 {
            let bits = (0..<2).map { half -> UInt64 in
              let index = first + 2 * lane + half
              return index < count ? UInt64(Float(x.original(index)).bitPattern) : 0
            }
            lanes[lane] = mixed(lanes[lane], bits[0] | bits[1] << 32)
          }
        }
        return halves(lanes.reduce(UInt64(count), mixed))
      })
  }

  private static func adam(count: Int) -> KernelCase {
    let (p, m) = (Floats(random: count, stream: 0), Floats(random: count, stream: 1))
    let g = Floats(random: count, stream: 3)
    let v = Floats(Floats(random: count, stream: 2).initial.map(\.magnitude))
    return KernelCase(
      kernel: "vk_adam", shape: "\(count)", operations: 12 * count, bytes: 28 * count,
      operands: [p, m, v],
      call: {
        vk_adam(count, p.pointer, m.pointer, v.pointer, g.pointer, 2e-4, 0.5, 0.999, 1e-7)
      },
      found: { p.doubles + m.doubles + v.doubles },
      wanted: {
        // The single-precision values of the arguments, which the kernel computes with.
        let (rate, beta1, beta2) = (Double(Float(2e-4)), 0.5, Double(Float(0.999)))
        let gradient = (0..<count).map(g.original)
        let newM = (0..<count).map { beta1 * m.original($0) + (1 - beta1) * gradient[$0] }
        let newV = (0..<count).map {
          beta2 * v.original($0) + (1 - beta2) * gradient[$0] * gradient[$0]
        }
        let newP = (0..<count).map {
          p.original($0) - rate * newM[$0] / (newV[$0].squareRoot() + 1e-7)
        }
        return newP + newM + newV
      })
  }
}

/// A number in double precision that a kernel writes to.
private final class Total {
  var value = 0.0
}

/// 64 bits that a kernel writes to.
private final class Word {
  var value: UInt64 = 0
}
