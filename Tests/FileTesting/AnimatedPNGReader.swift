/// An animated PNG read by the letter of the specification, https://www.w3.org/TR/png-3/#apng-frame-based-animation:
/// what is not as it says there is a fault.
package struct AnimatedPNGReader {
  package struct Fault: Error, Equatable {
    package let what: String
  }

  /// How many frames the file says it has.
  package let declared: Int
  /// Each frame as a PNG file of its own.
  package private(set) var frames: [[UInt8]] = []
  /// Hundredths of a second that each frame is seen.
  package private(set) var delays: [Int] = []
  /// The data of the private chunks behind each frame.
  package private(set) var notes: [String] = []

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  package init(_ bytes: [UInt8]) throws {
    func number(_ bytes: ArraySlice<UInt8>) -> Int {
      bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    }
    guard bytes.starts(with: Self.signature) else { throw Fault(what: "signature") }
    var chunks: [(type: String, data: ArraySlice<UInt8>)] = []
    var offset = 8
    while chunks.last?.type != "IEND" {
      guard offset + 12 <= bytes.count else { throw Fault(what: "no end") }
      let end = offset + 8 + number(bytes[offset...])
      guard end + 4 <= bytes.count else { throw Fault(what: "a chunk is cut off") }
      guard number(bytes[end...]) == Self.checksum(bytes[offset + 4..<end]) else {
        throw Fault(what: "the checksum at \(offset)")
      }
      chunks.append(
        (String(decoding: bytes[offset + 4..<offset + 8], as: UTF8.self), bytes[offset + 8..<end]))
      offset = end + 4
    }
    guard offset == bytes.count else { throw Fault(what: "bytes behind the end") }
    guard chunks.count > 2, chunks[0].type == "IHDR", chunks[1].type == "acTL",
      chunks[1].data.count == 8
    else { throw Fault(what: "the order of chunks") }
    declared = number(chunks[1].data)
    let header = chunks[0].data
    var sequence = 0
    var pixels: [[UInt8]] = []
    for (type, data) in chunks.dropFirst(2) {
      switch type {
      case "fcTL", "fdAT":
        guard number(data) == sequence else { throw Fault(what: "sequence number \(sequence)") }
        sequence += 1
        let rest = data.dropFirst(4)
        guard type == "fcTL" else {
          guard pixels.count > 1 else { throw Fault(what: "fdAT in the first frame") }
          pixels[pixels.count - 1] += rest
          continue
        }
        guard data.count == 26, rest.prefix(8).elementsEqual(header.prefix(8)),
          rest.dropFirst(8).prefix(8).allSatisfy({ $0 == 0 })
        else { throw Fault(what: "the frame's place") }
        let delay = rest.dropFirst(16).map(Int.init)
        delays.append((delay[0] << 8 | delay[1]) * 100 / (delay[2] << 8 | delay[3]))
        pixels.append([])
      case "IDAT":
        guard pixels.count == 1 else { throw Fault(what: "IDAT behind the first frame") }
        pixels[0] += data
      case "gbNT": notes.append(String(decoding: data, as: UTF8.self))
      default: break
      }
    }
    frames = pixels.map { pixels in
      [("IHDR", Array(header)), ("IDAT", pixels), ("IEND", [])].reduce(Self.signature) {
        $0 + Self.chunk($1.0, $1.1)
      }
    }
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    func bytes(_ number: Int) -> [UInt8] {
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
    let body = Array(type.utf8) + data
    return bytes(data.count) + body + bytes(checksum(body[...]))
  }

  /// CRC-32 bit by bit: https://www.w3.org/TR/png-3/#5CRC-algorithm
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> Int {
    var checksum: UInt32 = .max
    for byte in bytes {
      checksum ^= UInt32(byte)
      for _ in 0..<8 { checksum = checksum & 1 == 1 ? checksum >> 1 ^ 0xEDB8_8320 : checksum >> 1 }
    }
    return Int(~checksum)
  }
}
