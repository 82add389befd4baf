import Language
import Notebook
import Pictures
import Testing

/// Series in expressions: their latest value for an operator, all of it inside of what takes a series.
@Suite struct SeriesTests {
  private static let setup =
    "load digits count=40\nbuild acgan batch=4 seed=3\nwatch even = iteration every=2\ntrain iterations=5"

  private func session() -> Session { NotebookTests.session(after: Self.setup) }

  @Test(arguments: [
    ("p.real - p.fake == p.real[-1] - p.fake[-1]", "true"),
    ("mean(p.real - p.fake) == mean(p.real[:] - p.fake[:])", "true"),
    ("all((p.real - p.fake)[:] == p.real[:] - p.fake[:])", "true"),
    ("max(abs(loss.d * 2 - 1)) == max(abs(loss.d[:] * 2 - 1))", "true"),
    ("ema(p.real - p.fake, 3) == last(ema(p.real[:] - p.fake[:], 3))", "true"),
    ("sum(cumsum(iteration - iteration + [1, 2, 3]))", "10"),
    ("all(abs(cumsum(loss.d)[-1] - sum(loss.d)) < 0.001)", "true"),
    ("len(diff(loss.d))", "4"), ("diff(loss.d).at(2) == loss.d.at(2) - loss.d.at(1)", "true"),
    ("first(loss.d > 0)", "1"), ("first(loss.d > 0, for=5)", "1"),
    ("first(loss.d < 0) == none", "true"), ("first(loss.d > 0, for=6) == none", "true"),
    ("first([false, true, false, true, true], for=2)", "3"),
    // What is noted now and then meets what each iteration has where both have a value.
    ("even.at(4)", "4"), ("len(even)", "2"), ("len((even + loss.d)[:])", "2"),
    ("(even + loss.d).at(2) == 2 + loss.d.at(2)", "true"), ("sum(even > 2 and even < 9)", "1"),
    ("sum(where(even > 2, even, 0))", "4"), ("even > 3", "true"),
    // By iterations, not by values.
    ("slope(even)", "1"), ("ema(even, 3).at(4) == 2 + 0.75 * 2", "true"),
  ])
  func values(text: String, shown: String) {
    #expect(transcript(of: text, in: session()) == shown, "\(text)")
  }

  @Test func plotsDrawExpressionsAtTheirIterations() {
    let session = session()
    let outputs = session.run(
      "plot p.real - p.fake, ema(loss.g, 3) even from=2 to=4; plot iteration * 2; plot [3, 1]")
    let plots = outputs.compactMap { if case .plot(let plot) = $0 { plot } else { nil } }
    #expect(
      plots.map { $0.series.map(\.name) } == [
        ["p.real - p.fake", "ema(loss.g, 3)", "even"], ["iteration * 2"], ["[3, 1]"],
      ])
    #expect(plots[0].series.map(\.iterations) == [[2, 3, 4], [2, 3, 4], [2, 4]])
    #expect(plots[0].series[2].values == [2, 4])
    #expect(plots[1].series[0].iterations == [5])
    #expect(plots[2].series[0].values == [3, 1])
    #expect(
      outputs.contains(
        .text(
          "iteration * 2 is one number; `watch NAME = iteration * 2 every=10` notes it from here on"
        )))
  }

  @Test(arguments: [
    ("plot even from=5", "`even` has no values from 5 on"),
    ("plot G.conv1.weight", "`plot` draws vectors, and G.conv1.weight has the shape"),
    ("plot G.*.grad.rms", "nothing is noted as G."), ("even = 3", "`even` is a series of the run"),
    ("x = 1; watch x = iteration", "`x` is a variable"),
    ("watch loss = iteration", "`loss` is a quantity of the run"),
    ("even.at(3)", "`even` has some of the iterations 2 to 4, not 3"),
    ("plot loss.d from=4 to=2", "`to` is before `from`: 2 before 4"),
    ("first(loss.d)", "`first`: takes what is true or false at each iteration, as in loss.d < 1"),
    ("mean(p.real + \"a\")", "`+` takes"),
  ])
  func errors(text: String, message: String) {
    let found = error(of: text, in: session())?.message ?? "none"
    #expect(found.hasPrefix(message), "\(text): \(found)")
  }
}
