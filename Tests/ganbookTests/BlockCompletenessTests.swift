import Testing
import ganbook

@Suite struct BlockCompletenessTests {
  @Test(arguments: [
    "", "train", "repeat 3 { train }", "x = [1, 2]", "}", "echo \"{\"", "load mnist # {",
    "echo \"a \\\" {\"", "echo \"not ended {",
  ])
  func complete(_ text: String) { #expect(BlockCompleteness.isComplete(text)) }

  @Test(arguments: [
    "repeat 3 {", "x = [1,", "mean(", "if a { train } else {", "{ # }", "echo \"a\" + (\n\"b\"",
    "echo \"not ended {\nrepeat 2 {",
  ])
  func unfinished(_ text: String) { #expect(!BlockCompleteness.isComplete(text)) }
}
