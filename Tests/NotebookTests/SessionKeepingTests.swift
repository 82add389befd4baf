import Formats
import Foundation
import GANs
import Language
import Notebook
import TensorEngine
import Testing

/// What a session that was ended in any way has again when it is taken up.
@Suite struct SessionKeepingTests {
  private static let setup = ["load digits count=40", "build cgan batch=4 seed=3"]

  private func begin(_ texts: [String], in folder: borrowing ScriptFolder) -> Session {
    let session = Session(environment: [:], folder: folder.path)
    session.isInteractive = true
    session.journal = Journal(in: sessions(folder), isWorthItAtOnce: true)
    for text in texts { run(text, in: session) }
    return session
  }

  private func sessions(_ folder: borrowing ScriptFolder) -> SessionsFolder {
    SessionsFolder(path: folder.path + "/state/sessions")
  }

  /// The process is gone without a word, and another one takes the session up.
  private func takeUp(
    _ folder: borrowing ScriptFolder, after session: consuming Session
  ) -> (session: Session, text: String) {
    session.journal = nil
    let next = Session(environment: [:], folder: folder.path)
    next.isInteractive = true
    var outputs: [Output] = []
    _ = next.resume(in: sessions(folder), journal: nil) { outputs.append($0) }
    return (next, plainText(of: outputs))
  }

  private func state(_ session: Session) -> String {
    transcript(of: "echo digest(G) digest(D) iteration phase", in: session)
  }

  @Test func linesComeBackEachWhereItStood() throws {
    let folder = try ScriptFolder()
    let first = begin(
      Self.setup + ["step 2", "fork a", "set d.rate 1e-3; step", "fork b", "step d.real.update"],
      in: folder)
    var states = ["b": state(first)]
    for name in ["a", "main"] {
      run("fork \(name)", in: first)
      states[name] = state(first)
    }
    run("fork b", in: first)
    let (second, text) = takeUp(folder, after: first)
    #expect(second.lineBeside == "b", "\(text)")
    for name in ["a", "main", "b"] {
      if name != second.lineBeside ?? "main" { run("fork \(name)", in: second) }
      #expect(state(second) == states[name], "\(name)")
    }
    // Before the fork, too, it can be gone back.
    run("rewind 1", in: second)
    let reference = begin(Self.setup + ["step"], in: try ScriptFolder())
    #expect(state(second) == state(reference))
    // Lines that were begun later than that are others than those that there were.
    run("undo; fork c; step", in: second)
    let third = takeUp(folder, after: second).session
    #expect(third.lineBeside == "c")
    run("compare a c", in: third)
  }

  @Test func aLineThatIsGoneLeavesNoFile() throws {
    let folder = try ScriptFolder()
    let session = begin(Self.setup + ["step; fork a; step; fork b; step"], in: folder)
    func checkpoints() -> Int {
      let names = try? FileManager.default.contentsOfDirectory(atPath: sessions(folder).path)
      return names?.filter { $0.hasSuffix(".checkpoint") }.count ?? 0
    }
    #expect(checkpoints() == 3)
    run("build cgan batch=4; step", in: session)
    #expect(checkpoints() == 1)
    run("undo; undo", in: session)
    #expect(checkpoints() == 3)
    let next = takeUp(folder, after: session).session
    run("compare main a; compare a b", in: next)
  }

  @Test func namesAndSettingsComeBack() throws {
    let folder = try ScriptFolder()
    let assignments = [
      "n = 0.1 + 0.2", "big = 18446744073709551615", "one = randn(1)[0]", "mask = randn(4) > 0",
      "nan = 0 / 0", "text = \"ä\\n\\\"\"", "yes = true",
      "list = [1, \"a\", [2, true, none], 3...5]", "range = 0..<7", "t = randn(3, 2) / 3",
      "mixed = [\"x\", randn(2)]", "layer = G.conv1", "losses = loss.g",
    ]
    let first = begin(
      ["load digits count=40", "build dcgan batch=4", "step 2"] + assignments
        + ["set pictures blocks", "set timeline.memory 64MB"], in: folder)
    let names = [
      "n", "big", "nan", "text", "yes", "list", "range", "t", "mixed", "layer", "losses",
    ]
    let shown = names.map { transcript(of: $0, in: first) }
    let random = transcript(of: "t[0, 0] == \(transcript(of: "t[0, 0]", in: first))", in: first)
    let (second, text) = takeUp(folder, after: first)
    #expect(names.map { transcript(of: $0, in: second) } == shown, "\(text)")
    #expect(
      transcript(of: "t[0, 0] == \(transcript(of: "t[0, 0]", in: second))", in: second) == random)
    #expect(
      second.workspace.settings.pictures == "blocks"
        && second.workspace.settings.timelineMemory == 64 << 20)
    #expect(
      text.contains(
        "not kept: results (`_`), earlier states and snapshots, what `undo` takes back"), "\(text)")
    // A session that is taken up without a change is taken up again just so.
    let third = takeUp(folder, after: second).session
    #expect(names.map { transcript(of: $0, in: third) } == shown)
  }

  @Test func whatIsNotKeptIsSaid() throws {
    let folder = try ScriptFolder()
    let first = begin(
      [
        "load digits count=40", "pictures = data", "small = rand(10) * 0",
        "huge = [rand(4096, 4095), rand(4096, 4095)]",
      ],
      in: folder)
    let (second, text) = takeUp(folder, after: first)
    #expect(text.contains("huge (too large)"), "\(text)")
    #expect(text.contains("pictures (a dataset)"), "\(text)")
    #expect(transcript(of: "sum(small)", in: second) == "0")
    #expect(transcript(of: "huge", in: second).contains("unknown"))
  }

  /// A variable that has a series noted now and then, evenly or not.
  @Test func seriesWithGapsComeBack() throws {
    let folder = try ScriptFolder()
    let first = begin(
      Self.setup + [
        "watch even = iteration every=2", "train iterations=6", "watch even every=5",
        "train iterations=4", "kept = even", "apart = ema(even, 1)[0...1]", "some = diff(even)",
        "del even",
      ], in: folder)
    let (second, _) = takeUp(folder, after: first)
    #expect(transcript(of: "kept.at([2, 4, 6, 10])", in: second).contains("[ 2  4  6 10]"))
    #expect(transcript(of: "some.at(10)", in: second) == "4")
    #expect(error(of: "kept.at(8)", in: second)?.message.contains("not 8") == true)
  }

  /// They may have been defined in an order in which the last ones would be called before.
  @Test func functionsOfOnesOwnComeBack() throws {
    let folder = try ScriptFolder()
    let first = begin(
      [
        "def z(x) = x", "def f(x, by=2) = z(x) * by", "k = 1", "def a(x) = 10 * x",
        "def z(x) = a(x) + k",
      ], in: folder)
    let (second, _) = takeUp(folder, after: first)
    #expect(transcript(of: "f(1, by=3)", in: second) == "33")
  }

  @Test func stopsAndTheStoppedTrainingGoOn() throws {
    let folder = try ScriptFolder()
    let first = begin(
      Self.setup + [
        "limit = 1000", "stop when loss.g > limit", "watch loss.d every=3", "stop at 4",
        "train iterations=9 until iteration == 7",
      ], in: folder)
    #expect(first.model?.iteration == 4)
    let (second, text) = takeUp(folder, after: first)
    #expect(text.contains("`continue` goes on to iteration 9"), "\(text)")
    #expect(
      transcript(of: "stops", in: second) == """
        stop  hits  ignored  what
           1     0        0  stop when loss.g > limit
           2     1        0  stop at 4
        watch loss.d every=3
        """)
    let shown = transcript(of: "continue", in: second)
    #expect(second.model?.iteration == 7)
    #expect(shown.contains("iteration 6: loss.d = "), "\(shown)")
  }

  @Test func stopsKeepTheirNumbersHitsAndCommands() throws {
    let folder = try ScriptFolder()
    let first = begin(
      Self.setup + [
        "n = 0", "stop at 900; stop at 901",
        "stop once before g.update ignore=3 {\n  n = n + 1  # counted\n  continue\n}",
        "stop at 902", "clear 1; clear 4", "train iterations=2",
      ], in: folder)
    let (second, text) = takeUp(folder, after: first)
    #expect(!text.contains("warning"), "\(text)")
    #expect(
      transcript(of: "stops", in: second) == """
        stop  hits  ignored  what
           2     0        0  stop at 901
           3     2        3  stop once before g.update ignore=3 {
                               n = n + 1  # counted
                               continue
                             }
        """)
    // The commands run again, and no number comes twice.
    run("train iterations=3; stop at 903", in: second)
    #expect(transcript(of: "n", in: second) == "1")
    #expect(second.workspace.stops.map(\.number) == [2, 5])
  }

  @Test func aTrainingThatWasKilledIsGoneOnWith() throws {
    let folder = try ScriptFolder()
    let otherFolder = try ScriptFolder()
    let first = begin(Self.setup + ["step"], in: folder)
    // The process ends while it trains: what it was to reach is in the journal by then.
    var record: String?
    first.run("train iterations=5") { _ in
      guard record == nil, let path = first.journal?.path else { return }
      record = try? String(contentsOfFile: path, encoding: .utf8)
    }
    let path = try #require(first.journal?.path)
    let reference = state(first)
    first.journal = nil
    // The cell's own end and what came after it were never written, nor was the run.
    try #require(record).write(toFile: path, atomically: false, encoding: .utf8)
    let checkpoint = SessionsFolder.checkpoint(of: path)
    let other = begin(Self.setup + ["step"], in: otherFolder)
    try Data(
      contentsOf: URL(filePath: SessionsFolder.checkpoint(of: try #require(other.journal?.path)))
    )
    .write(to: URL(filePath: checkpoint))
    let (second, text) = takeUp(folder, after: first)
    #expect(text.contains("`continue` goes on to iteration 6"), "\(text)")
    run("continue", in: second)
    #expect(state(second) == reference)
  }

  private static func record(stops: JSONValue) -> JSONValue {
    [
      "values": [:], "leftOut": [], "pictures": "auto", "commands": [], "pictureCount": 0,
      "randomUses": 0, "stops": stops,
    ]
  }

  /// A journal may have been changed by somebody: what cannot be is told, and the rest is there.
  @Test func aRecordThatCannotBeIsPassedOver() throws {
    let folder = try ScriptFolder()
    let records: [JSONValue] = [
      nil, 3, [:], ["values": 1], ["values": [:], "leftOut": [], "pictures": "auto"],
      [
        "values": ["x": ["tensor": "y"], "z": ["range": [1]], "w": 5], "leftOut": [],
        "pictures": "nothing", "commands": ["save x", "nonsense", "stop at 4"], "pictureCount": 0,
        "randomUses": 0, "tensors": "-values-1.safetensors",
        "definitions": [
          "save x", "def mean(x) = 1", "def f(x) = f(x)", "def g(x) = f(x)", "def (",
        ],
        "goal": ["command": "echo 1", "iteration": 3],
      ],
      Self.record(stops: [["command": "echo 1", "number": 1, "hits": 0]]),
      Self.record(stops: [["command": "stop at 3; save x", "number": 1, "hits": 0]]),
      Self.record(stops: [["command": "stop at 3 { run x }", "number": 1, "hits": 0]]),
      Self.record(stops: [["command": "stop at 3", "number": -1, "hits": 0]]),
      Self.record(stops: [["command": "stop at 3"]]),
    ]
    for record in records {
      let session = begin(Self.setup, in: folder)
      session.journal?.note(record)
      let (second, text) = takeUp(folder, after: session)
      #expect(second.model?.iteration == 0, "\(record)")
      #expect(text.contains("warning: "), "\(record): \(text)")
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/x"), "\(text)")
    }
  }
}
