import GANs
import Language
import Notebook
import Testing

@Suite struct ProfileTests {
  private static let setup = "load digits count=40\nbuild acgan batch=4 seed=3\nstep 3 phase\n"

  @Test func aProfileShowsPhasesAndLayersAndLeavesTheModelAsItIs() {
    let session = Session()
    _ = transcript(of: Self.setup, in: session)
    let before = session.model
    let text = transcript(of: "profile 2", in: session)
    #expect(session.model?.phase == before?.phase)
    #expect(session.model?.iteration == before?.iteration)
    #expect(
      session.model?.generator.parameters["dense1.weight"]
        == before?.generator.parameters["dense1.weight"])
    #expect(
      session.model?.discriminator.parameters["conv1.weight"]
        == before?.discriminator.parameters["conv1.weight"])
    #expect(text.contains("2 iterations at batch 4"))
    for phase in Phase.allCases { #expect(text.contains(phase.rawValue)) }
    for word in ["G, the generator", "D, the discriminator", "conv4", "losses", "backward ms"] {
      #expect(text.contains(word), "\(word)")
    }
  }

  @Test func theSummaryHasTimesWhereTheyAreAskedFor() {
    #expect(!transcript(of: Self.setup + "summary").contains("forward ms"))
    #expect(transcript(of: Self.setup + "summary times=true").contains("forward ms"))
    #expect(transcript(of: "build cgan\nsummary times=true").contains("needs data"))
  }
}
