import Language
import Notebook
import Testing

@Suite struct DoctorTests {
  private func rows(_ session: Session) -> [[String]] {
    for case .table(let table) in session.run("doctor") { return table.rows }
    Issue.record("no table")
    return []
  }

  @Test func theMachineTheLibrariesAndTheData() throws {
    let session = Session(environment: ["HOME": "/nowhere", "TERM": "xterm", "LANG": "de_DE.UTF-8"])
    session.surroundings.report = { [ReportLine("terminal", "a window")] }
    let rows = rows(session)
    #expect(rows.first == ["terminal", "a window"])
    func value(_ name: String) -> String? { rows.first { $0[0] == name }?[1] }
    #expect(value("pictures") == "half blocks in the greys of 256 colours (set pictures auto)")
    let isVersion = try Regex("[0-9]+\\.[0-9]+(\\.[0-9]+)*")
    for library in ["libpng", "zlib", "HDF5"] {
      #expect(try isVersion.wholeMatch(in: value(library) ?? "") != nil, "\(library)")
    }
    #expect(value("threads")?.first?.isNumber == true)
    #expect(["AVX-512", "AVX2", "NEON", "baseline"].contains(value("instruction set")))
    #expect(rows.contains { $0[1] == "/nowhere/.cache/ganbook/mnist: to be downloaded" })
  }

  @Test func whatIsSetIsTold() {
    let session = Session(environment: ["GANBOOK_DATA": "/none"])
    _ = session.run("set pictures ascii")
    let rows = rows(session)
    #expect(rows.contains(["pictures", "characters (set pictures ascii)"]))
    #expect(rows.contains(["mnist", "/none: is not there"]))
  }
}
