import CZlib

/// The library that inflates what is compressed.
public enum Compression {
  /// The version of zlib in use, as in `1.2.13`.
  public static var libraryVersion: String {
    zlibVersion().map { String(cString: $0) } ?? "unknown"
  }
}
