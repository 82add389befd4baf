import Language
import Notebook
import Testing

@Suite struct CompletionTests {
  private static func session() -> Session {
    let session = Session()
    _ = session.run("load digits count=40\nbuild acgan\nwidth = 3\nwords = [1]")
    return session
  }

  private func complete(_ text: String, in session: Session) -> CompletionList {
    session.completions(of: text, cursor: text.unicodeScalars.count)
  }

  @Test func everyPlaceHasItsCandidates() {
    let session = Self.session()
    for (text, expected) in [
      ("bui", ["build"]), ("build ", ["acgan", "cgan", "dcgan"]), ("build a", ["acgan"]),
      ("build acgan ba", ["batch="]), ("x = bui", ["build"]), ("x = build c", ["cgan"]),
      ("echo 1; hist", ["history", "histogram("]), ("repeat 3 { histo", ["history", "histogram("]),
      ("if width", ["width"]),
      ("echo wid", ["width"]), ("mean(wo", ["words"]), ("echo \"{wid", ["width"]),
      ("train it", ["iterations="]), ("train show=t", ["true"]),
      ("train show=", ["true", "false"]),
      ("train un", ["until"]), ("train until ac", ["acc"]), ("loss.", ["loss.d", "loss.g"]),
      ("loss.d.", ["loss.d.real", "loss.d.fake"]), ("G.em", ["G.embedding"]),
      ("D.conv3.w", ["D.conv3.weight"]),
      ("D.bn1.", ["D.bn1.gamma", "D.bn1.beta", "D.bn1.mean", "D.bn1.variance", "D.bn1.out"]),
      ("D.conv3.weight.", ["D.conv3.weight.grad", "D.conv3.weight.m", "D.conv3.weight.v"]),
      ("stats D.lab", ["D.label"]), ("stats ", ["G", "D", "every="]),
      ("step d.real", ["d.real.gradient", "d.real.update"]),
      ("step 3 ph", ["phase", "phases"]), ("stop before g.", ["g.gradient", "g.update"]),
      ("help tra", ["train", "trace", "transpose"]), ("set pictures s", ["sixel"]),
      ("load mnist missing=", ["error", "digits"]), ("for x ", ["in"]),
      ("echo 1 # tra", []), ("echo \"tra", []), ("grid a.png by=", ["class", "none"]),
      ("param x", []), ("nothing_like_this", []),
    ] {
      #expect(complete(text, in: session).candidates.map(\.text) == expected, "\(text)")
    }
  }

  @Test func aCandidateHasTypeDefaultAndOneLine() throws {
    let session = Self.session()
    let parameter = try #require(complete("train it", in: session).candidates.first)
    #expect(parameter == .init("iterations=", "INT, default 1000: how many", isFinal: false))
    let command = try #require(complete("trai", in: session).candidates.first)
    #expect(command == .init("train", "Train the model."))
    let function = try #require(complete("argm", in: session).candidates.first)
    #expect(function.text == "argmax(" && !function.isFinal)
    let layer = try #require(complete("G.dense1.b", in: session).candidates.first)
    #expect(layer == .init("G.dense1.bias", "6272"))
  }

  @Test func whatIsTakenIsCountedInScalars() {
    let session = Session()
    _ = session.run("größe = 1")
    let list = complete("echo \"äöü\" grö", in: session)
    #expect(list == CompletionList(candidates: [.init("größe", "number")], replacing: 3))
    // What stands behind the cursor does not matter.
    #expect(session.completions(of: "bui acgan", cursor: 3).candidates.map(\.text) == ["build"])
  }

  @Test func filesAndParametersOfScripts() throws {
    let folder = try ScriptFolder()
    try folder.write("warm.gan", "param rounds = 3 \"how often\"\nparam out = \"o\"\n")
    try folder.write("with blank.gan", "")
    try folder.writeData("pictures")
    let session = Session(folder: folder.path)
    #expect(
      complete("run ", in: session).candidates == [
        .init("letters/", isFinal: false), .init("warm.gan"),
      ])
    #expect(
      complete("run \"w", in: session).candidates.map(\.text) == ["warm.gan", "with blank.gan"])
    #expect(
      complete("load folder letters/", in: session).candidates.map(\.text) == [
        "letters/a/", "letters/b/",
      ])
    #expect(complete("load mnist from=le", in: session).candidates.map(\.text) == ["letters/"])
    #expect(
      complete("run warm.gan r", in: session).candidates == [
        .init("rounds=", "3 how often", isFinal: false)
      ])
  }

  @Test func anyTextMayBeCompleted() {
    let session = Self.session()
    for text in [
      "", " ", "(", ")", "\"", "\"{", "}", "{", "\\", "\"\\", "=", "x =", ".", "..", "G..",
      "build \n", "\0", "é́", "load idx images=",
    ] {
      for cursor in 0...text.unicodeScalars.count {
        let list = session.completions(of: text, cursor: cursor)
        #expect(list.replacing <= cursor)
      }
    }
  }
}
