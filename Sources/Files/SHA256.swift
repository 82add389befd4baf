import CHash

/// SHA-256 (FIPS 180-4), fed piece by piece.
///
///     var hash = SHA256()
///     hash.update([UInt8]("abc".utf8))
///     print(hash.hexadecimal)  // ba7816bf…
public struct SHA256: Sendable {
  private var context = chash_sha256()

  public init() { chash_sha256_start(&context) }

  /// Adds bytes to what is digested.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    chash_sha256_update(&context, bytes.baseAddress, bytes.count)
  }

  /// Adds bytes to what is digested.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// The 32 bytes of the digest of everything so far.
  public var digest: [UInt8] {
    var copy = context
    var digest = [UInt8](repeating: 0, count: 32)
    chash_sha256_finish(&copy, &digest)
    return digest
  }

  /// The digest as 64 lower-case hexadecimal digits.
  public var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
