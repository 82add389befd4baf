import Files

/// The four files of MNIST, by their names without `.gz`.
enum MNISTFile: String, CaseIterable {
  case trainingImages = "train-images-idx3-ubyte"
  case trainingLabels = "train-labels-idx1-ubyte"
  case testImages = "t10k-images-idx3-ubyte"
  case testLabels = "t10k-labels-idx1-ubyte"

  /// The path of the file in a folder, plain before compressed; nil if it is not there.
  ///
  /// Some call it `train-images.idx3-ubyte`, and Kaggle's archive unpacks to folders of these names
  /// that hold the file.
  func path(in folder: String) -> String? {
    let dotted = rawValue.replacing("-idx", with: ".idx")
    let names = [rawValue, dotted, rawValue + ".gz", dotted + ".gz"]
    let inner = [rawValue, dotted].flatMap { folder in names.map { "\(folder)/\($0)" } }
    return (names + inner).map { "\(folder)/\($0)" }.first(where: InputFile.exists)
  }

  /// The size of the content, uncompressed, in bytes.
  var size: Int {
    switch self {
    case .trainingImages: 47_040_016
    case .trainingLabels: 60_008
    case .testImages: 7_840_016
    case .testLabels: 10_008
    }
  }

  /// About what the mirrors send, in bytes: for the progress, not for a check.
  var downloadSize: Int {
    switch self {
    case .trainingImages: 9_912_422
    case .trainingLabels: 28_881
    case .testImages: 1_648_877
    case .testLabels: 4_542
    }
  }

  /// The SHA-256 of the content, uncompressed. Mirrors compress differently, but what they compress
  /// is the same.
  var checksum: String {
    switch self {
    case .trainingImages: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
    case .trainingLabels: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"
    case .testImages: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
    case .testLabels: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
    }
  }
}
