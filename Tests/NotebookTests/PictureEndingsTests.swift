import Language
import Notebook
import Testing

/// A picture is written under the ending of its format only, and a wrong one is told before anything runs.
@Suite struct PictureEndingsTests {
  @Test(arguments: [
    ("grid x.jpg", "`file` is a path that ends in .png, not `x.jpg`", "did you mean `x.png`?"),
    ("grid x", "`file` is a path that ends in .png, not `x`", "did you mean `x.png`?"),
    ("grid x.svg", "`file` is a path that ends in .png, not `x.svg`", "did you mean `x.png`?"),
    ("grid a.b/x", "`file` is a path that ends in .png, not `a.b/x`", "did you mean `a.b/x.png`?"),
    ("grid .png", "`file` is a path that ends in .png, not `.png`", nil),
    (
      "grid \"{iteration}.jpg\"",
      "`file` is a path that ends in .png, not one that ends in `.jpg`", nil
    ),
    (
      "plot loss.d to=x.jpg",
      "`to` is a path that ends in .png or .svg, or a whole number, not `x.jpg`",
      "did you mean `x.png`?"
    ),
    (
      "plot loss.d to=x", "`to` is a path that ends in .png or .svg, or a whole number, not `x`",
      "did you mean `x.png`?"
    ),
  ])
  func wrongOnesAreFoundBeforeTheScriptRuns(text: String, message: String, advice: String?) {
    let session = Session()
    var errors: [Diagnostic] = []
    let outcome = session.run("build cgan\n\(text)", source: .file("s.gan")) { output in
      if case .error(let diagnostic) = output { errors.append(diagnostic) }
    }
    #expect(outcome.exitCode == .usage)
    #expect(errors.map(\.message) == [message])
    #expect(errors.first?.problem.advice == advice)
    #expect(session.model == nil)
  }

  @Test func whatIsKnownOnlyThenIsFoundBeforeAnythingIsDrawn() throws {
    let folder = try ScriptFolder()
    let session = Session(folder: folder.path)
    run("build cgan; name = \"sheet\"", in: session)
    let found = error(of: "grid \"{name}\"", source: .file("s.gan"), in: session)
    #expect(found?.message == "`file` is a path that ends in .png, not `sheet`")
    #expect(throws: (any Error).self) { try folder.read("sheet") }
    // Which picture comes next has not changed.
    run("grid \"{name}.png\" rows=1; build cgan", in: session)
    let other = Session(folder: folder.path)
    run("build cgan; grid other.png rows=1", in: other)
    #expect(try folder.read("sheet.png") == folder.read("other.png"))
  }

  @Test func rightOnes() throws {
    let folder = try ScriptFolder()
    let session = Session(folder: folder.path)
    run(
      """
      load digits count=40; build cgan batch=4; step 2
      grid A.PNG rows=1; grid "b/{iteration}.png" rows=1; plot loss.d to=c.svg; plot loss.d to=d.png
      """, in: session)
    for name in ["A.PNG", "b/2.png", "d.png"] {
      #expect(try folder.read(name).starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }
    #expect(try folder.read("c.svg").starts(with: Array("<".utf8)))
  }
}
