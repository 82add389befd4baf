import Datasets
import GANs
import Language
import Pictures
import TensorEngine

/// The frames of a film over a training: the sheet of `grid noise=fixed`, of the same noise and labels
/// in each frame, over the iteration's number.
struct FilmSheet {
  var rows = 10
  var columns = 10

  /// The strip below the sheet, and its letters, in pixels.
  private static let stripHeight = 22
  private static let font = Font(size: 16)
  /// Between the images, in pixels.
  private static let gap = 2

  /// The size of the frames of a run, in pixels.
  func size(of run: Run) -> (width: Int, height: Int) {
    func length(_ count: Int) -> Int { count * (run.images.side + Self.gap) - Self.gap }
    return (length(columns), length(rows) + Self.stripHeight)
  }

  /// The frame of the iteration that a run has completed last.
  ///
  /// - Parameter data: what the run is trained on, where it is loaded.
  func frame(of run: Run, data: ImageDataset?) throws -> FilmFrame {
    let images = try GeneratedImages.images(
      of: run, data: data, rows: rows, columns: columns, stream: 0)
    let sheet = ImageGrid(rows: rows, columns: columns, gap: Self.gap)
      .image(of: images)
    return FilmFrame(
      sheet.withText("iteration \(run.iteration)", font: Self.font, below: Self.stripHeight),
      note: FilmNote(of: run).bytes)
  }
}
