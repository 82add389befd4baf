import Language
import Testing

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0, "0"), (-0.0, "0"), (1, "1"), (0.0213, "0.0213"), (-0.00213, "-0.00213"),
    (0.0002134, "2.13e-4"), (-4.674e-6, "-4.67e-6"), (2e-5, "2e-5"), (999.4, "999"),
    (999.6, "1000"), (12345, "12345"), (123456, "1.23e5"), (99999.7, "1e5"),
    (0.00099996, "0.001"), (1e-300, "1e-300"), (.nan, "nan"), (-.infinity, "-inf"),
  ])
  func short(value: Double, text: String) {
    #expect(NumberText.short(value) == text)
    #expect(text.count <= 8)
  }
}
