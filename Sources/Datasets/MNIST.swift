import SafeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The MNIST database of handwritten digits (LeCun, Cortes, Burges): 60,000 training and 10,000
/// test images of 28x28, ten classes. Any four files of the same names and form serve,
/// Fashion-MNIST's too.
public enum MNIST {
  /// Finds the four files and reads them; downloads them if they are nowhere.
  ///
  /// The places, in this order: `folder` alone, if it is given; otherwise `$GANBOOK_DATA`,
  /// `./data/mnist`, the user's cache folder. Each file may be plain or end in `.gz`.
  ///
  /// - Parameters:
  ///   - environment: the variables to go by; nil takes the process's own.
  ///   - progress: called some times a second while a download runs. What it throws ends the
  ///     download and is passed on.
  /// - Throws: ``DatasetError``, or what `progress` throws.
  public static func load(
    from folder: String? = nil, environment: [String: String]? = nil,
    progress: (DownloadProgress) throws -> Void = { _ in }
  ) throws -> ImageDataset {
    let environment = environment ?? processEnvironment
    if let folder {
      guard Folder.exists(folder) else { throw DatasetError.folderMissing(path: folder) }
      return try load(files: try files(in: folder))
    }
    let lookedIn = places(environment)
    let cache = cacheFolder(environment)
    // In the cache folder, files that are missing come by download.
    if let found = lookedIn.first(where: holdsFiles), found != cache {
      return try load(files: try files(in: found))
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
    return try load(files: try files(in: cache))
  }

  /// Where the files are looked for without a folder given, in this order.
  public static func places(_ environment: [String: String]? = nil) -> [String] {
    let environment = environment ?? processEnvironment
    return [environment["GANBOOK_DATA"], "data/mnist", cacheFolder(environment)]
      .compactMap { $0 }.filter { !$0.isEmpty }
  }

  /// Whether at least one of the four files is in a folder.
  public static func holdsFiles(_ folder: String) -> Bool {
    MNISTFile.allCases.contains { $0.path(in: folder) != nil }
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
    #if canImport(Darwin)
      return home + "/Library/Caches/ganbook/mnist"
    #else
      return home + "/.cache/ganbook/mnist"
    #endif
  }

  private static func files(in folder: String) throws(DatasetError) -> [MNISTFile: String] {
    var paths: [MNISTFile: String] = [:]
    for file in MNISTFile.allCases { paths[file] = file.path(in: folder) }
    let missing = MNISTFile.allCases.filter { paths[$0] == nil }
    guard missing.isEmpty else {
      throw .filesMissing(folder: folder, names: missing.map(\.rawValue))
    }
    return paths
  }

  private static func load(files: [MNISTFile: String]) throws(DatasetError) -> ImageDataset {
    let path = { (file: MNISTFile) in files[file] ?? file.rawValue }
    return try IDXDataset.load(
      name: "mnist", images: path(.trainingImages), labels: path(.trainingLabels),
      testImages: path(.testImages), testLabels: path(.testLabels), classes: 10)
  }

  /// The variables that matter here.
  private static var processEnvironment: [String: String] {
    var environment: [String: String] = [:]
    for name in ["GANBOOK_DATA", "GANBOOK_MNIST_URL", "XDG_CACHE_HOME", "HOME"] {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    return environment
  }
}
