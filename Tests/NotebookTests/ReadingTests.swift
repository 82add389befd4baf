import Datasets
import Language
import Notebook
import TensorEngine
import Testing

/// What can be read of a session: hyperparameters, where it stands, names, cards, data.
@Suite struct ReadingTests {
  private static func session(_ text: String = "") -> Session {
    let session = Session()
    session.isInteractive = true
    run("load digits count=40\nbuild acgan batch=4 rate=1e-3\n" + text, in: session)
    return session
  }

  /// The rows of the table that `set` shows, by name, without what they are.
  private func settings(_ session: Session) throws -> [String: [String]] {
    guard case .table(let table)? = session.run("set").last else {
      throw Problem.failed("no table", advice: nil)
    }
    return Dictionary(
      table.rows.map { ($0[0], Array($0[1...3])) }, uniquingKeysWith: { a, _ in a })
  }

  @Test func setListsWhatItIsAndWhenItWasChanged() throws {
    let session = Self.session(
      "step d.real.gradient\nset d.rate 1e-4\nstep\nset batch 8; set g.rate 1e-3")
    let rows = try settings(session)
    #expect(rows["D.rate"] == ["0.0001", "0.0002", "iteration 1, next is d.real.update"])
    #expect(rows["batch.size"] == ["8", "32", "iteration 1"])
    // To the value that it had is no change.
    #expect(rows["G.rate"] == ["0.001", "0.0002", "when built"])
    #expect(rows["G.latent"] == ["100", "100", ""] && rows["D.dropout"] == ["0.25", "0.25", ""])
    #expect(rows.count == 9)
    // On the way back it is as it was there.
    run("rewind 0", in: session)
    let before = try settings(session)
    #expect(before["D.rate"] == ["0.001", "0.0002", "when built"])
    #expect(before["batch.size"] == ["4", "32", "when built"])
    #expect(transcript(of: "set").contains("`set` needs a model"))
  }

  @Test func hyperparametersAreNumbers() {
    let session = Self.session("set d.rate 1e-4; set beta2 0.99; set batch 2 * batch.size")
    #expect(transcript(of: "D.rate / G.rate", in: session) == "0.1")
    #expect(
      transcript(
        of: "[G.rate, D.rate, G.beta1, D.beta1, G.beta2, D.beta2, D.dropout, G.latent, batch.size]",
        in: session) == "[0.001, 0.0001, 0.5, 0.5, 0.99, 0.99, 0.25, 100, 8]")
    #expect(transcript(of: "set g.rate G.rate / 2; G.rate", in: session) == "0.0005")
    #expect(transcript(of: "G.rate").contains("`G.rate` needs a model"))
    #expect(transcript(of: "G.rtae", in: session).contains("did you mean `rate`?"))
    #expect(transcript(of: "G.rate = 1", in: session).contains("`set` changes a hyperparameter"))
    let list = session.completions(of: "x = D.", cursor: 6).candidates.map(\.text)
    #expect(list.contains("D.rate") && list.contains("D.conv2"))
  }

  @Test func whereTellsWhatIsPending() throws {
    let session = Self.session(
      "stop when loss.d > 1000; watch loss.g every=2\nstep\nstep d.real.gradient")
    #expect(
      transcript(of: "where", in: session) == """
        run      acgan, seed 0
        at       iteration 2, next is d.real.update
        line     main
        pending  gradients of D that `step d.real.update` applies
        data     digits: 40 training and 6 test images, 28x28
        stop     stop when loss.d > 1000
        watched  watch loss.g every=2
        unsaved  training that no `save` has
        """)
    run("step d.real.update; clear", in: session)
    let after = transcript(of: "where", in: session)
    #expect(!after.contains("pending") && !after.contains("stop  "), "\(after)")
    run("stop at 3; train iterations=9", in: session)
    let stopped = transcript(of: "where", in: session)
    #expect(
      stopped.contains("\nunfinished  train iterations=9; `continue` goes on\n"), "\(stopped)")
    #expect(
      transcript(of: "where") == """
        run   none; `build acgan` makes one
        data  none; `load mnist` brings some
        """)
  }

  @Test func namesAreListedAndForgotten() {
    let session = Session()
    run(
      "x = 3; s = \"a\" + \"b\"; t = randn(2, 3)\nbig = []\nfor i in 1...99 { big += [i] }\n",
      in: session)
    run("def half(a, by=2) = a / by", in: session)
    let text = transcript(of: "vars", in: session)
    for line in [
      "name  kind      value", "half  function  def half(a, by=2) = a / by",
      "s     string    \"ab\"", "t     tensor    tensor 2x3", "x     number    3",
    ] { #expect(text.split(separator: "\n").contains { $0 == line }, "\(text)") }
    #expect(text.split(separator: "\n").allSatisfy { $0.count < 130 })
    run("del x half big i", in: session)
    #expect(session.variables.keys.sorted() == ["s", "t"] && session.definitions.isEmpty)
    #expect(transcript(of: "del tt", in: session).contains("did you mean `t`?"))
    #expect(transcript(of: "del loss", in: session).contains("`loss` is a quantity of the run"))
    // A second round finds it gone: only a run can tell.
    #expect(
      transcript(of: "repeat 2 { del t }", in: session).contains("unknown name `t`"))
    run("del s", in: session)
    #expect(
      transcript(of: "vars", in: session) == "no variables and no functions of your own")
  }

  @Test func networksAndLayersShowTheirCards() {
    let session = Self.session()
    let card = transcript(of: "D.conv2", in: session)
    #expect(
      card == """
        D.conv2: convolution, 14x14x16 to 7x7x32
          .weight  3x3x16x32; .grad .m .v
          .bias    32; .grad .m .v
          .out     what it gave last
        `stats D.conv2` has the figures
        """)
    #expect(transcript(of: "D.conv2?", in: session) == card)
    #expect(transcript(of: "layer = D.conv2; layer", in: session) == card)
    run("step", in: session)
    let network = transcript(of: "G", in: session).split(separator: "\n")
    #expect(network.first == "G, the generator of the acgan: 857,705 parameters")
    #expect(network.contains("  .dense1     dense                     6272  633,472"))
    #expect(network.last == "G.latent 100, G.rate 0.001, G.beta1 0.5, G.beta2 0.999; 1 step")
    // It is still the network.
    #expect(transcript(of: "_ == G", in: session) == "true")
  }

  @Test func theDataIsTensors() throws {
    let session = Self.session()
    #expect(
      transcript(
        of: "shape(data.images); shape(data.test.images); data.test.labels[5]", in: session)
        == "[40, 28, 28, 1]\n[6, 28, 28, 1]\n5")
    let data = try #require(session.data)
    run(
      "a = data.images; b = data.images; one = data.images[-1]; two = data.test.images[1...2]",
      in: session)
    func tensor(_ name: String) throws -> Tensor {
      guard case .tensor(let tensor)? = session.variables[name] else {
        throw Problem.notAssigned(name)
      }
      return tensor
    }
    func pixels(_ bytes: ArraySlice<UInt8>) -> [Float] {
      bytes.map { (Float($0) - 127.5) / 127.5 }
    }
    #expect(try tensor("a").scalars == pixels(data.training.pixels[...]))
    #expect(try tensor("one").scalars == pixels(data.training.pixels.suffix(784)))
    #expect(try tensor("one").shape == [28, 28, 1])
    #expect(try tensor("two").scalars == pixels(data.test.pixels[784..<3 * 784]))
    #expect(
      transcript(of: "data.images[40]", in: session).contains("index 40 is outside of axis 0"))
    // Made once, and gone with the last name that has it.
    #expect(try tensor("a").memory.block == tensor("b").memory.block)
    #expect(session.workspace.imageTensors["data.images"]?.tensor != nil)
    run("del a b", in: session)
    #expect(session.workspace.imageTensors["data.images"]?.tensor == nil)
    run("load digits count=20", in: session)
    #expect(transcript(of: "len(data.images)", in: session) == "20")
    #expect(transcript(of: "data.images").contains("`data.images` needs data"))
  }

  @Test func theBeginningOfNamesListsThem() {
    let session = Self.session()
    #expect(transcript(of: "loss", in: session).contains("\nloss.d.real  no value yet"))
    #expect(transcript(of: "batch").contains("\nbatch.noise         no model"))
    run("step", in: session)
    let batch = transcript(of: "batch", in: session)
    #expect(batch.contains("\nbatch.noise         tensor 4x100      the noise"), "\(batch)")
    #expect(transcript(of: "data.test", in: session).contains("\ndata.test.images  6 rows  "))
    let loss = transcript(of: "format(loss.g, \".4\")", in: session)
    #expect(transcript(of: "loss", in: session).contains("\nloss.g       \(loss.prefix(4))"))
    #expect(transcript(of: "x = loss", in: session).contains("`loss` is not one value, but loss.d"))
  }

  /// Where a series is wanted, a body works on series; elsewhere on their latest values.
  @Test func functionsOfOnesOwnTakeSeries() {
    let session = Self.session()
    #expect(transcript(of: "def gap(a, b=p.fake) = a - b", in: session).contains("literal"))
    run("def gap(a, b) = a - b\ndef late(a) = ema(gap(a, p.fake), 2)\nstep 3", in: session)
    #expect(
      transcript(of: "last(gap(p.real, p.fake), 2) == last(p.real - p.fake, 2)", in: session)
        == "true")
    #expect(transcript(of: "gap(p.real, p.fake) == p.real - p.fake", in: session) == "true")
    #expect(
      transcript(of: "late(p.real) - 1 == ema(p.real - p.fake, 2) - 1", in: session) == "true")
    run("stop when gap(p.real, p.fake) > -2", in: session)
    #expect(
      transcript(of: "train iterations=5", in: session).contains("gap(p.real, p.fake) = "))
  }
}
