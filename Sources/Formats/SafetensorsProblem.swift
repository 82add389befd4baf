import Files

/// Why bytes are not a safetensors file, or what it lacks.
public enum SafetensorsProblem: ContentProblem {
  /// A file of so many bytes, too few for the length of a header.
  case tooShort(bytes: Int)
  /// A header that is longer than the file or the format allows.
  case headerLength(UInt64, fileBytes: Int)
  /// The header is not JSON.
  case headerJSON(JSONProblem)
  /// The header is JSON of another form.
  case headerNotAnObject
  /// Metadata that is no text.
  case metadataNotStrings(key: String)
  /// What the header says of a tensor is not of the format's form, and why.
  case badEntry(name: String, why: String)
  /// A tensor of a type that is not read.
  case unreadableType(name: String, type: String)
  /// A tensor of more bytes than any file has.
  case tooLarge(name: String, type: String, shape: [Int])
  /// A tensor whose byte range does not fit its type and shape.
  case sizeMismatch(name: String, type: String, shape: [Int], bytes: Int)
  /// A tensor does not begin where the one before it ends.
  case hole(name: String, begin: Int, expected: Int)
  /// The tensors take another number of bytes than the file has for them.
  case dataLength(described: Int, present: Int)
  /// There is no tensor of that name; some of the names that there are.
  case missing(name: String, nearby: [String])
  /// A tensor of another type than what is asked for.
  case wrongType(name: String, type: ElementType, wanted: String)
  /// A tensor of another shape than what is asked for.
  case wrongShape(name: String, shape: [Int], wanted: [Int])
  /// An element, counted from 0, that does not fit a 64-bit signed integer.
  case integerRange(name: String, index: Int)
}

extension SafetensorsProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooShort(let bytes):
      "not a safetensors file: \(bytes) bytes cannot hold the 8-byte length of a header"
    case .headerLength(let length, let fileBytes):
      "not a whole safetensors file: it claims a header of \(length) bytes and has \(fileBytes); "
        + "is it another format, or cut off?"
    case .headerJSON(let problem): "not a safetensors file: in its header: \(problem)"
    case .headerNotAnObject: "not a safetensors file: its header is no JSON object"
    case .metadataNotStrings(let key):
      "not a safetensors file: its metadata \"\(short(key))\" is no string"
    case .badEntry(let name, let why): "safetensors header: tensor \"\(short(name))\": \(why)"
    case .unreadableType(let name, let type):
      "tensor \"\(short(name))\" is of type \(short(type)), which is not read; readable are "
        + ElementType.allCases.map(\.rawValue).joined(separator: ", ")
    case .tooLarge(let name, let type, let shape):
      "safetensors header: tensor \"\(short(name))\" of type \(type) and shape "
        + "\(text(shape)) is larger than any file"
    case .sizeMismatch(let name, let type, let shape, let bytes):
      "safetensors header: tensor \"\(short(name))\" of type \(type) and shape \(text(shape)) "
        + "is given \(bytes) bytes, which do not fit"
    case .hole(let name, let begin, let expected):
      "safetensors header: tensor \"\(short(name))\" begins at byte \(begin) of the data where "
        + "\(expected) is expected: tensors must neither overlap nor leave holes"
    case .dataLength(let described, let present) where present > described:
      "too much data: its header describes \(described) bytes, and \(present) are there"
    case .dataLength(let described, let present):
      "not a whole safetensors file: its header describes \(described) bytes of data, "
        + "\(present) are there; is it cut off?"
    case .missing(let name, let nearby):
      "has no tensor \"\(short(name))\""
        + (nearby.isEmpty ? "" : "; it has \(nearby.map(short).joined(separator: ", "))")
    case .wrongType(let name, let type, let wanted):
      "tensor \"\(short(name))\" is of type \(type.rawValue), not \(wanted)"
    case .wrongShape(let name, let shape, let wanted):
      "tensor \"\(short(name))\" has the shape \(text(shape)) instead of \(text(wanted))"
    case .integerRange(let name, let index):
      "element \(index) of tensor \"\(short(name))\" does not fit a 64-bit signed integer"
    }
  }

  private func short(_ name: String) -> String {
    name.count > 80 ? name.prefix(80) + "…" : name
  }

  private func text(_ shape: [Int]) -> String {
    let extents = shape.prefix(8).map(String.init).joined(separator: ", ")
    return "[" + extents + (shape.count > 8 ? ", …]" : "]")
  }
}

extension FileError.Problem {
  /// The problem of a safetensors file.
  public static func safetensors(_ problem: SafetensorsProblem) -> Self { .content(problem) }
}
