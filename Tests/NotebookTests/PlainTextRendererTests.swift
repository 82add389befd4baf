import Notebook
import Pictures
import Testing

@Suite struct PlainTextRendererTests {
  private final class Page {
    var results = ""
    var messages = ""
    var time = ContinuousClock.now

    lazy var renderer = PlainTextRenderer(
      results: { [unowned self] in results += $0 }, messages: { [unowned self] in messages += $0 },
      now: { [unowned self] in time })
  }

  private func progress(_ iteration: Int, isLast: Bool = false) -> Output {
    .progress(
      Progress(
        iteration: iteration, target: 100, figures: [.init("loss d", 0.5)], isLast: isLast))
  }

  @Test func resultsAndMessagesGoTheirOwnWays() {
    let page = Page()
    var table = Table(title: "t", columns: [.init("name"), .init("value", .right)])
    table.append(["a", "1"])
    table.append(["long", "100"])
    table.footer = ["sum", "101"]
    for output in [
      Output.text("one\ntwo"), .warning("careful"), .table(table),
      .picture(Picture(GrayImage(width: 3, height: 2), caption: "dots")),
    ] {
      page.renderer.show(output)
    }
    #expect(
      page.results
        == "one\ntwo\nt\nname  value\na         1\nlong    100\nsum     101\npicture 3x2: dots\n")
    #expect(page.messages == "warning: careful\n")
  }

  @Test func progressIsAWholeLineEveryTenSeconds() {
    let page = Page()
    for second in 0..<25 {
      page.renderer.show(progress(second))
      page.time += .seconds(1)
    }
    page.renderer.show(progress(25, isLast: true))
    page.renderer.finish()
    page.renderer.finish()
    #expect(
      page.messages == """
        iteration 10/100  loss d 0.500
        iteration 20/100  loss d 0.500
        iteration 25/100  loss d 0.500

        """)
    #expect(!page.messages.contains("\r") && page.results.isEmpty)
  }

  @Test func manyShortTrainingsDoNotFloodALog() {
    let page = Page()
    for second in 0..<25 {
      page.renderer.show(progress(second, isLast: true))
      page.time += .seconds(1)
    }
    page.renderer.show(.warning("the end"))
    #expect(
      page.messages == """
        iteration 10/100  loss d 0.500
        iteration 20/100  loss d 0.500
        iteration 24/100  loss d 0.500
        warning: the end

        """)
  }

  @Test func aPlotIsShownWithoutColour() {
    let page = Page()
    page.renderer.show(.plot(LinePlot(series: [PlotSeries(name: "loss", values: [3, 2, 1])])))
    #expect(page.results.contains("loss") && !page.results.contains("\u{1B}"))
    let isPlain = page.results.allSatisfy(\.isASCII)
    #expect(isPlain)
  }
}
