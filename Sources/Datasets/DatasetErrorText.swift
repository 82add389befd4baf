/// How each error reads: what, where, what to do.
extension DatasetError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .noSuchFiles(let paths):
      "there are no such files: \(paths.joined(separator: ", ")); check the paths"
    case .otherFormat(let path, .gzip, _, isCompressed: true):
      "\(path) holds a gzip file inside its gzip data: it was compressed twice; `gzip -d` it once"
    case .otherFormat(let path, let kind, let wanted, let isCompressed):
      "\(path) \(isCompressed ? "holds" : "is") \(kind.rawValue), no \(wanted)"

    case .gzipDamaged(let path, let reason):
      "\(path) is a damaged gzip file (\(reason)); get it again"
    case .gzipTruncated(let path):
      "\(path) is a gzip file that ends too early; get it again"
    case .gzipTrailingBytes(let path):
      "\(path) has bytes after the end of its gzip data; get it again"

    case .idxTooShort(let path, let bytes):
      "\(path) is not an IDX file: \(bytes) bytes are too few for its header"
    case .idxWrongMagic(let path, let found):
      "\(path) is not an IDX file: it starts with bytes \(hexadecimal(found)) instead of two zeros, "
        + "the type of its numbers and how many axes it has"
    case .idxWrongElementType(let path, let type):
      "\(path) holds floats (type 0x\(hexadecimal([type]))); labels are whole numbers"
    case .idxNotImages(let path, let extents):
      "\(path) is an IDX file of \(product(extents)); images are n x side x side, of one channel"
        + (extents.count == 1 ? "; are labels given as images?" : "")
    case .idxNotLabels(let path, let extents):
      "\(path) is an IDX file of \(product(extents)); labels are one number for each image, or "
        + "QMNIST's eight" + (extents.count > 2 ? "; are images given as labels?" : "")
    case .idxNotPixels(let path, let lowest, let highest):
      "\(path) holds numbers from \(lowest) to \(highest); pixels are 0 to 255, and floats may be "
        + "0 to 1 or -1 to 1, too"
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
      "\(path) has \(found) \(found == 1 ? "class" : "classes"); 2 to 1000 can be learned"

    case .classWithoutImages(let path):
      "the class folder \(path) holds no pictures; put PNG files into it or remove it"
    case .picturesWithoutClasses(let path):
      "\(path) holds pictures and no folders of classes; put those of each class into a folder of "
        + "their own"
    case .folderInClass(let path):
      "\(path) is a folder inside a class folder, which holds pictures only; move it elsewhere"
    case .foldersOfFolders(let path, let inner):
      "\(path) holds folders of folders; load one of them, as \(inner)"
    case .notAPNG(let path, .empty): "\(path) is an empty file; get it again, or remove it"
    case .notAPNG(let path, let kind):
      "\(path) is \(kind?.rawValue ?? "something else"), no PNG picture; convert it or move it "
        + "elsewhere"
    case .cannotReadPicture(_, let reason):
      reason
    case .folderTooLarge(let path, let limit):
      "the pictures in \(path) have more than the \(limit) pixels that can be loaded"

    case .folderMissing(let path, let variable):
      "there is no folder \(path)\(named(by: variable)); name the folder that holds the four MNIST "
        + "files" + (variable == nil ? "" : ", or unset the variable")
    case .filesMissing(let folder, let names, let variable):
      "\(folder)\(named(by: variable)) lacks \(names.joined(separator: ", ")) (plain or with .gz); all "
        + "four MNIST files must be in one folder"
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

    case .interrupted: "interrupted"
    case .wrongCount(let what, let value, let lowest, let highest):
      "\(what) must be from \(lowest) to \(highest), not \(value)"
    }
  }

  private func named(by variable: String?) -> String {
    variable.map { " (named by $\($0))" } ?? ""
  }

  private func product(_ extents: [Int]) -> String {
    extents.map(String.init).joined(separator: "x")
  }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
}
