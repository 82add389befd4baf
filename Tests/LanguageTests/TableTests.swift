import Language
import Testing

@Suite struct TableTests {
  @Test func columnsAreAsWideAsTheirLongestCell() {
    var table = Table(title: "t", columns: [.init("name"), .init("value", .right)])
    table.append(["a", "1"])
    table.append(["long", "100"])
    table.footer = ["sum", "101"]
    #expect(table.text == "t\nname  value\na         1\nlong    100\nsum     101")
  }
}
