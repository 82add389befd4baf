import Checkpoints
import Datasets
import Files
import Formats
import Foundation
import GANs
import Language
import Notebook
import Testing

/// Whole numbers in checkpoints and journals that no session has written: each is refused, or can
/// be gone on with, saved and opened again.
@Suite struct NumberBoundsTests {
  private static let values: [JSONValue] = [
    0, -1, .integer(1 << 31), .integer((1 << 53) - 1), .integer(1 << 53), .integer(.max),
    .integer(.min), .number(1e300),
  ]

  /// The ways to all whole numbers in a value: keys of objects, indices of arrays.
  private func places(_ value: JSONValue) -> [[String]] {
    if value.integer != nil { return [[]] }
    let members =
      value.object.map { object in object.keys.map { ($0, object[$0] ?? .null) } }
      ?? (value.array ?? []).enumerated().map { (String($0), $1) }
    return members.flatMap { name, member in places(member).map { [name] + $0 } }
  }

  private func replacing(_ value: JSONValue, at place: ArraySlice<String>, with new: JSONValue)
    -> JSONValue
  {
    guard let name = place.first else { return new }
    if var object = value.object {
      object[name] = object[name].map { replacing($0, at: place.dropFirst(), with: new) }
      return .object(object)
    }
    var array = value.array ?? []
    if let index = Int(name) {
      array[index] = replacing(array[index], at: place.dropFirst(), with: new)
    }
    return .array(array)
  }

  private func session(_ folder: borrowing ScriptFolder) -> Session {
    let session = Session(environment: [:], folder: folder.path)
    session.data = tinyImages()
    return session
  }

  private func isRefused(_ outputs: [Output]) -> Bool {
    outputs.contains { if case .error = $0 { true } else { false } }
  }

  /// Opens a changed file, and where that is accepted, goes on with it.
  ///
  /// - Returns: whether it was accepted.
  private func goOn(_ folder: borrowing ScriptFolder, _ what: String) -> Bool {
    let session = session(folder)
    guard !isRefused(session.run("open changed.checkpoint")) else { return false }
    for text in [
      "step 1 phase", "step", "x = noise(2)", "generate 1 count=1 to=images", "stats", "loss.d",
    ] { _ = session.run(text) }
    #expect(!isRefused(session.run("save again.checkpoint")), "\(what)")
    let other = self.session(folder)
    let opened = other.run("open again.checkpoint")
    #expect(!isRefused(opened), "\(what): \(plainText(of: opened))")
    return true
  }

  @Test(arguments: ["draw", "g.gradient", "d.fake.update"]) func ofACheckpoint(phase: String) throws
  {
    let folder = try ScriptFolder()
    let setup = session(folder)
    for text in [
      "build acgan batch=4 latent=8 seed=1", "train iterations=2",
      phase == "draw" ? "echo 1" : "step \(phase)", "save whole.checkpoint",
    ] { #expect(!isRefused(setup.run(text))) }
    let checkpoint = try Checkpoint(contentsOf: folder.path + "/whole.checkpoint")
    let state = try JSONParser.parse(try #require(checkpoint.contents.metadata["state"]))
    let places = places(state)
    #expect(places.count > 15, "\(places)")
    var accepted = 0
    for place in places {
      for value in Self.values {
        var writer = checkpoint.contents
        writer.metadata["state"] = replacing(state, at: place[...], with: value).text
        try writer.save(to: folder.path + "/changed.checkpoint")
        if goOn(folder, "\(place.joined(separator: ".")) = \(value.text)") { accepted += 1 }
      }
    }
    #expect(accepted > 0 && accepted < places.count * Self.values.count)
    for name in checkpoint.pendingIntegers.keys {
      for value in Self.values.compactMap(\.integer) {
        var changed = checkpoint
        changed.pendingIntegers[name]?[0] = value
        try changed.save(to: folder.path + "/changed.checkpoint")
        _ = goOn(folder, "\(name) = \(value)")
      }
    }
  }

  @Test func ofARunAtTheEndOfCounting() throws {
    let folder = try ScriptFolder()
    let setup = session(folder)
    for text in ["build cgan batch=4 latent=8 seed=1", "train iterations=2", "save a.checkpoint"] {
      #expect(!isRefused(setup.run(text)))
    }
    var checkpoint = try Checkpoint(contentsOf: folder.path + "/a.checkpoint")
    checkpoint.iteration = Run.largestCount - 1
    try checkpoint.save(to: folder.path + "/a.checkpoint")
    let session = session(folder)
    #expect(!isRefused(session.run("open a.checkpoint")))
    #expect(!isRefused(session.run("step")))
    #expect(isRefused(session.run("step")))
    #expect(session.model?.iteration == Run.largestCount)
    #expect(!isRefused(session.run("save b.checkpoint")))
    #expect(!isRefused(self.session(folder).run("open b.checkpoint")))
  }

  @Test func ofAJournal() throws {
    let folder = try ScriptFolder()
    let sessions = SessionsFolder(path: folder.path + "/sessions")
    let first = session(folder)
    first.isInteractive = true
    first.journal = Journal(in: sessions, isWorthItAtOnce: true)
    for text in ["x = 1", "build cgan batch=4 latent=8 seed=1", "step"] { _ = first.run(text) }
    let journal = try #require(first.journal?.path)
    first.journal = nil
    let lines = try FileBytes.read(journal).split(separator: 10).map { try JSONParser.parse($0) }
    var tried = 0
    for (number, line) in lines.enumerated() {
      for place in places(line) {
        for value in Self.values {
          var changed = lines
          var object = try #require(replacing(line, at: place[...], with: value).object)
          object["sha256"] = nil
          changed[number] = .object(object)
          let bytes = changed.flatMap { line in
            var object = line.object ?? [:]
            object["sha256"] = nil
            return JournalLine.bytes(of: .object(object))
          }
          try SafeFile.save(bytes, to: journal)
          let next = session(folder)
          next.isInteractive = true
          _ = next.resume(in: sessions, journal: journal) { _ in }
          _ = next.run("history")
          next.journal = nil
          tried += 1
        }
      }
    }
    #expect(tried > 80)
  }
}
