import Language
import Notebook
import Testing

@Suite struct HelpTests {
  @Test func everythingInTheRegistryHasHelp() throws {
    let help = Help(signatures: Registry.standard.signatures, grammar: GrammarPage.text)
    for topic in help.topics {
      let text = try help.text(on: topic)
      #expect(!text.isEmpty, "\(topic)")
      let shown = WordWrap.text(text, columns: WordWrap.widest)
      let widest = shown.split(separator: "\n").map(\.count).max() ?? 0
      #expect(widest <= 100, "\(topic)")
    }
  }

  @Test func theLanguageFitsOnOneScreen() throws {
    let lines = try Help(signatures: Registry.standard.signatures, grammar: GrammarPage.text).text(
      on: "language"
    ).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 23)
    let widest = lines.map(\.count).max() ?? 0
    #expect(widest <= 100)
  }

  @Test func aWordWithAQuestionMarkIsHelp() {
    #expect(transcript(of: "train?") == transcript(of: "help train"))
    #expect(transcript(of: "load mnist?").hasPrefix("error: "))
    #expect(transcript(of: "help load mnist").hasPrefix("load mnist [from=FILE]"))
    #expect(
      transcript(of: "loss.d?") == """
        loss.d: the discriminator's loss: half of real and fake
          a series, a value for each iteration: loss.d.at(24) is that of iteration 24, loss.d[0] the first
          there is, loss.d[-10...-1] the last ten, last(loss.d, 10) their mean
        """)
    #expect(transcript(of: "seed?").split(separator: "\n").count == 1)
    #expect(transcript(of: "loss?").contains("loss.d.fake"))
    #expect(
      transcript(of: "trian?").hasPrefix(
        "error: there is no help on `trian`\n --> cell 1:1:1\n"))
    #expect(transcript(of: "trian?").contains("did you mean `train`?"))
    #expect(
      error(of: "help zebra")?.problem.advice
        == "`help` lists what there is, `apropos WORD` finds it by a word")
  }

  @Test func wordsOfTheLanguageAreOnItsPage() {
    for word in ["def", "param", "repeat", "for", "if"] {
      #expect(transcript(of: "help \(word)") == GrammarPage.text, "\(word)")
    }
    #expect(transcript(of: "def?") == GrammarPage.text)
  }

  @Test func layersAndVariablesAreExplained() {
    let session = Session()
    _ = session.run("build acgan\nx = [1, 2]")
    #expect(
      transcript(of: "G.conv2?", in: session) == """
        G.conv2: convolution, 14x14x128 to 28x28x64
          .weight  3x3x128x64; .grad .m .v
          .bias    64; .grad .m .v
          .out     what it gave last
        `stats G.conv2` has the figures
        """)
    #expect(transcript(of: "G.conv2.bias?", in: session).hasPrefix("G.conv2.bias: tensor 64  "))
    #expect(transcript(of: "G.cnov2?", in: session).contains("did you mean `conv2`?"))
    #expect(transcript(of: "x?", in: session) == "x = [1, 2]")
  }

  @Test func aproposFindsByAWord() {
    let found = transcript(of: "apropos loss")
    #expect(found.contains("loss.d.real"))
    #expect(!found.contains("reshape"))
    #expect(transcript(of: "apropos zebra") == "nothing speaks of `zebra`")
  }
}
