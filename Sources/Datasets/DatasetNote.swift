/// What was noticed of data that could be loaded, for the user to know.
public enum DatasetNote: Equatable, Sendable {
  /// Rows and columns of the images were swapped, because the user asked for it or because of the
  /// name of the file.
  case transposed(path: String, isAsked: Bool)
  /// Numbers became bytes: which of them are black and white.
  case scaled(path: String, black: Double, white: Double)
  /// Classes without training images, by name.
  case emptyClasses(names: [String], areDrawn: Bool)
  /// Pictures with next to nothing on them.
  case nearlyConstant(count: Int, of: Int, first: String, cause: ConstantCause?)
  /// PNG files that go on after their end.
  case bytesAfterEnd(count: Int, of: Int, first: String)
  /// A folder beside those of training and test that was not read.
  case leftOut(path: String)

  /// What makes a picture constant that has something on it for other programs.
  public enum ConstantCause: Equatable, Sendable {
    /// Black ink on a transparent ground, which counts as black.
    case transparentGround
    /// Numbers of 16 bits that do not go beyond 255.
    case lowByteOnly
  }
}

extension DatasetNote {
  /// Whether the user may want to do something about it.
  public var isWarning: Bool {
    switch self {
    case .transposed, .scaled: false
    default: true
    }
  }
}

extension DatasetNote: CustomStringConvertible {
  public var description: String {
    switch self {
    case .transposed(let path, let isAsked):
      "\(path): rows and columns of the images are swapped"
        + (isAsked ? "" : ", as EMNIST needs it (`transpose=no`: they stay)")
    case .scaled(let path, let black, let white):
      "\(path): its numbers are taken as \(Int(black)) for black to \(Int(white)) for white"
    case .emptyClasses(let names, let areDrawn):
      "there are no training images of \(Self.list(names)); "
        + (areDrawn
          ? "training draws such labels all the same, as `empty=draw` says"
          : "pictures leave their place blank, and training draws no such label "
            + "(`empty=draw`: it does)")
    case .nearlyConstant(let count, let total, let first, let cause):
      "\(count) of \(total) pictures are of one grey or nearly so, \(first) is the first"
        + Self.text(of: cause)
    case .bytesAfterEnd(let count, let total, let first):
      "\(count) of \(total) PNG files have bytes after their end, which are left out; "
        + "\(first) is the first"
    case .leftOut(let path): "\(path) is left out: there are test images already"
    }
  }

  private static func text(of cause: ConstantCause?) -> String {
    switch cause {
    case .transparentGround:
      ": black ink on a transparent ground, which counts as black; `background=white` makes it white"
    case .lowByteOnly:
      ": it has 16 bits and uses the low 8 of them alone, black to nearly black; convert it to 8 bits"
    case nil: ""
    }
  }

  /// `class 3`, `the classes 0 to 6, 9`: neighbours that are numbers as a range, at most ten parts.
  private static func list(_ names: [String]) -> String {
    var parts: [(first: String, last: String)] = []
    for name in names {
      if let last = parts.last?.last, let number = Int(last), Int(name) == number + 1 {
        parts[parts.count - 1].last = name
      } else {
        parts.append((name, name))
      }
    }
    let texts = parts.prefix(10).map { part in
      part.first == part.last ? part.first : "\(part.first) to \(part.last)"
    }
    let rest = parts.count > 10 ? " and \(parts.count - 10) more" : ""
    return (names.count == 1 ? "class " : "the classes ") + texts.joined(separator: ", ") + rest
  }
}
