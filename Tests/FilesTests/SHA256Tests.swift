import CHash
import Files
import Testing

@Suite struct SHA256Tests {
  private func hash(_ text: String) -> String {
    var hash = SHA256()
    hash.update(Array(text.utf8))
    return hash.hexadecimal
  }

  /// The examples of FIPS 180-2, appendix B, and of NIST's test vectors.
  @Test func knownAnswers() {
    #expect(hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      hash(String(repeating: "a", count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func piecesOfAnySizeGiveTheDigestOfTheWhole() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    var whole = SHA256()
    whole.update(bytes)
    for size in 1...130 {
      var pieces = SHA256()
      for start in stride(from: 0, to: bytes.count, by: size) {
        pieces.update(Array(bytes[start..<min(start + size, bytes.count)]))
      }
      #expect(pieces.digest == whole.digest, "pieces of \(size)")
    }
  }

  @Test func theInstructionsOfTheProcessorAgreeWithThePlainLoop() {
    let bytes = (0..<(64 * 9)).map { UInt8(truncatingIfNeeded: $0 &* 131 >> 2) }
    for blocks in 1...9 {
      var plain = (0..<8).map { UInt32($0) &* 0x9E37_79B9 }
      var fast = plain
      guard chash_sha256_blocks_fast(&fast, bytes, blocks) == 1 else {
        print("skipped: this processor has no SHA instructions, only the plain loop is used")
        return
      }
      chash_sha256_blocks_plain(&plain, bytes, blocks)
      #expect(plain == fast, "\(blocks) blocks")
    }
  }
}
