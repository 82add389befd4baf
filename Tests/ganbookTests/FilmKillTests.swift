import FileTesting
import Foundation
import Testing

/// The program is killed while it films its training: the film is whole each time, by the letter of
/// the specification, and the next process goes on with it.
@Suite(.serialized) struct FilmKillTests {
  @Test func aKilledTrainingLeavesAFilm() throws {
    let home = try TinyData.makeHome()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let setup = try TinyData.write(to: home)
    let film = home + "/film.png"
    for kill in 0..<6 {
      let running = try ProgramRun.Running(
        [
          "-c",
          (kill == 0 ? setup : "open runs\n")
            + "echo \"begun\"\ntrain 1000000 film=film.png frame=1 checkpoint=runs every=5",
        ], environment: ["HOME": home], folder: home)
      try running.waitForOutput("begun")
      // A first checkpoint, however busy the machine is; what comes then may be killed anywhere.
      for _ in 0..<1200 where kill == 0 && !hasCheckpoint(home) { usleep(50_000) }
      usleep(UInt32.random(in: 0..<300_000))
      Foundation.kill(running.process.processIdentifier, SIGKILL)
      let errors = running.end().errors
      let content = try AnimatedPNGReader(wholePart(of: try #require(bytes(film))))
      #expect(content.frames.count > 1, "kill \(kill): \(errors)")
      // Between joining a frame and counting it the count is one behind.
      #expect([0, 1].contains(content.frames.count - content.declared), "kill \(kill)")
    }
    let last = try ProgramRun(
      ["-c", "open runs\ntrain 1 film=film.png frame=1"], environment: ["HOME": home], folder: home)
    #expect(last.code == 0, "\(last.errors)")
    let content = try AnimatedPNGReader(try #require(bytes(film)))
    #expect(content.frames.count == content.declared)
  }

  private func hasCheckpoint(_ home: String) -> Bool {
    let names = try? FileManager.default.contentsOfDirectory(atPath: home + "/runs")
    return names?.contains { $0.hasSuffix(".checkpoint") } ?? false
  }

  /// Up to the end of the picture: what stands behind it is a frame that was not joined yet.
  private func wholePart(of bytes: [UInt8]) -> [UInt8] {
    let end = Data(bytes).range(of: Data([0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]))
    return Array(bytes.prefix(end?.upperBound ?? bytes.count))
  }
}
