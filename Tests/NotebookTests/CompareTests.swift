import FileTesting
import GANs
import Language
import Notebook
import Pictures
import Testing

@Suite struct CompareTests {
  private let folder = TemporaryFolder()

  /// `main` at 8, `slower` forked at 3 with another rate from its iteration 5 on, `third` at 5.
  private func session() -> Session {
    let session = Session(folder: folder.path)
    run(
      """
      load digits count=40
      build cgan batch=4 seed=3
      step 3
      fork slower
      step
      set d.rate 0.01
      step 2
      fork main
      step 2
      fork third
      fork main
      step 3
      """, in: session)
    return session
  }

  private func tables(_ text: String, _ session: Session) -> [Table] {
    session.run(text).compactMap { if case .table(let table) = $0 { table } else { nil } }
  }

  @Test func meansAreOfTheIterationsThatAllHave() throws {
    let session = session()
    let table = try #require(tables("compare last=2", session).first)
    #expect(table.columns.map(\.title) == ["mean of iterations 4 to 5", "main", "slower", "third"])
    #expect(table.rows[0] == ["iteration", "8", "6", "5"])
    let history = try #require(session.model?.history)
    let mean = (Double(history[3].discriminatorLoss) + Double(history[4].discriminatorLoss)) / 2
    let row = try #require(table.rows.first { $0[0] == "loss.d" })
    #expect(abs((Double(row[1]) ?? 0) - mean) < 1e-3)
    #expect(row[1] == row[3], "third is main's past")
    #expect(row[1] != row[2])
  }

  @Test func whatDiffersIsTold() throws {
    let table = try #require(tables("compare", session()).last)
    #expect(
      table.rows == [
        ["forked", "", "from main after 3", "from main after 5"],
        ["D.rate", "0.0002", "0.0002, 0.01 from 5", "0.0002"],
      ])
  }

  /// A line that was taken back behind its fork is apart from where it was changed.
  @Test func aLineThatWentBackBehindItsForkIsApart() throws {
    let session = Session()
    run(
      """
      load digits count=40
      build cgan batch=4 seed=3
      step 5
      fork slower
      rewind 2
      """, in: session)
    // Not yet: it is main's past.
    #expect(tables("compare main slower", session).count == 1)
    run("set d.rate 0.01; step 3", in: session)
    let outputs = session.run("compare main slower")
    let settings = outputs.compactMap { if case .table(let table) = $0 { table } else { nil } }
    #expect(
      settings.last?.rows == [
        ["forked", "", "apart after 2"], ["D.rate", "0.0002", "0.0002, 0.01 from 3"],
      ])
    let plots = outputs.compactMap { if case .plot(let plot) = $0 { plot } else { nil } }
    #expect(plots.first?.marks == [PlotMark(iteration: 2, label: "slower")])
  }

  @Test func curvesAndImagesAreBesideEachOther() throws {
    let session = session()
    let outputs = session.run("compare slower smooth=3")
    let plots = outputs.compactMap { if case .plot(let plot) = $0 { plot } else { nil } }
    let plot = try #require(plots.first)
    #expect(
      plot.series.map(\.name)
        == ["main loss.d", "main loss.g", "slower loss.d", "slower loss.g"])
    #expect(plot.series.allSatisfy { $0.iterations == [1, 2, 3, 4, 5, 6] })
    #expect(plot.marks == [PlotMark(iteration: 3, label: "slower")])
    let pictures = outputs.compactMap { if case .picture(let one) = $0 { one } else { nil } }
    #expect(pictures.first?.caption == "main | slower")
    run("compare main slower to=lines.png; grid sheet.png rows=1 gap=1 noise=fixed", in: session)
    let lines = try PNGFile.read(path: folder.file("lines.png"))
    let sheet = try PNGFile.read(path: folder.file("sheet.png"))
    // Two rows of five, twice, below the names.
    #expect(lines.width == 2 * (5 * 29 - 1) + 12)
    let top = lines.height - (2 * 29 - 1)
    for digit in 0..<10 {
      for row in 0..<28 {
        for column in 0..<28 {
          let pixel = lines[row: top + digit / 5 * 29 + row, column: digit % 5 * 29 + column]
          #expect(pixel == sheet[row: row, column: digit * 29 + column])
        }
      }
    }
    #expect(
      (0..<top).contains { row in (0..<lines.width).contains { lines[row: row, column: $0] > 200 } }
    )
  }

  @Test func oneLineNeedsAnother() {
    let session = Session()
    run("load digits count=40\nbuild cgan batch=4 seed=3\nstep", in: session)
    #expect(
      error(of: "compare", in: session)?.message == "there is nothing to compare main with")
    #expect(error(of: "compare main other", in: session)?.message == "unknown name `other`")
  }
}
