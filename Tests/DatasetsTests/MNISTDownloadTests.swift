import Datasets
import FileTesting
import Files
import Foundation
import Testing

@Suite struct MNISTDownloadTests {
  let folder = TemporaryFolder()

  private static let first = "train-images-idx3-ubyte"

  private func download(_ url: String) -> MNISTDownload {
    var checksums: [String: String] = [:]
    for (name, bytes) in SmallMNIST.files {
      var hash = SHA256()
      hash.update(bytes)
      checksums[name] = hash.hexadecimal
    }
    return MNISTDownload(
      environment: ["GANBOOK_MNIST_URL": url], checksums: checksums,
      sizes: SmallMNIST.files.mapValues(\.count))
  }

  private func answers(
    changing change: (String, [UInt8]) -> LocalServer.Answer = { LocalServer.Answer($1) }
  ) -> [String: LocalServer.Answer] {
    var answers: [String: LocalServer.Answer] = [:]
    for (name, bytes) in SmallMNIST.files {
      answers[name + ".gz"] =
        name == Self.first ? change(name, gzip(bytes)) : LocalServer.Answer(gzip(bytes))
    }
    return answers
  }

  /// The error of a download of a spoiled first file. Nothing may be left behind.
  private func failure(
    _ change: (String, [UInt8]) -> LocalServer.Answer
  ) throws -> (DatasetError?, url: String) {
    let server = try LocalServer(answers(changing: change))
    defer { server.stop() }
    let error = datasetError {
      try download(server.url).fetchMissing(into: folder.path) { _ in }
    }
    #expect(folder.names == [], "something half-written was left behind")
    return (error, server.url + Self.first + ".gz")
  }

  @Test func fourCheckedFilesArrive() throws {
    let server = try LocalServer(answers())
    defer { server.stop() }
    var last: DownloadProgress?
    try download(server.url).fetchMissing(into: folder.path + "/new/folder") { last = $0 }
    #expect(last?.file == "t10k-labels-idx1-ubyte.gz")
    let data = try MNIST.load(from: folder.path + "/new/folder", environment: [:])
    #expect(data.training.count == 20)
  }

  @Test func aBrokenDownloadGoesOnWithTheFilesThatAreMissing() throws {
    let server = try LocalServer(answers())
    defer { server.stop() }
    for (name, bytes) in SmallMNIST.files where name.hasPrefix("train") {
      try folder.write(gzip(bytes), as: name + ".gz")
    }
    // A process that was killed has left this; no process has so high a number.
    let left = ".t10k-images-idx3-ubyte.gz.\(PartialFiles.machine)-2000000000-1.partial"
    try folder.write([1, 2, 3], as: left)
    try download(server.url).fetchMissing(into: folder.path) { _ in }
    #expect(server.requests == ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"])
    #expect(folder.names == SmallMNIST.files.keys.map { $0 + ".gz" }.sorted())
  }

  @Test func filesOnDiskCanBeTheMirror() throws {
    let mirror = TemporaryFolder()
    for (name, bytes) in SmallMNIST.files { try mirror.write(gzip(bytes), as: name + ".gz") }
    try download("file://" + mirror.path).fetchMissing(into: folder.path) { _ in }
    #expect(folder.names.count == 4)
  }

  @Test func lessThanWasDeclaredIsAnError() throws {
    let (error, url) = try failure {
      LocalServer.Answer(Array($1.dropLast(9)), declaring: $1.count)
    }
    guard case .downloadFailed(url, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func aTruncatedFileIsAnError() throws {
    let (error, url) = try failure { LocalServer.Answer(Array($1.dropLast(9))) }
    #expect(
      error == .downloadFailed(url: url, reason: "what came is not whole (it ends too early)"))
  }

  @Test func otherContentIsAnError() throws {
    let (error, url) = try failure { _, _ in LocalServer.Answer(gzip([1, 2, 3])) }
    guard case .wrongChecksum(url, _, let found) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found == "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81")
  }

  @Test func moreThanThereCanBeIsCutOff() throws {
    let (error, url) = try failure { _, _ in
      LocalServer.Answer([UInt8](repeating: 7, count: 4 << 20), declaring: nil)
    }
    guard case .downloadTooLarge(url, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func aBombIsNotUnpacked() throws {
    let (error, _) = try failure { _, _ in
      LocalServer.Answer(gzip([UInt8](repeating: 0, count: 5 << 20)))
    }
    guard case .wrongChecksum = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func aMissingFileAndAClosedPortAreErrors() throws {
    let server = try LocalServer([:])
    let gone = datasetError { try download(server.url).fetchMissing(into: folder.path) { _ in } }
    server.stop()
    #expect(gone?.description.contains("404") == true)
    let refused = datasetError {
      try download("http://127.0.0.1:9/").fetchMissing(into: folder.path) { _ in }
    }
    #expect(refused?.description.contains("could not be downloaded") == true)
    #expect(folder.names == [])
  }

  @Test func whoWatchesCanEndIt() throws {
    struct Enough: Error {}
    let server = try LocalServer(answers())
    defer { server.stop() }
    #expect(throws: Enough.self) {
      try download(server.url).fetchMissing(into: folder.path) { _ in throw Enough() }
    }
    #expect(folder.names == [])
  }

  @Test func aFolderThatCannotBeMadeIsAnError() throws {
    let file = try folder.write([], as: "file")
    for place in [file + "/mnist", "/proc/nowhere/mnist"] {
      let error = datasetError { try download("file:///x").fetchMissing(into: place) { _ in } }
      guard case .cannotWrite = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }
}
