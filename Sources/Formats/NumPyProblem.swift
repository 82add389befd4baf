import Files

/// Why bytes are not a NumPy array file that can be read.
public enum NumPyProblem: ContentProblem {
  /// The file does not begin as such files do.
  case notNumPy
  /// A version of the format that is not known, major and minor.
  case version(UInt8, UInt8)
  /// The header is not what it should be, and why.
  case header(String)
  /// A header that is longer than the file.
  case headerLength(Int, present: Int)
  /// A header that NumPy itself refuses from files that it does not trust.
  case longHeader(Int)
  /// Elements that have several fields each; the first one's name, where there is one.
  case structuredType(field: String?)
  /// Elements that are no numbers, by NumPy's name of their type.
  case unsupportedType(String)
  /// A shape of more bytes than any file has.
  case tooLarge(shape: [Int])
  /// Fewer bytes of elements than the header describes.
  case dataLength(described: Int, present: Int)
  /// More bytes than the header describes; whether another array begins in them.
  case tooMuchData(described: Int, present: Int, isAnotherArray: Bool)
  /// An element, counted from 0, that does not fit a 64-bit signed integer.
  case integerRange(index: Int)
}

extension NumPyProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notNumPy: "not a NumPy array file (.npy); is it cut off?"
    case .version(let major, let minor):
      "NumPy file format \(major).\(minor) is unknown; known are 1.0, 2.0 and 3.0"
    case .header(let why): "not a NumPy array file: in its header: \(why)"
    case .headerLength(let length, let present):
      "its header claims \(length) bytes, \(present) are there; is it cut off?"
    case .longHeader(let length):
      "its header has \(length) bytes, as a structured type of many fields has: over 10000, NumPy "
        + "does not trust it either; save each field as an array of its own"
    case .structuredType(let field):
      "holds elements of several fields (a structured type); save each as an array of its own"
        + (field.map { ", as `numpy.save(\"\($0.prefix(40)).npy\", a[\"\($0.prefix(40))\"])`" }
          ?? "")
    case .unsupportedType(let type):
      "holds \(Self.name(of: type)) (\(type.prefix(40))); readable are floats of 2, 4 and 8 bytes, "
        + "integers of 1 to 8 bytes and truth values"
    case .tooLarge(let shape): "claims the shape \(shape.prefix(8)), larger than any file"
    case .dataLength(let described, let present):
      "describes \(described) bytes of data, but \(present) are there; is it cut off?"
    case .tooMuchData(let described, let present, let isAnotherArray):
      "too much data: it describes \(described) bytes, and \(present) are there"
        + (isAnotherArray
          ? "; another array begins behind the first: save each in a file of its own, or `numpy.savez`"
          : "")
    case .integerRange(let index): "element \(index) does not fit a 64-bit signed integer"
    }
  }

  /// What elements are, by the letter of their type.
  private static func name(of type: String) -> String {
    switch type.drop(while: { "<>|=".contains($0) }).first {
    case "c": "complex numbers"
    case "U", "S", "a": "text"
    case "O": "Python objects"
    case "M": "dates"
    case "m": "spans of time"
    case "V": "bytes of no type, as bfloat16 is saved"
    case "f": "floats of another size"
    default: "elements of an unknown type"
    }
  }
}

extension FileError.Problem {
  /// The problem of a NumPy array.
  public static func numpy(_ problem: NumPyProblem) -> Self { .content(problem) }
}
