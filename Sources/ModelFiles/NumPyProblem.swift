/// Why bytes are not a NumPy array file that can be read.
public enum NumPyProblem: Error, Equatable, Sendable {
  case notNumPy
  case version(UInt8, UInt8)
  case header(String)
  case unsupportedType(String)
  case tooLarge(shape: [Int])
  case dataLength(described: Int, present: Int)
  case integerRange(index: Int)
}

extension NumPyProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notNumPy: "not a NumPy array file (.npy); is it cut off, or a .npz archive?"
    case .version(let major, let minor):
      "NumPy file format \(major).\(minor) is unknown; known are 1.0, 2.0 and 3.0"
    case .header(let why): "not a NumPy array file: in its header: \(why)"
    case .unsupportedType(let type):
      "holds elements of the type \(type.prefix(40)); readable are little-endian floats of 2, 4 "
        + "and 8 bytes, integers of 1 to 8 bytes and truth values"
    case .tooLarge(let shape): "claims the shape \(shape.prefix(8)), larger than any file"
    case .dataLength(let described, let present):
      "describes \(described) bytes of data, but \(present) are there; is it cut off?"
    case .integerRange(let index): "element \(index) does not fit a 64-bit signed integer"
    }
  }
}
