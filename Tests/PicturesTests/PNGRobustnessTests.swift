import Foundation
import Pictures
import TensorEngine
import Testing

/// How many random changes the reader must survive; `GANBOOK_TEST_SIZE` raises it.
private let changes =
  ProcessInfo.processInfo.environment["GANBOOK_TEST_SIZE"].flatMap { Int($0) } ?? 200

/// PNG files that nobody can trust: one error or a picture, never a crash.
@Suite struct PNGRobustnessTests {
  /// Every byte is under some checksum, so no change passes.
  @Test func oneByteChanged() throws {
    let bytes = try PNGFile.encoded(noise(width: 9, height: 11))
    var random = RandomStream(seed: 2, purpose: .user)
    for _ in 0..<changes {
      var changed = bytes
      let index = random.index(below: bytes.count)
      changed[index] ^= UInt8(1 + random.index(below: 255))
      let error = pictureError { _ = try PNGFile.decoded(changed, path: "x") }
      #expect(error != nil, "byte \(index) is \(changed[index])")
    }
  }

  /// With checksums made right again the damage reaches the decoder itself.
  @Test func oneByteChangedUnderARightChecksum() throws {
    let bytes = try PNGFile.encoded(noise(width: 9, height: 11))
    var random = RandomStream(seed: 3, purpose: .user)
    var errors = 0
    for _ in 0..<changes {
      var changed = bytes
      let index = 8 + random.index(below: bytes.count - 8)
      changed[index] ^= UInt8(1 + random.index(below: 255))
      repairChecksums(&changed)
      do {
        let image = try PNGFile.decoded(changed, path: "x")
        #expect(image.pixels.count == image.width * image.height)
      } catch {
        #expect(!error.description.isEmpty)
        errors += 1
      }
    }
    #expect(errors > 0)
  }

  /// A header that declares the largest size, with next to no data: no memory is asked for.
  @Test func aSmallFileDoesNotAskForMuchMemory() throws {
    var bytes = try PNGFile.encoded(noise(width: 1, height: 1))
    for (width, height) in [(0x7FFF_FFFF, 0x7FFF_FFFF), (16384, 16384), (65536, 1), (4096, 16384)] {
      for (index, value) in [width, height].enumerated() {
        for byte in 0..<4 {
          bytes[16 + 4 * index + byte] = UInt8(truncatingIfNeeded: value >> (24 - 8 * byte))
        }
      }
      repairChecksums(&bytes)
      #expect(
        pictureError { _ = try PNGFile.decoded(bytes, path: "x") } != nil, "\(width)x\(height)")
    }
  }

  /// Gives each chunk the CRC-32 (polynomial 0xEDB88320) that its bytes have now.
  private func repairChecksums(_ bytes: inout [UInt8]) {
    var start = 8
    while start + 12 <= bytes.count {
      let length = bytes[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) }
      guard start + 12 + length <= bytes.count else { return }
      var crc: UInt32 = ~0
      for byte in bytes[(start + 4)..<(start + 8 + length)] {
        crc ^= UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
      }
      for byte in 0..<4 {
        bytes[start + 8 + length + byte] = UInt8(truncatingIfNeeded: ~crc >> (24 - 8 * byte))
      }
      start += 12 + length
    }
  }
}
