import Language
import Notebook
import Testing

@Suite struct UnfinishedTextTests {
  @Test(arguments: [
    "repeat 3 {", "x = [1,", "x = mean(", "x = ((1)", "if 1 < 2 { echo 1 } else {",
    "echo \"a\" + (\n\"b\"", "repeat 2 {\n  repeat 3 {\n  }", "x = [(1",
    "stop when loss.d > 8 {", "stop at 3 { repeat 2 {\n  stats G\n}",
  ])
  func goesOn(_ text: String) { #expect(Session().isUnfinished(text) == true) }

  @Test(arguments: [
    "", "# {", "x = [1, 2]", "repeat 3 { x = 1 }", "run a(1.gan", "echo \"{\"a)\"}\"",
    "echo \"{{\"",
    // A string ends with its line: more lines would not close what is open in it.
    "echo \"{1",
  ])
  func isWhole(_ text: String) { #expect(Session().isUnfinished(text) == false) }

  @Test(arguments: ["echo \"{mean([1\"", "}", "trian 3", "repeat 2 {\n  trian 3"])
  func isWrong(_ text: String) { #expect(Session().isUnfinished(text) == nil) }
}
