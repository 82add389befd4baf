import Testing
import ganbook

@Suite struct TerminalFactsTests {
  private func value(_ name: String, environment: [String: String]) -> String? {
    TerminalFacts.rows(
      terminal: Terminal(environment: environment), environment: environment, canEdit: true
    ).first { $0.name == name }?.value
  }

  @Test func colour() {
    #expect(value("colour", environment: ["TERM": "xterm"]) == "yes")
    #expect(value("colour", environment: ["TERM": "dumb"]) == "no: TERM=dumb")
    #expect(value("colour", environment: [:]) == "no: TERM is not set")
    #expect(
      value("colour", environment: ["TERM": "xterm", "NO_COLOR": "1"]) == "no: NO_COLOR is set")
  }

  @Test func files() {
    #expect(value("history", environment: ["HOME": "/h"]) == "/h/.local/state/ganbook/history")
    #expect(
      value("start-up script", environment: ["XDG_CONFIG_HOME": "/c"]) == "/c/ganbook/init.gan")
    #expect(value("history", environment: [:]) == "none: HOME is not set")
  }
}
