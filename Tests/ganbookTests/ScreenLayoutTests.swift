import Testing
import ganbook

@Suite struct ScreenLayoutTests {
  @Test func rows() {
    #expect(ScreenLayout.rows(before: "", columns: 5) == 0)
    #expect(ScreenLayout.rows(before: "abcd", columns: 5) == 0)
    #expect(ScreenLayout.rows(before: "abcde", columns: 5) == 1)
    #expect(ScreenLayout.rows(before: "abcdef", columns: 5) == 1)
    #expect(ScreenLayout.rows(before: "ab\ncd", columns: 5) == 1)
    #expect(ScreenLayout.rows(before: "abcdefgh\ncd", columns: 5) == 2)
  }

  @Test func wideCharacters() {
    Locale.adopt()
    #expect(ScreenLayout.width(of: "a你é") == 4)
    // The wide character does not fit behind the fourth column.
    #expect(ScreenLayout.rows(before: "abcd你", columns: 5) == 1)
    #expect(ScreenLayout.prefix(of: "a你你", columns: 4) == "a你")
  }
}
