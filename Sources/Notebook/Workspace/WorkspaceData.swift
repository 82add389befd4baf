import Datasets
import Language

extension Workspace {
  /// Loads data and makes it the one to train on, and says what it is.
  @discardableResult
  func load(_ source: DataSource) throws -> ImageDataset {
    var isDownloading = false
    let data = try source.load(environment: surroundings.environment) { progress in
      guard !surroundings.interrupt.isSet else {
        surroundings.interrupt.clear()
        throw Problem.interrupted
      }
      isDownloading = true
      output.emit(.progress(Progress(note: Self.text(of: progress))))
    } fallback: { error in
      isDownloading = false
      output.emit(.warning("\(error); drawn digits take the place of MNIST"))
    }
    if isDownloading {
      output.emit(.progress(Progress(note: "mnist is downloaded", isLast: true)))
    }
    self.data = data
    dataSource = source.mapPaths(surroundings.absolute)
    output.emit(.text(data.valueText))
    for note in data.notes {
      output.emit(note.isWarning ? .warning("\(note)") : .text("\(note)"))
    }
    return data
  }

  private static func text(of progress: DownloadProgress) -> String {
    func megabytes(_ bytes: Int) -> String {
      NumberText.fixed(Double(bytes) / 1e6, decimals: 1)
    }
    return "downloading \(progress.file)  \(megabytes(progress.received)) of "
      + "\(megabytes(progress.expected)) MB"
  }
}
