import Language
import Testing

@Suite struct ValueFormatTests {
  @Test(arguments: [
    ("", 5, "5"), ("", 0.1, "0.1"), ("", -1.5e300, "-1.5e+300"), ("03", 7, "007"),
    ("05", -7, "-0007"),
    ("05", 12345, "12345"), ("3", 7, "  7"), (".4", 0.000213456, "0.0002135"), (".1", 0.96, "1"),
    (".0", 0.96, "1"), (".2f", 3.14159, "3.14"), ("8.3f", 3.14159, "   3.142"),
    ("08.3f", -3.14159, "-003.142"), (".1%", 0.0512, "5.1%"), ("%", 0.5, "50.0%"),
    (".2e", 12345.678, "1.23e+04"), ("e", 1, "1.000000e+00"), ("g", 1_234_567, "1.23457e+06"),
    (".3g", 0.5, "0.5"), ("05", .infinity, "  inf"), (".2f", .nan, "nan"),
    ("4%", -.infinity, "-inf"),
    (".40f", 1, "1." + String(repeating: "0", count: 40)),
  ])
  func numbers(format: String, number: Double, text: String) {
    #expect(ValueFormat(format)?.text(of: number) == text)
  }

  @Test(arguments: [("", "ab"), ("4", "ab  "), (".1", "a"), ("3.1", "a  "), ("1", "ab")])
  func strings(format: String, text: String) {
    #expect(ValueFormat(format)?.text(of: "ab") == text)
  }

  @Test(arguments: [
    "x", "d", "201", "99999999999999999999", ".", ".41", ".99999999999999999999", "5.", " 3", "3 ",
    "-3",
    "+3", "3ff", "0x3", ".3.3", "e3", "٣", "%s", "{", "%n",
  ])
  func whatIsNoFormatIsNone(format: String) {
    #expect(ValueFormat(format) == nil)
  }

  @Test func theLargestNumberHasAllItsDigits() {
    let text = ValueFormat(".2f")?.text(of: .greatestFiniteMagnitude) ?? ""
    #expect(text.count == 312 && text.hasSuffix(".00"))
  }
}
