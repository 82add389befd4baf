import Platform

/// Stops the process with a line on standard error unless `condition` holds: what a caller must see to,
/// as that shapes fit.
///
/// `precondition` keeps its message to debug builds; whoever trains runs a release build, and would
/// read "Illegal instruction" there. Costs a comparison where the condition holds: the message is made
/// only where it is printed.
///
///     require(
///       a.shape == b.shape, "add: the shapes differ: \(a.shape) and \(b.shape)")
///     // TensorEngine: add: the shapes differ: 2x3 and 3x2
///
/// - Parameters:
///   - fault: the operation's name, what is wrong, and all shapes that take part in it.
///   - file: `MODULE/FILE.swift` of the caller, whose module the line begins with.
@inline(__always)
package func require(
  _ condition: Bool, _ fault: @autoclosure () -> String, file: StaticString = #fileID
) {
  if !condition { stopProcess(because: fault(), file: file) }
}

/// Stops the process with a line on standard error, see ``require(_:_:file:)``.
@inline(never)
package func stopProcess(because fault: String, file: StaticString = #fileID) -> Never {
  let module = "\(file)".prefix { $0 != "/" }
  // Not by `print`: what waits in a buffer is lost when the process stops.
  let line = Array("\(module): \(fault)\n".utf8)
  var rest = line[...]
  while !rest.isEmpty {
    let written = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    if written <= 0 { break }
    rest = rest.dropFirst(written)
  }
  abort()
}

/// Stops unless a bias is there for each output, or none at all.
func requireBias(_ bias: Shape?, outputs: Int, _ operation: String, weight: Shape) {
  require(
    bias ?? [outputs] == [outputs],
    "\(operation): bias \(bias ?? []) does not fit weight \(weight), which has \(outputs) outputs")
}

/// Stops unless there is one label for each of the batch, and each names a class.
func requireLabels(
  _ labels: [Int], batch: Int, classes: Int, _ operation: @autoclosure () -> String
) {
  require(labels.count == batch, "\(operation()) needs \(batch) labels, there are \(labels.count)")
  let other = labels.first { !(0..<classes).contains($0) }
  require(other == nil, "\(operation()) has the label \(other ?? 0), there are \(classes) classes")
}
