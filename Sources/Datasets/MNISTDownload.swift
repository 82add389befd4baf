import Files
import Platform

/// How far the download of MNIST is.
public struct DownloadProgress: Equatable, Sendable {
  /// The file on its way, as `train-images-idx3-ubyte.gz`.
  public let file: String
  /// Bytes of all files so far.
  public let received: Int
  /// About how many bytes they will be.
  public let expected: Int
}

/// Fetches the files of MNIST that a folder lacks.
///
/// Each comes under a name of its own, is unpacked and checked against the known SHA-256 of its
/// content, and only then gets its real name; what is not right is removed. So a download that was
/// cut off starts anew with the file it was at, and two processes do not disturb each other.
package struct MNISTDownload {
  let mirrors: [String]
  /// By file name; only tests have others than those of MNIST.
  let checksums: [String: String]
  let sizes: [String: Int]

  /// - Parameter environment: `GANBOOK_MNIST_URL` takes the place of the mirrors.
  package init(
    environment: [String: String], checksums: [String: String]? = nil, sizes: [String: Int]? = nil
  ) {
    if let url = environment["GANBOOK_MNIST_URL"], !url.isEmpty {
      mirrors = [url.hasSuffix("/") ? url : url + "/"]
    } else {
      mirrors = [
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
      ]
    }
    let files = MNISTFile.allCases
    self.checksums =
      checksums ?? Dictionary(uniqueKeysWithValues: files.map { ($0.rawValue, $0.checksum) })
    self.sizes = sizes ?? Dictionary(uniqueKeysWithValues: files.map { ($0.rawValue, $0.size) })
  }

  /// - Throws: ``DatasetError`` of the last mirror, or what `progress` throws.
  package func fetchMissing(
    into folder: String, progress: (DownloadProgress) throws -> Void
  ) throws {
    let missing = MNISTFile.allCases.filter { $0.path(in: folder) == nil }
    guard !missing.isEmpty else { return }
    do throws(Folder.NotMade) {
      try Folder.make(folder)
    } catch {
      throw DatasetError.cannotWrite(path: error.path, reason: error.problem.reason)
    }
    if let held = try? HeldFolder(folder) {
      PartialFiles.removeStale(
        of: missing.map(name), in: held.descriptor, through: SystemFiles())
    }
    let expected = missing.map(\.downloadSize).reduce(0, +)
    var before = 0
    for file in missing {
      try fetch(file, into: folder) { size in
        try progress(
          DownloadProgress(file: name(file), received: before + size, expected: expected))
      }
      before += file.downloadSize
    }
  }

  private func name(_ file: MNISTFile) -> String { file.rawValue + ".gz" }

  private func fetch(
    _ file: MNISTFile, into folder: String, progress: (Int) throws -> Void
  ) throws {
    let name = name(file)
    let partial = PartialFiles.newName(for: name)
    defer { PartialFiles.giveBack(partial) }
    let part = "\(folder)/\(partial)"
    var failure: DatasetError?
    for mirror in mirrors {
      defer { unlink(part) }
      do {
        // Deflate may add a little to what it cannot shrink.
        let limit = (sizes[file.rawValue] ?? file.size) * 9 / 8 + 1024
        try CurlDownload(url: mirror + name, path: part, limit: limit).run(progress: progress)
        try check(part, file, url: mirror + name)
        let path = "\(folder)/\(name)"
        do throws(SystemProblem) {
          try FileReplacement.publish(partial, as: path)
        } catch {
          throw DatasetError.cannotWrite(path: path, reason: error.reason)
        }
        return
      } catch let error as DatasetError {
        failure = error
      }
    }
    throw failure ?? DatasetError.downloadFailed(url: name, reason: "there is no mirror")
  }

  private func check(_ part: String, _ file: MNISTFile, url: String) throws(DatasetError) {
    let size = sizes[file.rawValue] ?? file.size
    var hash = SHA256()
    var count = 0
    do throws(DatasetError) {
      let reader = try GzipReader(path: part)
      let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
      defer { piece.deallocate() }
      // One piece more than there should be: nothing inflates to gigabytes here.
      while count <= size {
        let read = try reader.read(into: piece)
        hash.update(UnsafeRawBufferPointer(rebasing: piece[..<read]))
        count += read
        if read < piece.count { break }
      }
    } catch {
      // The partial file has a name that means nothing to the user.
      throw .downloadFailed(url: url, reason: "what came is not whole (\(reason(error)))")
    }
    let expected = checksums[file.rawValue] ?? file.checksum
    guard hash.hexadecimal == expected else {
      throw .wrongChecksum(url: url, expected: expected, found: hash.hexadecimal)
    }
  }

  private func reason(_ error: DatasetError) -> String {
    switch error {
    case .gzipTruncated: "it ends too early"
    case .gzipTrailingBytes: "there are bytes after its end"
    case .gzipDamaged(_, let reason): reason
    case .file(let error): error.problem.description
    default: error.description
    }
  }
}
