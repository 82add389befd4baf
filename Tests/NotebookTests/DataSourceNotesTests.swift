import Checkpoints
import Datasets
import Formats
import Language
import Notebook
import Testing

/// Which data a run draws from, in its checkpoints: by the command, with what it was given.
@Suite struct DataSourceNotesTests {
  private static let idx =
    "images=fashion/train-images-idx3-ubyte.gz labels=fashion/train-labels-idx1-ubyte.gz"

  @Test(arguments: [
    ("load digits count=40", #"{"command":"load digits","arguments":{"count":40.0}}"#),
    (
      "load digits count=8 * 5 seed=18446744073709551615",
      #"{"command":"load digits","arguments":{"count":40.0,"seed":"18446744073709551615"}}"#
    ),
    (
      "load idx \(idx) name=other classes=10 transpose=no empty=draw",
      #"{"command":"load idx","arguments":{"classes":10.0,"empty":"draw","#
        + #""images":"FOLDER/fashion/train-images-idx3-ubyte.gz","#
        + #""labels":"FOLDER/fashion/train-labels-idx1-ubyte.gz","name":"other","#
        + #""transpose":"no"}}"#
    ),
    (
      "load folder letters background=white",
      #"{"command":"load folder","arguments":{"background":"white","folder":"FOLDER/letters"}}"#
    ),
    (
      "load mnist missing=digits",
      #"{"command":"load mnist","arguments":{"missing":"digits"}}"#
    ),
  ]) func eachCommandIsNoted(load: String, note: String) throws {
    let folder = try ScriptFolder()
    try folder.writeData("idx")
    try folder.writeData("pictures")
    let session = Session(environment: [:], folder: folder.path)
    for line in [load, "build cgan batch=2 latent=4", "save a.checkpoint"] {
      for case .error(let diagnostic) in session.run(line) { Issue.record("\(diagnostic.text)") }
    }
    let path = folder.path + "/a.checkpoint"
    let text = try Checkpoint(contentsOf: path).notes["load"]?.text ?? ""
    #expect(text == note.split(separator: "FOLDER").joined(separator: folder.path))
    // And the note is enough.
    let opened = Session(environment: [:], folder: "/")
    for case .error(let diagnostic) in opened.run("open \"\(path)\"") {
      Issue.record("\(diagnostic.text)")
    }
    #expect(opened.data?.identity == session.data?.identity)
  }

  /// A file is not trusted: it loads data, with arguments that the command takes, and no more.
  @Test(arguments: [
    (#"{"command":"run","arguments":{"file":"a.gan"}}"#, "how to load it is not known"),
    (#"{"command":"load digits","arguments":{"nix":1}}"#, "how to load it is not known"),
    (#"{"command":"load digits"}"#, "how to load it is not known"),
    (
      #"{"command":"load digits","arguments":{"count":3}}"#,
      "it cannot be loaded again: `count` is a whole number from 10 to "
    ),
    (
      #"{"command":"load mnist","arguments":{"empty":"nix"}}"#,
      "it cannot be loaded again: `empty` is one of skip, draw, not `nix`"
    ),
    (#"{"command":"load digits","arguments":{"count":50}}"#, "is other data"),
  ]) func otherNotesAreRefused(note: String, told: String) throws {
    let folder = try ScriptFolder()
    let session = Session(environment: [:], folder: folder.path)
    for line in ["load digits count=40", "build cgan batch=2 latent=4"] { _ = session.run(line) }
    var checkpoint = Checkpoint(of: try #require(session.model), dataset: nil, notes: [:])
    let data = try #require(session.data)
    checkpoint.dataset = Checkpoint.Dataset(
      name: data.name, count: data.training.count, digest: data.identity)
    checkpoint.notes["load"] = try JSONParser.parse(Array(note.utf8))
    try checkpoint.save(to: folder.path + "/b.checkpoint")
    let opened = Session(environment: [:], folder: folder.path)
    let found = error(of: "open b.checkpoint", in: opened)
    #expect(found?.message.contains(told) == true, "\(found?.message ?? "")")
    #expect(opened.model == nil && opened.data == nil)
  }
}
