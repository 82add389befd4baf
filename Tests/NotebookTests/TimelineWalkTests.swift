import Datasets
import Foundation
import GANs
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

  private static let data: ImageDataset = {
    var random = RandomStream(seed: 9, purpose: .user)
    let count = 24
    return ImageDataset(
      name: "noise", height: 8, width: 8, classes: 4,
      training: LabelledImages(
        pixels: (0..<count * 64).map { _ in UInt8(random.index(below: 256)) },
        labels: (0..<count).map { UInt16($0 % 4) }))
  }()

  private func session(in folder: String) -> Session {
    let session = Session(environment: [:], folder: folder)
    session.isInteractive = true
    session.data = Self.data
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
    let session = session(in: folder.path)
    var random = RandomStream(seed: UInt64(seed), purpose: .user)
    var trace: [String] = []
    // Half of the walks with so little memory that most states have to be trained again.
    run("set timeline.memory \(seed % 4 < 2 ? "12MB" : "1GB")", in: session, &trace)
    run("build acgan batch=3 seed=\(seed)", in: session, &trace)
    var plain = PlainTimeline(try #require(session.model), data: Self.data)
    var saved: Run?
    for _ in 0..<Self.commands {
      let present = plain.line.present
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
