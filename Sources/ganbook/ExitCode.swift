/// The exit codes of the process that the program itself decides on.
package enum ExitCode {
  package static let done: Int32 = 0
  package static let usage: Int32 = 2
  package static let file: Int32 = 4
  package static let bug: Int32 = 70

  package static func signal(_ number: Int32) -> Int32 { 128 + number }
}
