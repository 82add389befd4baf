import Language
import Notebook
import Pictures

/// How pictures reach the terminal of this process: decided once for each word of `set pictures`,
/// by asking where that takes asking.
final class PictureChannel {
  private let environment: [String: String]
  private let dialogue: TerminalDialogue
  private var known: [String: PictureDelivery] = [:]
  /// The window in which the terminal was asked: xterm's largest sixels are those that fit it.
  private var window: (columns: Int, rows: Int)?

  init(environment: [String: String], dialogue: TerminalDialogue) {
    self.environment = environment
    self.dialogue = dialogue
  }

  func delivery(_ word: String) -> PictureDelivery {
    let size = Terminal.size
    if let window, window != size {
      // By any word: each was decided for the window as it was.
      known = known.filter { !$0.value.way.isGraphics }
      dialogue.forgetAppearance()
    }
    window = size
    if let delivery = known[word] { return delivery }
    let delivery = PictureDelivery(word: word, environment: environment, asking: dialogue)
    // What could not be asked now may be answered later.
    if dialogue.isKnown { known[word] = delivery }
    return delivery
  }

  /// The same asked again, for what may have changed around the terminal.
  func askAgain(_ word: String) -> PictureDelivery {
    known[word] = nil
    dialogue.forget()
    return delivery(word)
  }

  /// The colours of text, for what is on the screen: asked before the first plot.
  func textColors() -> TextColors {
    let query = TerminalQuery.appearance
    let answers = query.isUnderstood(in: environment) ? dialogue.answers(query) : nil
    return TextColors(environment: environment, on: TextColors.background(answers?.background))
  }

  /// The room for a picture in a window as it is now.
  ///
  /// - Parameter columns: the most that it may take.
  func room(_ delivery: PictureDelivery, columns: Int) -> PictureRoom {
    var pixels = delivery.pixels
    pixels.cellSize = Terminal.cellSize ?? pixels.cellSize
    return PictureRoom(
      columns: columns, comfortableRows: Terminal.size.rows - 4, pixels: pixels)
  }

  /// Shows a picture where tmux hands it on.
  ///
  /// tmux does not know how high it is, and hands it on to wherever the cursor of the terminal is
  /// just then: so room is made first, and waited for.
  func passThroughTmux(_ picture: String, rows: Int, instead: () -> String) {
    let room = String(repeating: "\n", count: rows)
    writeToTerminal("\(room)\u{1B}[\(rows)A")
    dialogue.settle()
    guard dialogue.tmux()?.isVisible ?? false else {
      writeToTerminal(instead())
      return
    }
    writeToTerminal(TerminalPicture.passedThroughTmux(picture))
    writeToTerminal(room)
  }
}
