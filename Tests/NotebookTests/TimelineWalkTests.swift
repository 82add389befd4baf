import Foundation
import GANs
import Language
import Notebook
import TensorEngine
import Testing

/// Random walks of commands that change the run, beside a timeline that keeps whole copies.
@Suite(.serialized) struct TimelineWalkTests {
  /// 200 walks of 300 commands with `GANBOOK_TEST_SIZE=4000`.
  private static let size =
    ProcessInfo.processInfo.environment["GANBOOK_TEST_SIZE"].flatMap { Int($0) } ?? 200
  static let walks = max(4, size / 20)
  static let commands = min(300, size / 2)

  /// Small pictures of noise, so that a walk is quick.
  private func writeData(in folder: borrowing ScriptFolder) throws {
    var random = RandomStream(seed: 9, purpose: .user)
    let count: UInt8 = 24
    let pixels = (0..<Int(count) * 64).map { _ in UInt8(random.index(below: 256)) }
    try folder.write(
      "images.idx", bytes: [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 8, 0, 0, 0, 8] + pixels)
    try folder.write(
      "labels.idx", bytes: [0, 0, 8, 1, 0, 0, 0, count] + (0..<count).map { $0 % 4 })
  }

  private func session(in folder: borrowing ScriptFolder) -> Session {
    let session = Session(environment: [:], folder: folder.path)
    session.isInteractive = true
    return session
  }

  private func description(_ run: Run?) -> String {
    guard let run else { return "no run" }
    let rates = run.hyperparameters
    return
      "\(run.position) digest \(run.digest) seed \(run.seed) of \(run.history.count) batch "
      + "\(rates.batch) d.rate \(rates.discriminatorAdam.learningRate) g.beta1 "
      + "\(rates.generatorAdam.beta1) pending \(run.pending?.gradients.norm ?? 0)"
  }

  private func resume(_ session: Session, from sessions: SessionsFolder) -> [Output] {
    var outputs: [Output] = []
    #expect(session.resume(in: sessions, journal: nil) { outputs.append($0) } == .done)
    return outputs
  }

  /// Runs a command that must do something.
  private func run(_ text: String, in session: Session, _ trace: inout [String]) {
    trace.append(text)
    for case .error(let diagnostic) in session.run(text) {
      Issue.record("\(diagnostic.text)\nafter \(trace.suffix(12))")
    }
  }

  @Test(arguments: 0..<TimelineWalkTests.walks)
  func everyStateIsThatOfAWholeCopy(seed: Int) throws {
    let threads = ThreadPool.shared.threads
    ThreadPool.shared.threads = 1 + seed % 2
    defer { ThreadPool.shared.threads = threads }
    let folder = try ScriptFolder()
    try writeData(in: folder)
    var session = session(in: folder)
    // Each fourth walk is written down, and ended without a word now and then.
    let sessions = seed % 4 == 3 ? SessionsFolder(path: folder.path + "/sessions") : nil
    session.journal = sessions.map { Journal(in: $0, isWorthItAtOnce: true) }
    var random = RandomStream(seed: UInt64(seed), purpose: .user)
    var trace: [String] = []
    // Half of the walks with so little memory that most states have to be trained again.
    run("set timeline.memory \(seed % 4 < 2 ? "12MB" : "1GB")", in: session, &trace)
    run("load idx images=images.idx labels=labels.idx", in: session, &trace)
    run("build acgan batch=3 seed=\(seed)", in: session, &trace)
    var plain = PlainTimeline(
      try #require(session.model), data: try #require(session.data))
    var saved: Run?
    for _ in 0..<Self.commands {
      let present = plain.line.present
      if let sessions, random.index(below: 12) == 0 {
        trace.append("(killed and taken up)")
        session.journal = nil
        session = self.session(in: folder)
        for case .warning(let text) in resume(session, from: sessions) { Issue.record("\(text)") }
        plain.resume()
      }
      switch random.index(below: 16) {
      case 0...2:
        let count = 1 + random.index(below: 3)
        run("step \(count)", in: session, &trace)
        try plain.step(iterations: count)
      case 3, 4:
        let count = 1 + random.index(below: 6)
        run("step \(count) phases", in: session, &trace)
        try plain.step(phases: count)
      case 5:
        let rate = Float(1 + random.index(below: 9)) / 1000
        run("set d.rate \(rate)", in: session, &trace)
        try plain.set { $0.discriminatorAdam.learningRate = rate }
      case 6:
        let batch = 1 + random.index(below: 4)
        run("set batch \(batch)", in: session, &trace)
        try plain.set { $0.batch = batch }
      case 7, 8:
        let states = plain.line.states.dropLast().filter { $0.position < present.position }
        guard !states.isEmpty else { continue }
        let position = states[random.index(below: states.count)].position
        let place =
          position.isBetween
          ? "\(position.iteration)" : "\(position.iteration) \(position.phase.rawValue)"
        run("rewind \(place)", in: session, &trace)
        plain.rewind(to: position)
      case 9:
        let count = 1 + random.index(below: 9)
        let position = present.position.back(phases: count)
        guard position < present.position,
          plain.line.states[0].position <= position
        else { continue }
        run("step back \(count) phases", in: session, &trace)
        plain.rewind(to: position)
      case 10, 11:
        let name = ["main", "a", "b"][random.index(below: 3)]
        guard name != plain.lines.present else { continue }
        run("fork \(name)", in: session, &trace)
        plain.fork(name)
      case 12:
        guard !plain.line.done.isEmpty else { continue }
        run("undo", in: session, &trace)
        plain.undo()
      case 13:
        guard !plain.line.undone.isEmpty else { continue }
        run("redo", in: session, &trace)
        plain.redo()
      case 14: run("snapshot s\(random.index(below: 3))", in: session, &trace)
      default:
        switch random.index(below: 4) {
        case 0:
          let seed = random.index(below: 5)
          run("build acgan batch=2 seed=\(seed)", in: session, &trace)
          plain.begin(try #require(session.model))
        case 1 where saved != nil:
          run("open run.checkpoint", in: session, &trace)
          plain.begin(try #require(saved))
        default:
          run("save run.checkpoint", in: session, &trace)
          saved = present
        }
      }
      let (found, wanted) = (description(session.model), description(plain.line.present))
      try #require(found == wanted, "after \(trace.suffix(40))")
      #expect(session.lineBeside ?? "main" == plain.lines.present)
    }
  }
}
