import Language
import Testing

@Suite struct SourceTextTests {
  @Test func placesCountLinesAndCharactersFromOne() {
    let text = SourceText("ab\näöx\r\n\n👩‍👩‍👧z", name: .file("a.gan"))
    #expect(text.position(of: 0) == (1, 1))
    #expect(text.position(of: 1) == (1, 2))
    #expect(text.position(of: 3) == (2, 1))
    #expect(text.position(of: 7) == (2, 3))
    #expect(text.position(of: 10) == (3, 1))
    #expect(text.position(of: 11) == (4, 1))
    #expect(text.position(of: text.bytes.count - 1) == (4, 2))
    #expect(text.position(of: text.bytes.count) == (4, 3))
    #expect(text.place(of: 7..<8) == "a.gan:2:3")
  }

  @Test func aLineHasNoEnd() {
    let text = SourceText("ab\r\ncd", name: .cell(3))
    #expect(text[text.line(around: 1)] == "ab")
    #expect(text[text.line(around: 5)] == "cd")
    #expect(text[text.line(around: 6)] == "cd")
    #expect(SourceText("", name: .argument).line(around: 0) == 0..<0)
    #expect(text.place(of: 4..<5) == "cell 3:2:1")
  }

  @Test func whatIsNoUTF8IsFoundWhereTheLibraryFindsIt() {
    var random = SplitMix(state: 21)
    let pieces: [[UInt8]] = [
      [0x41], [0xC3, 0xA4], [0xE2, 0x82, 0xAC], [0xF0, 0x9F, 0x98, 0x80], [0xC0, 0x80],
      [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0x80], [0xFF], [0xE2, 0x82], [0xF0, 0x9F], [0xC3],
      [0xE0, 0x80, 0x80],
    ]
    for _ in 0..<2000 {
      let bytes = (0..<random.below(6)).flatMap { _ in
        random.pick(random.below(3) > 0 ? Array(pieces[..<4]) : pieces)
      }
      let offset = bytes.firstInvalidUTF8Offset
      #expect((offset == nil) == (String(validating: bytes, as: UTF8.self) != nil))
      guard let offset else { continue }
      // Everything before is fine, and nothing longer is.
      #expect(String(validating: bytes[..<offset], as: UTF8.self) != nil)
      for length in 1...4 where offset + length <= bytes.count {
        #expect(String(validating: bytes[offset..<offset + length], as: UTF8.self) == nil)
      }
    }
  }
}
