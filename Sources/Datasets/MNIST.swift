import Files
import Platform

/// The MNIST database of handwritten digits (LeCun, Cortes, Burges): 60,000 training and 10,000
/// test images of 28x28, ten classes. Any four files of the same names and form serve,
/// Fashion-MNIST's too.
public enum MNIST {
  /// Finds the four files and reads them; downloads them if they are nowhere.
  ///
  /// The place is `folder`, if it is given, or else `$GANBOOK_DATA`: what is named is used or is an
  /// error. Otherwise `./data/mnist` and the user's cache folder are looked into, in this order.
  /// Each file may be plain or end in `.gz`; in `MNIST/raw` below a folder torchvision keeps them.
  ///
  /// - Parameters:
  ///   - folder: the one with the four files; nil looks for them.
  ///   - environment: the variables to go by; nil takes the process's own.
  ///   - drawsEmptyClasses: whether training draws labels that no image has.
  ///   - progress: called some times a second while a download runs. What it throws ends the
  ///     download and is passed on.
  /// - Throws: ``DatasetError``, or what `progress` throws.
  public static func load(
    from folder: String? = nil, environment: [String: String]? = nil,
    drawsEmptyClasses: Bool = false,
    progress: (DownloadProgress) throws -> Void = { _ in }
  ) throws -> ImageDataset {
    let files = try files(
      from: folder, environment: environment ?? processEnvironment, progress: progress)
    let path = { (file: MNISTFile) in files[file] ?? file.rawValue }
    return try IDXDataset.load(
      name: "mnist", images: path(.trainingImages), labels: path(.trainingLabels),
      testImages: path(.testImages), testLabels: path(.testLabels), classes: 10,
      drawsEmptyClasses: drawsEmptyClasses)
  }

  /// The paths of the four files.
  private static func files(
    from folder: String?, environment: [String: String],
    progress: (DownloadProgress) throws -> Void
  ) throws -> [MNISTFile: String] {
    if let folder { return try files(named: folder, variable: nil) }
    if let folder = namedFolder(environment) {
      return try files(named: folder, variable: folderVariable)
    }
    let lookedIn = places(environment)
    let cache = cacheFolder(environment)
    // In the cache folder, files that are missing come by download.
    if let found = lookedIn.first(where: holdsFiles), found != cache {
      return try files(named: found, variable: nil)
    }
    guard let cache else {
      throw DatasetError.notFound(
        lookedIn: lookedIn,
        download: "there is no cache folder to download it to: set $HOME or $XDG_CACHE_HOME")
    }
    do {
      try MNISTDownload(environment: environment).fetchMissing(into: cache, progress: progress)
    } catch let error as DatasetError {
      throw DatasetError.notFound(
        lookedIn: lookedIn, download: "the download failed (\(error))")
    }
    return try files(named: cache, variable: nil)
  }

  private static let folderVariable = "GANBOOK_DATA"

  /// The folder that the environment names.
  private static func namedFolder(_ environment: [String: String]) -> String? {
    environment[folderVariable].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Where the files are looked for without a folder given, in this order.
  public static func places(_ environment: [String: String]? = nil) -> [String] {
    let environment = environment ?? processEnvironment
    if let folder = namedFolder(environment) { return [folder] }
    return ["data/mnist", cacheFolder(environment)].compactMap { $0 }
  }

  /// Whether at least one of the four files is in a folder.
  public static func holdsFiles(_ folder: String) -> Bool { holder(of: folder) != nil }

  /// The folder itself, or the one below it where torchvision keeps the files; nil where there is
  /// none of the four.
  private static func holder(of folder: String) -> String? {
    [folder, folder + "/MNIST/raw", folder + "/raw"].first { folder in
      MNISTFile.allCases.contains { $0.path(in: folder) != nil }
    }
  }

  /// Where downloads are kept: `$XDG_CACHE_HOME/ganbook/mnist`, else `~/.cache/ganbook/mnist`, on
  /// macOS `~/Library/Caches/ganbook/mnist`; nil without a home.
  public static func cacheFolder(_ environment: [String: String]? = nil) -> String? {
    let environment = environment ?? processEnvironment
    // The XDG specification has relative paths ignored.
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
      return cache + "/ganbook/mnist"
    }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    #if os(macOS)
      return home + "/Library/Caches/ganbook/mnist"
    #else
      return home + "/.cache/ganbook/mnist"
    #endif
  }

  /// The paths of the four files in a folder, or in the one below it that holds them.
  private static func files(
    named folder: String, variable: String?
  ) throws(DatasetError) -> [MNISTFile: String] {
    guard Folder.exists(folder) else { throw .folderMissing(path: folder, variable: variable) }
    let holder = holder(of: folder) ?? folder
    var paths: [MNISTFile: String] = [:]
    for file in MNISTFile.allCases { paths[file] = file.path(in: holder) }
    let missing = MNISTFile.allCases.filter { paths[$0] == nil }
    guard missing.isEmpty else {
      throw .filesMissing(folder: holder, names: missing.map(\.rawValue), variable: variable)
    }
    return paths
  }

  /// The variables that matter here.
  private static var processEnvironment: [String: String] {
    var environment: [String: String] = [:]
    for name in [folderVariable, "GANBOOK_MNIST_URL", "XDG_CACHE_HOME", "HOME"] {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    return environment
  }
}
