import Datasets
import FileTesting
import Foundation
import TensorEngine
import Testing

@Suite struct MNISTTests {
  let folder = TemporaryFolder()

  private func writeSmallMNIST(to folder: TemporaryFolder, isCompressed: Bool) throws {
    for (name, bytes) in SmallMNIST.files {
      if isCompressed {
        try folder.write(gzip(bytes), as: name + ".gz")
      } else {
        try folder.write(bytes, as: name)
      }
    }
  }

  @Test(arguments: [false, true]) func aFolderOfFourFilesIsEnough(isCompressed: Bool) throws {
    try writeSmallMNIST(to: folder, isCompressed: isCompressed)
    let data = try MNIST.load(from: folder.path, environment: [:])
    #expect(data.name == "mnist")
    #expect(data.training.count == 20)
    #expect(data.test.count == 10)
    #expect(data.classes == 10)
    #expect(data.test.label(at: 9) == 9)
  }

  @Test func placesAreLookedIntoInTurn() throws {
    let cache = folder.path + "/cache/ganbook/mnist"
    try FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true)
    for (name, bytes) in SmallMNIST.files {
      try Data(bytes).write(to: URL(fileURLWithPath: "\(cache)/\(name)"))
    }
    let environment = ["XDG_CACHE_HOME": folder.path + "/cache"]
    #expect(try MNIST.load(environment: environment).training.count == 20)
    let first = TemporaryFolder()
    try writeSmallMNIST(to: first, isCompressed: true)
    try first.write(idx([1, 28, 28], .init(repeating: 0, count: 784)), as: SmallMNIST.testImages)
    try first.write(idx([1], [3]), as: SmallMNIST.testLabels)
    let both = ["XDG_CACHE_HOME": folder.path + "/cache", "GANBOOK_DATA": first.path]
    #expect(try MNIST.load(environment: both).test.count == 1, "plain files come before .gz")
  }

  /// Never other data in its place, though they are there.
  @Test func theFolderThatTheVariableNamesIsUsedOrAnError() throws {
    let cache = folder.path + "/ganbook/mnist"
    try FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true)
    for (name, bytes) in SmallMNIST.files { try folder.write(bytes, as: "ganbook/mnist/\(name)") }
    func load(_ named: String) -> DatasetError? {
      datasetError {
        _ = try MNIST.load(environment: ["XDG_CACHE_HOME": folder.path, "GANBOOK_DATA": named])
      }
    }
    #expect(load("") == nil, "empty is not set")
    #expect(
      load("/nowhere")?.description
        == "there is no folder /nowhere (named by $GANBOOK_DATA); name the folder that holds the "
        + "four MNIST files, or unset the variable")
    let empty = TemporaryFolder()
    #expect(
      load(empty.path)
        == .filesMissing(
          folder: empty.path, names: SmallMNIST.names, variable: "GANBOOK_DATA"))
    try empty.write([0, 0, 8, 3], as: SmallMNIST.names[0])
    #expect(
      load(empty.path)
        == .filesMissing(
          folder: empty.path, names: Array(SmallMNIST.names[1...]), variable: "GANBOOK_DATA"))
  }

  /// As other programs name and place them.
  @Test(arguments: ["", ".gz"]) func otherNamesOfTheFiles(ending: String) throws {
    func write(_ folder: TemporaryFolder, _ place: (String) -> String) throws {
      for (name, bytes) in SmallMNIST.files {
        let path = "\(folder.path)/\(place(name))\(ending)"
        try FileManager.default.createDirectory(
          atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(ending.isEmpty ? bytes : gzip(bytes)).write(to: URL(fileURLWithPath: path))
      }
    }
    for place in [
      { $0.replacingOccurrences(of: "-idx", with: ".idx") }, { "\($0)/\($0)" },
      { "MNIST/raw/\($0)" }, { "raw/\($0)" },
    ] as [(String) -> String] {
      let folder = TemporaryFolder()
      try write(folder, place)
      let data = try MNIST.load(from: folder.path, environment: [:])
      #expect(data.training.count == 20, "\(place("x-idx"))")
    }
  }

  @Test func onlyRegularFilesCountAsFound() throws {
    try writeSmallMNIST(to: folder, isCompressed: true)
    // Folders of these names, as unpacking leaves them, and nothing in them.
    for name in SmallMNIST.names {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(name)", withIntermediateDirectories: false)
    }
    #expect(try MNIST.load(from: folder.path, environment: [:]).training.count == 20)
  }

  @Test func aNamedFolderIsTheOnlyPlace() throws {
    let missing = folder.path + "/missing"
    #expect(
      datasetError { _ = try MNIST.load(from: missing, environment: [:]) }
        == .folderMissing(path: missing, variable: nil))
    try writeSmallMNIST(to: folder, isCompressed: true)
    try FileManager.default.removeItem(atPath: "\(folder.path)/\(SmallMNIST.testLabels).gz")
    #expect(
      datasetError { _ = try MNIST.load(from: folder.path, environment: [:]) }
        == .filesMissing(
          folder: folder.path, names: [SmallMNIST.testLabels], variable: nil))
  }

  @Test func aLabelOverNineIsAnError() throws {
    try writeSmallMNIST(to: folder, isCompressed: false)
    try folder.write(idx([10], [0, 1, 2, 3, 10, 5, 6, 7, 8, 9]), as: SmallMNIST.testLabels)
    let path = "\(folder.path)/\(SmallMNIST.testLabels)"
    let error = datasetError { _ = try MNIST.load(from: folder.path, environment: [:]) }
    #expect(error == .labelTooLarge(path: path, index: 4, label: 10, classes: 10))
    #expect(error?.description == "\(path) has label 10 at index 4; labels must be 0 to 9")
  }

  @Test(.timeLimit(.minutes(1))) func withoutDataAndNetworkOneErrorSaysWhereAndWhat() throws {
    let environment = [
      "XDG_CACHE_HOME": folder.path, "GANBOOK_MNIST_URL": "http://127.0.0.1:9/",
    ]
    let error = datasetError { _ = try MNIST.load(environment: environment) }
    let text = error?.description ?? ""
    #expect(
      text.hasPrefix("MNIST was not found in data/mnist, \(folder.path)/ganbook/mnist"))
    #expect(text.contains("http://127.0.0.1:9/train-images-idx3-ubyte.gz could not be downloaded"))
    #expect(text.contains("load digits"))
    #expect(!text.contains("\n"))
  }

  @Test func withoutAHomeThereIsNowhereToDownloadTo() {
    let error = datasetError { _ = try MNIST.load(environment: [:]) }
    #expect(error?.description.contains("set $HOME or $XDG_CACHE_HOME") == true)
  }

  @Test func theRealFiles() throws {
    guard let folder = RealMNIST.folder else { return }
    let mnist = try MNIST.load(from: folder)
    #expect(mnist.training.count == 60_000)
    #expect(mnist.test.count == 10_000)
    #expect(mnist.height == 28)
    #expect(mnist.width == 28)
    #expect(mnist.classes == 10)
    #expect(mnist.trainingLabels(at: [0, 1, 2, 3, 4]) == [5, 0, 4, 1, 9])
    // The published numbers of each digit.
    let counts = (0..<10).map { mnist.training.indices(of: $0).count }
    #expect(counts == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    // The mean of all training pixels, 0.1307 of full scale.
    let sum = mnist.training.pixels.reduce(0) { $0 + Int($1) }
    #expect(abs(Double(sum) / 255 / 47_040_000 - 0.1307) < 1e-4)
  }
}

/// The real MNIST, where there is one.
enum RealMNIST {
  static let folder: String? = {
    let places = [ProcessInfo.processInfo.environment["GANBOOK_DATA"], "../shared/mnist"]
    for place in places.compactMap({ $0 }) {
      if FileManager.default.fileExists(atPath: place + "/train-images-idx3-ubyte.gz") {
        return place
      }
    }
    print("skipped: MNIST is neither in $GANBOOK_DATA nor in ../shared/mnist")
    return nil
  }()
}

/// Twenty training and ten test images under the names of MNIST's files.
enum SmallMNIST {
  static let testImages = "t10k-images-idx3-ubyte"
  static let testLabels = "t10k-labels-idx1-ubyte"
  static let names = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", testImages, testLabels,
  ]

  static let files: [String: [UInt8]] = [
    "train-images-idx3-ubyte": idx([20, 28, 28], pixels(20)),
    "train-labels-idx1-ubyte": idx([20], (0..<20).map { UInt8($0 % 10) }),
    testImages: idx([10, 28, 28], pixels(10)),
    testLabels: idx([10], Array(0..<10)),
  ]

  private static func pixels(_ count: Int) -> [UInt8] {
    (0..<(count * 784)).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 5) }
  }
}
