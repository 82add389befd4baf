import Language
import Notebook
import Pictures
import Platform

/// Shows outputs: results on standard output, everything else on standard error.
final class OutputRenderer {
  /// Why standard output cannot be written any more, where that is an error: a reader that has gone
  /// is none.
  private(set) var failure: String?
  /// Whether results still go to standard output. What runs goes on without: its files matter, too.
  private var writesResults = true
  private let terminal: Terminal
  private let environment: [String: String]
  private let showsPictures: Bool
  private let colours: (output: Bool, errors: Bool)
  private let region: LiveRegion
  /// Takes the place of the live region where nothing can be drawn over itself.
  private let log: ProgressLog?
  private let results = FileOutput(descriptor: STDOUT_FILENO)
  private let messages = FileOutput(descriptor: STDERR_FILENO)
  /// The word of `set pictures` in force.
  var pictures: () -> String = { "auto" }
  private let channel: PictureChannel

  /// - Parameter isQuiet: no live line and no colour, at a terminal too.
  init(
    terminal: Terminal, environment: [String: String], isQuiet: Bool, channel: PictureChannel
  ) {
    self.channel = channel
    self.terminal = terminal
    self.environment = environment
    let speaks = !isQuiet && !terminal.isDumb
    showsPictures = terminal.outputIsTerminal && !isQuiet
    colours = (
      terminal.outputIsTerminal && !isQuiet && terminal.hasColour,
      terminal.errorIsTerminal && !isQuiet && terminal.hasColour
    )
    region = LiveRegion(columns: { Terminal.columns }, write: { [messages] in messages.write($0) })
    log =
      speaks && terminal.errorIsTerminal
      ? nil : ProgressLog(write: { [messages] in messages.write($0) })
  }

  func show(_ output: Output) {
    switch output {
    case .text(let text): write(wrapped(text, for: terminal.outputIsTerminal) + "\n")
    case .prose(let text):
      write(WordWrap.text(text, columns: min(room ?? .max, WordWrap.widest)) + "\n")
    case .table(let table): write(text(of: table) + "\n")
    case .picture(let picture): show(picture)
    case .plot(let plot):
      write(
        plot.text(
          width: chartWidth, height: 18, usesUnicode: usesUnicode, colors: chartColors))
    case .heatMap(let map):
      write(map.text(width: chartWidth, usesUnicode: usesUnicode, colors: chartColors))
    case .progress(let progress): show(progress)
    case .warning(let text): warn(text)
    case .error(let diagnostic): show(diagnostic)
    }
  }

  func show(_ diagnostic: Diagnostic) {
    let text = terminal.errorIsTerminal ? diagnostic.text(fitting: freeColumns) : diagnostic.text
    let word = "error:"
    guard colours.errors, text.hasPrefix(word) else { return tell(text + "\n") }
    tell("\u{1B}[1;31m\(word)\u{1B}[0m" + text.dropFirst(word.count) + "\n")
  }

  func warn(_ text: String) {
    let word = "warning:"
    let text = wrapped("\(word) \(text)", for: terminal.errorIsTerminal)
    guard colours.errors else { return tell(text + "\n") }
    tell("\u{1B}[1;33m\(word)\u{1B}[0m" + text.dropFirst(word.count) + "\n")
  }

  /// Ends what is being drawn, and tells how far a training came that no line has told yet.
  func finish() {
    region.finish()
    log?.finish()
  }

  // MARK: - One kind each

  private func show(_ progress: Progress) {
    if let log { return log.show(progress.line) }
    region.show(
      progress.line(fitting: freeColumns),
      picture: progress.picture.map(lines) ?? [])
    if progress.isLast { region.finish() }
  }

  /// The most rows of a sheet that is drawn over itself.
  private static let sheetRows = 16

  /// The lines of a picture that is drawn over itself: characters only, and no more than the window
  /// has.
  private func lines(of sheet: Sheet) -> [String] {
    guard showsPictures else { return [] }
    // Without asking: it is no such way that is drawn here.
    var way = PictureProtocol(word: pictures(), environment: environment) ?? .none
    if way.isGraphics {
      // How many rows those take is not known, so the way back to the top is not either.
      way =
        PictureProtocol(word: Locale.isUTF8 ? "blocks" : "ascii", environment: environment) ?? .none
    }
    let size = Terminal.size
    let room = PictureRoom(
      columns: size.columns - 1, rows: min(Self.sheetRows, size.rows - 2))
    return TerminalPicture.text(of: sheet, as: way, in: room)
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  private func show(_ picture: Picture) {
    let caption = picture.caption.map { $0 + "\n" } ?? ""
    guard showsPictures else {
      // Pictures in a log help nobody.
      return write("picture, \(picture.image.width)x\(picture.image.height)\n" + caption)
    }
    let delivery = channel.delivery(pictures())
    let room = channel.room(delivery, columns: width - 1)
    guard delivery.way.isGraphics else {
      return write(TerminalPicture.text(of: picture.sheet, as: delivery.way, in: room) + caption)
    }
    let image = TerminalPicture.picture(of: picture.sheet, as: delivery.way, in: room)
    let text = TerminalPicture.text(of: image, as: delivery.way, in: room)
    guard delivery.passesThroughTmux, writesResults else { return write(text + caption) }
    region.clear()
    channel.passThroughTmux(
      text, rows: TerminalPicture.rows(of: image, as: delivery.way, in: room)
    ) { [environment] in
      TerminalPicture.text(
        of: picture.sheet,
        as: PictureProtocol(word: "blocks", environment: environment) ?? .ascii, in: room)
    }
    write(caption)
  }

  /// The last column stays free: many terminals wrap as soon as it is written to.
  private var freeColumns: Int { max(Terminal.columns - 1, 1) }

  /// What results may take in a window; nil where they go to a file or to another program.
  private var room: Int? { terminal.outputIsTerminal ? freeColumns : nil }

  /// Names of columns stand out where there are colours; where there are none the text is all there is, to
  /// be copied.
  private func text(of table: Table) -> String {
    let heading = { [colours] (line: String) in
      colours.output ? "\u{1B}[1;4m\(line)\u{1B}[0m" : line
    }
    guard let room else { return table.text(heading: heading) }
    return table.text(fitting: room, heading: heading)
  }

  private func wrapped(_ text: String, for isTerminal: Bool) -> String {
    isTerminal ? WordWrap.text(text, columns: freeColumns) : text
  }

  private var usesUnicode: Bool { Locale.isUTF8 && !terminal.isDumb }

  /// Longer lines are hard to follow.
  private var chartWidth: Int { max(min(width, 100), 16) }

  private var chartColors: TextColors? {
    colours.output ? channel.textColors() : nil
  }

  private var width: Int { terminal.outputIsTerminal ? Terminal.columns : 80 }

  private func tell(_ text: String) {
    finish()
    messages.write(text)
  }

  private func write(_ text: String) {
    guard writesResults else { return }
    region.clear()
    switch results.write(text) {
    case .done: return
    case .closed: break
    case .failed(let reason):
      failure = reason
      messages.write("error: standard output cannot be written: \(reason); the rest runs without\n")
    }
    writesResults = false
  }
}
