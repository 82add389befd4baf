import Foundation
import Testing
import ganbook

@Suite struct InputReaderTests {
  /// Each piece is there alone: the next is written when the reader has taken it.
  @Test func aPasteInPiecesIsOnePaste() throws {
    var input: [Int32] = [-1, -1]
    var events: [Int32] = [-1, -1]
    try #require(pipe(&input) == 0 && pipe(&events) == 0)
    let (source, target) = (input[0], input[1])
    defer { for descriptor in input + events { close(descriptor) } }
    // However slow the machine: what is too late for a person is not what this is about.
    let reader = InputReader(
      input: source, events: events[0], decoder: KeySequenceDecoder(), patience: 60_000)
    Thread.detachNewThread {
      for piece in ["# ", "\u{1B}", "[20", "0~a\r# b", "\u{1B}[2", "01", "~c"] {
        let bytes = Array(piece.utf8)
        guard write(target, bytes, bytes.count) == bytes.count else { return }
        var waited = pollfd(fd: source, events: Int16(POLLIN), revents: 0)
        while poll(&waited, 1, 0) > 0, waited.revents & Int16(POLLIN) != 0 { usleep(500) }
      }
    }
    let outcomes = (0..<4).map { _ in reader.next() }
    let expected: [wchar_t] = [35, 32, Key.paste.character, 99]
    #expect(outcomes == expected.map(InputReader.Outcome.character))
    #expect(reader.takePaste() == "a\n# b")
    #expect(reader.takePaste() == "")
  }
}
