import Language
import Platform

/// A moment of the calendar, in UTC. By the C library: Foundation's formatters take longer to load
/// than the prompt may take to appear.
enum TimeStamp {
  /// `2026-11-24T12:03:01Z`.
  static var now: String { text(of: time(nil), with: "%Y-%m-%dT%H:%M:%SZ") }

  /// As ``now``, for the name of a file: without colons, which some file systems refuse.
  static var nowForName: String { text(of: time(nil), with: "%Y%m%dT%H%M%SZ") }

  private static func text(of moment: time_t, with format: String) -> String {
    var moment = moment
    var parts = tm()
    guard gmtime_r(&moment, &parts) != nil else { return "unknown" }
    var buffer = [CChar](repeating: 0, count: 32)
    let count = strftime(&buffer, buffer.count, format, &parts)
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
