import CPNG

extension PNGFile {
  /// The version of libpng in use, as in `1.6.39`.
  public static var libraryVersion: String { String(cString: cpng_version()) }
}
