import Foundation
import Testing

/// What is shown fits the window: nothing is broken inside of words, and tables stay tables.
@Suite(.serialized) struct WindowWidthTests {
  private static let cells = [
    "load digits count=40; build cgan batch=4 seed=1; step", "stats G.dense1", "summary",
    "help train", "watch mean(abs(G.dense2.weight.grad)) every=1; step",
  ]

  @Test(arguments: [40, 80, 120]) func outputsFitTheWindow(columns: Int) throws {
    try atPrompt(columns: columns, leave: false) { session in
      for (index, cell) in Self.cells.enumerated() {
        session.send(Keys.paste(cell) + "\r")
        let from = session.transcript.endIndex
        try session.wait("the next prompt") { _ in
          session.transcript[from...].contains("gan:\(index + 2)>")
        }
        // What is drawn by the line editor is its own; outputs are plain lines.
        let lines = session.transcript[from...].split(whereSeparator: \.isNewline).filter {
          !$0.contains("\u{1B}") && !$0.contains("gan:")
        }
        #expect(!lines.isEmpty)
        for line in lines { #expect(line.count < columns, "\(line)") }
      }
      session.send(Keys.control("d"))
      try session.expect("[y/N]")
      session.send("y\r")
      try session.expectEnd(0)
    }
  }

  @Test func inAPipeTablesAreWhole() throws {
    let run = try ProgramRun([
      "-c", "load digits count=40; build acgan batch=4; step; stats D.conv4",
    ])
    #expect(run.code == 0)
    #expect(run.output.contains("histogram\n") && run.output.contains(" shape "))
    #expect(run.output.split(separator: "\n").contains { $0.count > 79 })
  }

  @Test func whatTabListsIsBrokenAtWords() throws {
    try atPrompt(columns: 40) { session in
      session.send("export \t")
      try session.expect("networks as a\n")
      session.send(Keys.control("u"))
    }
  }
}
