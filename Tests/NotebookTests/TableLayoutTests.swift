import Language
import Notebook
import Testing

@Suite struct TableLayoutTests {
  private var table: Table {
    var table = Table(
      title: "figures",
      columns: [
        .init("name"), .init("size", .right, yields: 2), .init("mean", .right),
        .init("note", yields: 1),
      ])
    table.append(["a", "10", "0.5", "first"])
    table.append(["b", "2000", "-1", ""])
    table.footer = ["total", "2010", "", ""]
    return table
  }

  private func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }
  private func widest(_ text: String) -> Int { lines(text).map(\.count).max() ?? 0 }

  @Test func whole() {
    #expect(table.width == 24)
    #expect(table.text(fitting: 24) == table.text)
  }

  @Test func columnsYieldInTheirOrderAndAreNamed() {
    #expect(
      table.text(fitting: 23) == """
        figures
        name   size  mean
        a        10   0.5
        b      2000    -1
        total  2010
        (note: in a window of
            25 columns)
        """)
    #expect(
      table.text(fitting: 16).hasPrefix(
        "figures\nname   mean\na       0.5\nb        -1\ntotal\n(size,"))
  }

  @Test func rowsOnLinesOfTheirOwn() {
    #expect(
      table.text(fitting: 10) == """
        figures
        a
          size 10
          mean 0.5
          note first
        b
          size 2000
          mean -1
        total
          size 2010
        """)
  }

  @Test func aLastColumnOfTextIsBrokenAtWords() {
    var table = Table(columns: [.init("number", .right), .init("text", wraps: true)])
    table.append(["1", "words that are broken"])
    table.append(["2", "one"])
    #expect(
      table.text(fitting: 24) == """
        number  text
             1  words that are
                broken
             2  one
        """)
  }

  /// Whatever is inspected, in usual windows each line fits; in a narrow one no figure is lost.
  @Test(arguments: ["acgan", "cgan", "dcgan"]) func statisticsFit(kind: String) throws {
    let session = Session(environment: ["LC_ALL": "C.UTF-8"])
    run("load digits count=40; build \(kind) batch=4 seed=1; step", in: session)
    for network in ["G", "D"] {
      guard case .table(let table)? = session.run("stats \(network)").first else {
        Issue.record("no table")
        return
      }
      #expect(table.text(fitting: 119) == table.text, "\(kind) \(network)")
      let usual = table.text(fitting: 79)
      #expect(widest(usual) <= 79, "\(usual)")
      for name in ["mean", "std", "norm", "change", "dead", "histogram"] {
        #expect(lines(usual)[0].contains(name), "\(usual)")
      }
      #expect(lines(usual).count == lines(table.text).count + 1)
      let narrow = table.text(fitting: 39)
      #expect(widest(narrow) <= 39, "\(narrow)")
      #expect(lines(narrow).count { $0.contains("shape ") } == table.rows.count)
    }
    for command in [
      "summary", "summary times=true", "profile 1", "timeline", "fork b; compare main b",
    ] {
      for case .table(let table) in session.run(command) {
        #expect(widest(table.text(fitting: 79)) <= 79, "\(command)")
        #expect(widest(table.text(fitting: 39)) <= 39, "\(command)")
      }
    }
  }
}
