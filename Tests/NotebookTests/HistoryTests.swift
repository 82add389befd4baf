import Language
import Notebook
import Testing

@Suite struct HistoryTests {
  @Test func whatIsNotShownIsSaid() {
    let session = Session()
    for cell in 1...24 { _ = session.run("echo \(cell)") }
    let last = transcript(of: "history", in: session)
    let lines = last.split(separator: "\n")
    #expect(lines.count == 21)
    #expect(lines.first == " 6  echo 6")
    #expect(lines.last == "the last 20 of 25 cells; `history 25` shows all")
    let all = transcript(of: "history 26", in: session)
    #expect(all.hasPrefix(" 1  echo 1\n"))
    #expect(!all.contains("the last"))
  }
}
