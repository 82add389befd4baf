import Language
import Pictures

/// What a statement gives: a value, for a terminal, a script, a file or a test to show in its own
/// way.
package enum Output: Sendable, Equatable {
  /// One or more lines, without a newline at the end.
  case text(String)
  /// Lines of words, such as help, that are broken to be read.
  case prose(String)
  case table(Table)
  case picture(Picture)
  case plot(LinePlot)
  case heatMap(HeatMap)
  /// Where a training stands; each one takes the place of the one before.
  case progress(Progress)
  /// Something to know while things go on.
  case warning(String)
  case error(Diagnostic)

  package static func == (a: Output, b: Output) -> Bool {
    switch (a, b) {
    case (.text(let a), .text(let b)), (.warning(let a), .warning(let b)),
      (.prose(let a), .prose(let b)):
      a == b
    case (.table(let a), .table(let b)): a == b
    case (.picture(let a), .picture(let b)): a == b
    case (.plot(let a), .plot(let b)): a == b
    case (.heatMap(let a), .heatMap(let b)): a == b
    case (.progress(let a), .progress(let b)): a == b
    case (.error(let a), .error(let b)): a == b
    default: false
    }
  }
}

/// A picture to be shown.
package struct Picture: Equatable, Sendable {
  package let sheet: Sheet
  /// One line under it.
  package let caption: String?

  package init(_ sheet: Sheet, caption: String? = nil) {
    self.sheet = sheet
    self.caption = caption
  }

  /// All of it as it is without a window to fit: a pixel each, without labels.
  package var image: GrayImage { sheet.usual.image(.bare(gap: 1)) }
}
