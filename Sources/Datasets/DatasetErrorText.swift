/// How each error reads: what, where, what to do.
extension DatasetError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotOpen(let path, let reason):
      "cannot open \(path): \(reason)"
    case .noSuchFiles(let paths):
      "there are no such files: \(paths.joined(separator: ", ")); check the paths"
    case .cannotRead(let path, let reason):
      "cannot read \(path): \(reason)"
    case .notAFile(let path):
      "\(path) is not a file; give the path of a file"

    case .gzipDamaged(let path, let reason):
      "\(path) is a damaged gzip file (\(reason)); get it again"
    case .gzipTruncated(let path):
      "\(path) is a gzip file that ends too early; get it again"
    case .gzipTrailingBytes(let path):
      "\(path) has bytes after the end of its gzip data; get it again"

    case .idxTooShort(let path, let bytes):
      "\(path) is not an IDX file: \(bytes) bytes are too few for its header"
    case .idxWrongMagic(let path, let found):
      "\(path) is not an IDX file: it starts with bytes \(hexadecimal(found)) instead of 00 00 08"
    case .idxWrongElementType(let path, let type):
      "\(path) holds IDX elements of type 0x\(hexadecimal([type])); only unsigned bytes (0x08) "
        + "can be loaded"
    case .idxWrongRank(let path, let expected, let found):
      "\(path) is an IDX file with \(found) dimensions where \(expected) are expected; "
        + (expected == 3 ? "are labels given as images?" : "are images given as labels?")
    case .idxTooLarge(let path, let extents, let limit):
      "\(path) declares \(product(extents)) bytes; at most \(limit) can be loaded"
    case .idxTruncated(let path, let expected, let found):
      "\(path) is truncated: its header declares \(expected) bytes of data, it has \(found); "
        + "get it again"
    case .idxOversized(let path, let expected):
      "\(path) is longer than its header declares (\(expected) bytes of data); get it again"

    case .noImages(let path):
      "\(path) holds no images"
    case .wrongImageSize(let path, let expected, let found):
      "\(path) holds images of \(product(found)) where \(product(expected)) is expected"
    case .unusableImageSize(let path, let height, let width):
      "\(path) holds images of \(height)x\(width) pixels; the models need square images whose side is "
        + "divisible by 4 and at most 64"
    case .countsDiffer(let images, let imageCount, let labels, let labelCount):
      "\(images) holds \(imageCount) images but \(labels) holds \(labelCount) labels; "
        + "they must belong together"
    case .labelTooLarge(let path, let index, let label, let classes):
      "\(path) has label \(label) at index \(index); labels must be 0 to \(classes - 1)"
    case .wrongClassCount(let path, let found):
      "\(path) has \(found) classes; 2 to 1000 can be learned"

    case .classWithoutImages(let path):
      "the class folder \(path) holds no pictures; put PNG files into it or remove it"
    case .notAPNG(let path):
      "\(path) is not a PNG file (.png); convert it or move it elsewhere"
    case .cannotReadPicture(_, let reason):
      reason
    case .folderTooLarge(let path, let limit):
      "the pictures in \(path) have more than the \(limit) pixels that can be loaded"

    case .folderMissing(let path):
      "there is no folder \(path); give the folder that holds the four MNIST files"
    case .filesMissing(let folder, let names):
      "\(folder) lacks \(names.joined(separator: ", ")) (plain or with .gz); all four MNIST files "
        + "must be in one folder"
    case .notFound(let lookedIn, let download):
      "MNIST was not found in \(lookedIn.joined(separator: ", ")), and \(download). "
        + "Put the four files into one of these folders, name another by `from=` or "
        + "$GANBOOK_DATA, or use `load mnist missing=digits` or `load digits`"

    case .cannotWrite(let path, let reason):
      "cannot write \(path): \(reason)"
    case .downloadFailed(let url, let reason):
      "\(url) could not be downloaded: \(reason)"
    case .downloadTooLarge(let url, let limit):
      "\(url) is larger than the \(limit) bytes that the file can have"
    case .wrongChecksum(let url, let expected, let found):
      "\(url) has not the content it should have: SHA-256 \(found) instead of \(expected)"

    case .wrongCount(let what, let value, let lowest, let highest):
      "\(what) must be from \(lowest) to \(highest), not \(value)"
    }
  }

  private func product(_ extents: [Int]) -> String {
    extents.map(String.init).joined(separator: "x")
  }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
}
