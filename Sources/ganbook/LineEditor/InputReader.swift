import CEditLine
import Platform

/// What may reach a waiting prompt besides keys. Sent as one byte through a pipe.
package enum PromptEvent: UInt8, Sendable {
  case interrupt = 1
  case suspend, resume, resize, terminate
  /// The run is to be kept as it is.
  case keep
}

/// The characters of the terminal, one at a time, as libedit asks for them.
///
/// The reader is not libedit's own, because a signal must neither end a line (a read without
/// SA_RESTART fails with EINTR, and el_gets then returns NULL) nor redraw from inside a handler:
/// signals arrive here as events between two characters.
package final class InputReader {
  package enum Outcome: Equatable {
    case character(wchar_t)
    case event(PromptEvent)
    case endOfInput
  }

  private let input: Int32
  private let events: Int32
  private let decoder: KeySequenceDecoder
  private let patience: Int32
  private var bytes: ArraySlice<UInt8> = []
  private var queue: [wchar_t] = []
  private var state = mbstate_t()
  /// Text between the brackets of a paste, until the paste command takes it.
  private(set) var paste: [String] = []
  /// Bytes that are no character in this locale, since the line began.
  private(set) var rejectedBytes = 0

  /// A paste ends here at the latest, in bytes: a terminal that never sends its end must not fill
  /// the memory.
  private static let pasteLimit = 4 << 20

  /// - Parameter patience: how long the rest of an escape sequence may lag behind its ESC, in
  ///   milliseconds: more than the gap between two packets of one key, less than a person notices.
  package init(
    input: Int32, events: Int32, decoder: KeySequenceDecoder, patience: Int32 = 30
  ) {
    self.patience = patience
    self.input = input
    self.events = events
    self.decoder = decoder
  }

  func beginLine() {
    rejectedBytes = 0
    queue.removeAll()
    // Ctrl-D that was typed while the terminal collected lines lies there as a 0.
    guard bytes.isEmpty, case .input = fill(timeout: 0) else { return }
    bytes = bytes.map { $0 == 0 ? 4 : $0 }[...]
  }

  /// To be read before anything from the terminal.
  func push(_ key: Key) { queue.append(key.character) }

  /// As if it came from the terminal now.
  func push(bytes more: [UInt8]) { bytes.append(contentsOf: more) }

  /// Forgets what was typed ahead.
  func discard() {
    bytes = []
    queue.removeAll()
    state = mbstate_t()
  }

  package func takePaste() -> String { paste.isEmpty ? "" : paste.removeFirst() }

  package func next() -> Outcome {
    while true {
      if !queue.isEmpty { return .character(queue.removeFirst()) }
      if bytes.isEmpty {
        switch fill(timeout: -1) {
        case .input, .nothing: continue
        case .event(let event): return .event(event)
        case .end: return .endOfInput
        }
      }
      if let character = decode() { return .character(character) }
    }
  }

  // MARK: - Decoding

  private func decode() -> wchar_t? {
    guard bytes.first == 0x1B else { return decodeCharacter() }
    while true {
      switch decoder.decode(bytes.prefix(64)) {
      case .key(.paste, let length):
        bytes = bytes.dropFirst(length)
        readPaste()
        return Key.paste.character
      case .key(let key, let length):
        bytes = bytes.dropFirst(length)
        return key.character
      case .unknown(let length):
        bytes = bytes.dropFirst(length)
        return nil
      case .plain:
        return decodeCharacter()
      case .incomplete:
        guard case .input = fill(timeout: patience) else { return decodeCharacter() }
      }
    }
  }

  private func decodeCharacter() -> wchar_t? {
    guard let byte = bytes.popFirst() else { return nil }
    if byte < 0x80, mbsinit(&state) != 0 { return wchar_t(byte) }
    var character: wchar_t = 0
    let count = withUnsafeBytes(of: byte) {
      mbrtowc(&character, $0.baseAddress?.assumingMemoryBound(to: CChar.self), 1, &state)
    }
    switch count {
    case -2:  // The beginning of a character.
      return nil
    case -1:
      rejectedBytes += 1
      let continues = mbsinit(&state) == 0
      state = mbstate_t()
      // The byte may begin another character than the one that was not finished.
      if continues { bytes = [byte] + bytes }
      return nil
    default:
      // C1 control characters stand for keys here, see `Key`.
      return (0x80..<0xA0).contains(character) ? nil : character
    }
  }

  private func readPaste() {
    let end = Array("\u{1B}[201~".utf8)
    var text: [UInt8] = []
    var complete = false
    while !complete, text.count < Self.pasteLimit {
      while let byte = bytes.popFirst() {
        text.append(byte)
        if byte == end[end.count - 1], text.suffix(end.count) == end[...] {
          text.removeLast(end.count)
          complete = true
          break
        }
      }
      if complete { break }
      guard case .input = fill(timeout: 2000) else { break }
    }
    paste.append(PastedText.cleaned(String(decoding: text, as: UTF8.self)))
  }

  // MARK: - Waiting

  private enum Wait {
    case input, nothing
    case event(PromptEvent)
    case end
  }

  private func fill(timeout: Int32) -> Wait {
    var waited = [
      pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: events, events: Int16(POLLIN), revents: 0),
    ]
    let ready = poll(&waited, 2, timeout)
    guard ready > 0 else { return ready == 0 || errno == EINTR ? .nothing : .end }
    if waited[1].revents != 0 {
      var byte: UInt8 = 0
      if read(events, &byte, 1) == 1, let event = PromptEvent(rawValue: byte) {
        return .event(event)
      }
      return .nothing
    }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(input, &buffer, buffer.count)
    if count > 0 {
      bytes.append(contentsOf: buffer[..<count])
      return .input
    }
    // A terminal that went away reports EIO.
    return count < 0 && (errno == EINTR || errno == EAGAIN) ? .nothing : .end
  }
}
