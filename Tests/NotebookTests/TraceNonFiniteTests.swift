import GANs
import Language
import Notebook
import TensorEngine
import Testing

@Suite struct TraceNonFiniteTests {
  private static let setup = "load digits count=40\nbuild cgan batch=4 seed=1"
  /// With it steps are so long that a gradient's square overflows within an iteration or two.
  private static let tooLong = "set d.rate 1; set d.beta1 0.9999999"

  private func session(_ text: String = setup) -> Session {
    let session = Session()
    session.isInteractive = true
    run(text, in: session)
    return session
  }

  @Test func aHealthyRunIsSaidToBe() {
    let session = session()
    run("step 3", in: session)
    let text = transcript(of: "trace nonfinite", in: session)
    #expect(
      text
        == "all numbers are finite at iteration 3: parameters, moments, gradients, batch; so are "
        + "the losses of iterations 1 to 3")
  }

  /// At the prompt, after a training that diverged; the run stays as it is.
  @Test func theOriginIsFoundAfterATraining() throws {
    let session = session()
    run("step 3", in: session)
    let stop = transcript(of: "\(Self.tooLong); train iterations=10", in: session)
    #expect(stop.contains("`trace nonfinite` tells where it began"))
    let before = transcript(of: "digest(G) + digest(D) + phase", in: session)
    let text = transcript(of: "trace nonfinite", in: session)
    #expect(text.contains("iteration 4, d.fake.update: first not finite in D."))
    #expect(text.contains("step of D's optimizer (done again from iteration 3 on)"))
    #expect(text.contains(/D\.[a-z0-9]+\.[a-z]+\.v, [0-9x]+: \[[0-9, ]+\] = inf, [0-9]+ inf of/))
    #expect(text.contains(/input +shape +min +max +norm +not finite/))
    #expect(text.contains("`rewind 3` is before it"))
    #expect(transcript(of: "digest(G) + digest(D) + phase", in: session) == before)
    run("rewind 3", in: session)
    #expect(transcript(of: "trace nonfinite", in: session).contains("all numbers are finite"))
  }

  /// A script ends where a training diverges, so that this comes before.
  @Test func aScriptTracesBeforeItEnds() {
    let (text, outcome) = transcriptAndOutcome(
      of: "\(Self.setup)\ntrain iterations=3\n\(Self.tooLong)\ntrain iterations=10 trace=true",
      source: .file("t.gan"))
    #expect(outcome.exitCode == .stopped)
    let lines = text.split(separator: "\n")
    let trace = lines.firstIndex { $0.hasPrefix("iteration 4, d.fake.update: first not finite") }
    let error = lines.firstIndex { $0.hasPrefix("error: the run diverged") }
    #expect(trace != nil && error != nil && (trace ?? 0) < (error ?? 0), "\(text)")
  }

  @Test func whatNoTrainingMadeIsSaid() throws {
    let session = session("load digits count=40\nbuild acgan batch=2 latent=4\nstep 2")
    var mean = try #require(session.model?.discriminator.parameters["bn1.mean"])
    mean.withUnsafeMutableBuffer { $0[7] = .infinity }
    session.workspace.run?.discriminator.parameters["bn1.mean"] = mean
    let text = transcript(of: "trace nonfinite", in: session)
    #expect(
      text.contains("D.bn1.mean[7] = inf, is not of the training: done again from iteration"))
  }

  /// A file whose weights have one: the tensor and the index are named at once.
  @Test func aFileThatHasItIsNamed() throws {
    let folder = try ScriptFolder()
    let first = Session(folder: folder.path)
    run(Self.setup, in: first)
    var weight = try #require(first.model?.generator.parameters["dense2.weight"])
    weight.withUnsafeMutableBuffer { $0[512 + 3] = .nan }
    first.workspace.run?.generator.parameters["dense2.weight"] = weight
    _ = transcript(of: "save a.checkpoint", in: first)
    let session = Session(folder: folder.path)
    session.isInteractive = true
    run("load digits count=40\nopen a.checkpoint", in: session)
    let text = transcript(of: "trace nonfinite", in: session)
    #expect(
      text
        == "the earliest state that is kept, at iteration 0, has it already: no training made it\n"
        + "G.dense2.weight, 256x512: [1, 3] = nan, 1 nan of 131072")
    _ = transcript(of: "step", in: session)
    #expect(
      transcript(of: "trace nonfinite", in: session).contains("at iteration 0, has it already"))
  }

  /// A loss beyond the bound is no such number.
  @Test func aDivergenceWithFiniteNumbersIsTold() {
    let session = session("load digits count=40\nbuild acgan batch=2 latent=4\nstep")
    session.workspace.run?.discriminator.parameters["validity.bias"] = Tensor([1e11])
    _ = transcript(of: "train", in: session)
    let text = transcript(of: "trace nonfinite", in: session)
    #expect(text.contains("all numbers are finite at iteration 2"))
    #expect(text.contains("But it diverged: loss.d is 5e+10, above 1e+06, at iteration 2"))
  }

  @Test func withoutAModelItSaysSo() {
    #expect(error(of: "trace nonfinite")?.message.contains("needs a model") == true)
    #expect(error(of: "trace")?.message.contains("nonfinite") == true)
  }
}
