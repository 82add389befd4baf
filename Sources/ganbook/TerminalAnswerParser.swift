import Pictures

/// Takes a terminal's answers out of what it sends.
package struct TerminalAnswerParser {
  /// What it says of itself; nil until it has told its attributes.
  package var answers: TerminalAnswers? {
    attributes.map {
      TerminalAnswers(
        attributes: $0, showsKittyGraphics: showsKittyGraphics, name: name, background: background,
        pixels: pixels)
    }
  }
  private var attributes: [Int]?
  private var name: String?
  private var showsKittyGraphics = false
  private var background: RGB?
  private var pixels = TerminalPixels()
  /// All the rest: keys, with what has begun as an answer and is none so far.
  package var typed: [UInt8] { keys + open }
  private var keys: [UInt8]
  /// What may become an answer.
  private var open: [UInt8] = []

  package init(_ typed: [UInt8] = []) { keys = typed }

  package mutating func take(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      if byte == 0x1B, !isString {
        giveUp()
        open = [byte]
        continue
      }
      guard !open.isEmpty else {
        keys.append(byte)
        continue
      }
      open.append(byte)
      step()
    }
  }

  /// `ESC P`, `ESC _` and `ESC ]` begin strings, which end with `ESC \`, the last kind also with BEL.
  private var isString: Bool { open.count > 1 && [0x50, 0x5F, 0x5D].contains(open[1]) }

  private mutating func step() {
    guard isString else { return stepSequence() }
    if open.count > 3, open[open.count - 2] == 0x1B, open.last != 0x5C {
      // It has ended without an end, and something else begins.
      let next = Array(open.suffix(2))
      open.removeLast(2)
      giveUp()
      open = next
      return step()
    }
    let endsWithBell = open[1] == 0x5D && open.last == 0x07
    guard endsWithBell || open.count >= 4 && open.suffix(2) == [0x1B, 0x5C] else {
      if open.count > 1024 { giveUp() }
      return
    }
    let body = String(
      decoding: open.dropFirst().dropLast(endsWithBell ? 1 : 2), as: UTF8.self)
    if body.hasPrefix("P>|") { name = String(body.dropFirst(3)) }
    if body.hasPrefix("_Gi=31;OK") { showsKittyGraphics = true }
    if body.hasPrefix("]11;") { background = Self.color(body.dropFirst(4)) }
    open = []
  }

  /// `ESC [ ? numbers c` and `S`, `ESC [ numbers t`.
  private mutating func stepSequence() {
    guard open.count > 2 else {
      if open.count == 2, open[1] != 0x5B { giveUp() }
      return
    }
    let isPrivate = open[2] == 0x3F
    let body = String(decoding: open.dropFirst(isPrivate ? 3 : 2), as: UTF8.self)
    guard let last = body.last else { return }
    if last.isNumber || last == ";", open.count <= 64 { return }
    let numbers = body.dropLast().split(separator: ";").compactMap { Int($0) }
    switch (isPrivate, last) {
    case (true, "c"): attributes = numbers
    case (true, "S"): noteGraphics(numbers)
    case (false, "t") where numbers.count == 3 && numbers[0] == 6:
      pixels.cellSize = PixelSize(cellWidth: numbers[2], height: numbers[1])
    default: return giveUp()
    }
    open = []
  }

  /// What XTSMGRAPHICS was asked: 1 colours, 2 the size of sixels; 0 where that is known.
  private mutating func noteGraphics(_ numbers: [Int]) {
    guard numbers.count > 2, numbers[1] == 0 else { return }
    if numbers[0] == 1 { pixels.sixelColors = numbers[2] }
    if numbers[0] == 2, numbers.count == 4 {
      pixels.largestSixel = Self.size(width: numbers[2], height: numbers[3])
    }
  }

  private static func size(width: Int, height: Int) -> PixelSize? {
    (1...100_000).contains(width) && (1...100_000).contains(height)
      ? PixelSize(width: width, height: height) : nil
  }

  /// As in `rgb:ffff/ffff/dddd`, with one to four digits each; what follows them is left out.
  private static func color(_ text: Substring) -> RGB? {
    guard let colon = text.firstIndex(of: ":"), text.hasPrefix("rgb") else { return nil }
    let parts = text[text.index(after: colon)...].split(separator: "/").prefix(3)
      .compactMap { part -> UInt8? in
        // A sign, which `Int` takes, is none of theirs.
        guard (1...4).contains(part.count), part.allSatisfy(\.isHexDigit),
          let number = Int(part, radix: 16)
        else { return nil }
        return UInt8(number * 255 / ((1 << (4 * part.count)) - 1))
      }
    return parts.count == 3 ? RGB(red: parts[0], green: parts[1], blue: parts[2]) : nil
  }

  private mutating func giveUp() {
    keys += open
    open = []
  }
}
