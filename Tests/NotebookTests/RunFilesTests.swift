import Checkpoints
import Datasets
import Files
import Formats
import GANs
import Language
import Notebook
import Platform
import TensorEngine
import Testing

@Suite struct RunFilesTests {
  private func session(in folder: borrowing ScriptFolder, data: ImageDataset?) -> Session {
    let session = Session(environment: [:], folder: folder.path)
    session.isInteractive = true
    session.data = data
    return session
  }

  // MARK: - Exactness

  private func tinyRun(_ kind: GANKind) throws -> Run {
    var hyperparameters = Hyperparameters(for: kind)
    hyperparameters.batch = 4
    hyperparameters.latentWidth = 8
    return try Run(
      kind: kind, images: ImageSpecification(side: 8, classes: 3),
      hyperparameters: hyperparameters, seed: 9)
  }

  private static let late =
    getenv("GANBOOK_TEST_SIZE").flatMap { Int(String(cString: $0)) } ?? 0 >= 1000 ? [50] : []

  /// From each of the eight phases, a run made of its checkpoint ends as the one without a break.
  /// It goes on with one thread and with two.
  /// `GANBOOK_TEST_SIZE` of 1000 or more adds a long one.
  @Test(arguments: [("acgan", [1, 2, 3, 7] + late), ("cgan", [1] + late), ("dcgan", [1] + late)])
  func aRunOfACheckpointGoesOnBitForBit(kind: String, iterations: [Int]) throws {
    let data = tinyImages()
    let kind = try #require(GANKind.named(kind))
    var unbroken = try tinyRun(kind)
    var others: [Run] = []
    let threads = ThreadPool.shared.threads
    defer { ThreadPool.shared.threads = threads }
    for iteration in 0...(iterations.last ?? 0) {
      for phase in Phase.allCases {
        if iterations.contains(iteration) {
          let bytes = Checkpoint(of: unbroken).contents.encoded()
          let again = try Run(Checkpoint(file: try SafetensorsFile(bytes: bytes, path: "t")))
          #expect(differences(unbroken, again) == [], "\(iteration) \(phase)")
          others.append(again)
        }
        try unbroken.advance(on: data)
      }
      for (index, other) in others.enumerated() {
        for threads in Self.late.isEmpty ? [1 + index % 2] : [1, 2] {
          ThreadPool.shared.threads = threads
          var other = other
          try other.iterate(on: data)
          #expect(differences(unbroken, other) == [], "\(iteration), \(threads) threads")
        }
      }
      others = []
    }
  }

  /// At each phase: a grid, an answer of the networks, or a save between two phases changes nothing
  /// that comes after, and what was saved there goes on in the same way.
  @Test(arguments: [
    "grid sheet.png rows=1", "save other.checkpoint", "stats D; summary; rand(3)",
    "x = generate(randn(3, 8), [0, 1, 2]); mean(discriminate(x)); mean(classify(x))",
  ])
  func lookingBetweenTwoPhasesChangesNothing(cell: String) throws {
    let folder = try ScriptFolder()
    let plain = session(in: folder, data: tinyImages())
    run("build acgan batch=4 latent=8 seed=9; step 2; step 1", in: plain)
    let looking = session(in: folder, data: tinyImages())
    run("build acgan batch=4 latent=8 seed=9; step 2", in: looking)
    for phase in Phase.allCases {
      run("save part.checkpoint", in: looking)
      let opened = session(in: folder, data: tinyImages())
      run("open part.checkpoint; \(cell); step", in: opened)
      #expect(differences(plain.model, opened.model) == [], "\(phase)")
      run("\(cell); step 1 phase", in: looking)
    }
    #expect(differences(plain.model, looking.model) == [])
  }

  /// What looks at a run, or saves it, changes nothing; what was saved goes on from there.
  @Test func savesAndGridsOnTheWayChangeNothing() throws {
    let folder = try ScriptFolder()
    let saving = session(in: folder, data: tinyImages())
    run("build acgan batch=4 latent=8 seed=9; step; step d.real.gradient", in: saving)
    run("save part.checkpoint; grid sheet.png rows=1; summary; step", in: saving)
    let opened = session(in: folder, data: tinyImages())
    run("open part.checkpoint", in: opened)
    #expect(opened.model?.phase == .discriminatorRealUpdate)
    run("step", in: opened)
    #expect(differences(saving.model, opened.model) == [])
    let plain = session(in: folder, data: tinyImages())
    run("build acgan batch=4 latent=8 seed=9; step 2", in: plain)
    #expect(differences(plain.model, opened.model) == [])
  }

  @Test func aNewSessionLoadsTheDataAgainAndGoesOn() throws {
    let folder = try ScriptFolder()
    let begin = "load digits count=40 seed=5\nbuild dcgan batch=4 seed=2\nset d.rate 3e-4\n"
    let unbroken = session(in: folder, data: nil)
    run(begin + "train iterations=3; grid a.png rows=1; train iterations=2", in: unbroken)
    run("x = rand(3); grid \"unbroken.png\" rows=1", in: unbroken)
    let first = session(in: folder, data: nil)
    run(begin + "train iterations=3; grid a.png rows=1; save \"runs/half.checkpoint\"", in: first)
    let second = session(in: folder, data: nil)
    run("open runs/half.checkpoint; train iterations=2", in: second)
    #expect(differences(unbroken.model, second.model) == [])
    #expect(second.data?.identity == unbroken.data?.identity)
    // Pictures and random numbers go on too.
    run("x = rand(3); grid \"opened.png\" rows=1", in: second)
    #expect(
      try FileBytes.read(folder.path + "/opened.png")
        == FileBytes.read(folder.path + "/unbroken.png"))
    #expect(transcript(of: "x", in: second) == transcript(of: "x", in: unbroken))
    #expect(transcript(of: "loss.g", in: second) == transcript(of: "loss.g", in: unbroken))
  }

  // MARK: - What does not fit

  @Test func otherDataIsRefusedAndNothingChanges() throws {
    let folder = try ScriptFolder()
    let saving = session(in: folder, data: tinyImages())
    run("build acgan batch=4; save run.checkpoint", in: saving)
    let other = session(in: folder, data: tinyImages(seed: 2))
    let found = error(of: "open run.checkpoint", in: other)
    #expect(
      found?.message
        == "the run draws from tiny, 24 training images; tiny, 24 images, is other data")
    #expect(found?.problem.advice == "`load` that data first, then `open`")
    #expect(other.model == nil && other.data?.identity == tinyImages(seed: 2).identity)
    let none = session(in: folder, data: nil)
    #expect(
      error(of: "open run.checkpoint", in: none)?.message
        == "the run draws from tiny, 24 training images; how to load it is not known")
  }

  @Test func dataThatIsGoneIsSaid() throws {
    let folder = try ScriptFolder()
    try folder.writeData("pictures")
    let saving = session(in: folder, data: nil)
    run("load folder letters; build acgan batch=2; save run.checkpoint", in: saving)
    #expect(rename(folder.path + "/letters", folder.path + "/moved") == 0)
    let opened = session(in: folder, data: nil)
    let found = error(of: "open run.checkpoint", in: opened)
    #expect(found?.message.contains("it cannot be loaded again: ") == true)
    #expect(found?.message.contains("letters") == true)
    #expect(opened.model == nil && opened.data == nil)
  }

  @Test func aFileThatIsMissingOrDamagedIsAnErrorOfFiles() throws {
    let folder = try ScriptFolder()
    let session = session(in: folder, data: tinyImages())
    #expect(error(of: "open nowhere.checkpoint", in: session)?.exitCode == .file)
    run("build acgan batch=4; save run.checkpoint", in: session)
    var bytes = try FileBytes.read(folder.path + "/run.checkpoint")
    bytes[bytes.count / 2] ^= 1
    try folder.write("run.checkpoint", bytes: bytes)
    let found = error(of: "open run.checkpoint", in: session)
    #expect(found?.exitCode == .file)
    #expect(found?.message.contains("SHA-256 differs") == true)
    #expect(error(of: "save x/", in: session)?.exitCode == .file)
    #expect(error(of: "save a.checkpoint", in: Session())?.exitCode == .runTimeError)
  }

  /// Not damaged, but of another program: the error says so.
  @Test func anotherKindAndOtherShapesAreNotCalledDamaged() throws {
    let folder = try ScriptFolder()
    let session = session(in: folder, data: tinyImages())
    run("build acgan batch=4 latent=8; step", in: session)
    let whole = Checkpoint(of: try #require(session.model))
    var other = whole
    other.kind = "vae"
    #expect(throws: CheckpointProblem.unknownKind("vae", known: ["acgan", "cgan", "dcgan"])) {
      try Run(other)
    }
    try other.save(to: "\(folder.path)/other.checkpoint")
    let text = error(of: "open other.checkpoint", in: session)?.message
    #expect(text?.contains("kind `vae`, which this program does not know") == true)
    #expect(text?.contains("damaged") == false)
    other = whole
    other.hyperparameters["latent"] = 9
    #expect(
      throws: CheckpointProblem.shape(
        name: "G.embedding.weight", found: [3, 8], wanted: [3, 9])
    ) { try Run(other) }
    // Nothing as large as the file says is made before its tensors are looked at.
    other.hyperparameters["latent"] = 65536
    #expect(
      throws: CheckpointProblem.shape(
        name: "G.embedding.weight", found: [3, 8], wanted: [3, 65536])
    ) { try Run(other) }
  }

  /// A file with a right checksum is still not trusted.
  @Test func impossibleStatesAreNamed() throws {
    let folder = try ScriptFolder()
    let session = session(in: folder, data: tinyImages())
    run("build acgan batch=4 latent=8; step; step 4 phase", in: session)
    let whole = Checkpoint(of: try #require(session.model))
    #expect(whole.phase == "d.fake.gradient")
    let changes: [(String, (inout Checkpoint) -> Void)] = [
      ("phase", { $0.phase = "lunch" }),
      ("iteration", { $0.iteration = .max }),
      ("images", { $0.notes["images"] = nil }),
      ("images", { $0.notes["images"] = ["side": 1_000_000, "classes": 3] }),
      ("latent", { $0.hyperparameters["latent"] = "x" }),
      ("hyperparameters", { $0.hyperparameters["d.rate"] = -1 }),
      ("hyperparameters", { $0.hyperparameters["batch"] = 0 }),
      ("G.bn1.mean", { $0.generator.parameters["bn1.mean"] = nil }),
      ("D.stranger", { $0.discriminator.parameters["stranger"] = Tensor([1]) }),
      ("D m conv1.bias", { $0.discriminator.slots["m"]?["conv1.bias"] = Tensor([1]) }),
      ("D v bn1.mean", { $0.discriminator.slots["v"]?["bn1.mean"] = Tensor([1]) }),
      ("D v", { $0.discriminator.slots["v"] = nil }),
      ("G speed", { $0.generator.slots["speed"] = [:] }),
      ("pending.fakes", { $0.pending["fakes"] = nil }),
      ("pending.fakes", { $0.pending["fakes"] = Tensor([1]) }),
      ("pending.batch", { $0.pending["batch.images"] = nil }),
      ("pending.batch", { $0.pendingIntegers["batch.labels"] = [0, 1, 2, 3] }),
      ("pending.batch", { $0.pendingIntegers["batch.labels"] = [0, 1, 2] }),
      ("pending.batch", { $0.pendingIntegers["batch.indices"] = nil }),
      ("pending.gradient", { $0.phase = "d.fake.update" }),
      ("gradient stranger", { $0.pending["gradient.stranger"] = Tensor([1]) }),
      ("pending.measurement", { $0.pending["measurement"] = Tensor([1]) }),
      ("series", { $0.series["d.real.loss.validity"] = nil }),
      ("series.g.p", { $0.series["g.p"]?.values = [] }),
      ("recorded.loss.d", { $0.recordings["loss.d"] = .init(iterations: [1], values: [0]) }),
      ("recorded.x", { $0.recordings["x"] = .init(iterations: [1, 1], values: [0, 0]) }),
      ("recorded", { $0.recordings["a\u{1B}[2J"] = .init(iterations: [1], values: [0]) }),
      (
        "recorded",
        { $0.recordings[String(repeating: "a", count: 1001)] = .init(iterations: [1], values: [0]) }
      ),
    ]
    for (name, change) in changes {
      var checkpoint = whole
      change(&checkpoint)
      do {
        _ = try Run(checkpoint)
        Issue.record("a checkpoint with another \(name) became a run")
      } catch {
        guard case .value(let found, _) = error else {
          Issue.record("\(error)")
          continue
        }
        #expect(found == name || name == "pending.batch" && found == "pending.fakes")
      }
    }
  }

  // MARK: - While training

  @Test func trainingSavesOnTheWayAndKeepsTheNewest() throws {
    let folder = try ScriptFolder()
    let session = session(in: folder, data: tinyImages())
    run("build acgan batch=4 latent=8", in: session)
    run("train iterations=7 checkpoint=\"runs/a\" every=2 keep=3", in: session)
    #expect(
      CheckpointFolder(reading: folder.path + "/runs/a").entries.map(\.iteration) == [4, 6, 7])
    #expect(!session.hasUnsavedTraining)
    let opened = self.session(in: folder, data: tinyImages())
    run("open \"runs/a\"", in: opened)
    #expect(differences(session.model, opened.model) == [])
    // The lock is given back with the training.
    run("train iterations=1 checkpoint=\"runs/a\"", in: opened)
    #expect(CheckpointFolder(reading: folder.path + "/runs/a").entries.last?.iteration == 8)
  }

  @Test func aDamagedNewestIsNamedAndPassedOver() throws {
    let folder = try ScriptFolder()
    let session = session(in: folder, data: tinyImages())
    run("build acgan batch=4 latent=8", in: session)
    run("train iterations=2 checkpoint=\"runs/a\" every=1", in: session)
    try folder.write("runs/a/000002-iteration-2.checkpoint", bytes: [1, 2, 3])
    let opened = self.session(in: folder, data: tinyImages())
    let text = transcript(of: "open \"runs/a\"", in: opened)
    #expect(text.contains("an earlier checkpoint takes its place"))
    #expect(opened.model?.iteration == 1)
  }

  @Test func twoTrainingsDoNotShareAFolder() throws {
    let folder = try ScriptFolder()
    let first = session(in: folder, data: tinyImages())
    let text = "build acgan batch=4 latent=8; train iterations=4 checkpoint=\"a\" every=1"
    run("stop at 2", in: first)
    run(text, in: first)
    #expect(first.model?.iteration == 2)
    let second = session(in: folder, data: tinyImages())
    let found = error(of: text, in: second)
    #expect(found?.exitCode == .file)
    #expect(found?.message.contains("is in use by process") == true)
    // The one that holds it may begin another training there.
    run("clear; train iterations=1 checkpoint=\"a\"", in: first)
  }

  /// The folder is held, whatever it is called.
  @Test func aFolderThatIsRenamedWhileTheTrainingRestsIsGoneOnWith() throws {
    let folder = try ScriptFolder()
    let session = session(in: folder, data: tinyImages())
    run("build acgan batch=4 latent=8; stop at 2", in: session)
    run("train iterations=6 checkpoint=\"a\" every=1", in: session)
    #expect(rename(folder.path + "/a", folder.path + "/b") == 0)
    let warnings = session.run("continue").compactMap { output in
      if case .warning(let text) = output { text } else { nil }
    }
    #expect(warnings.count == 1)
    #expect(warnings.first?.hasPrefix("a: the checkpoints go on in the same folder") == true)
    #expect(session.model?.iteration == 6)
    #expect(!session.hasUnsavedTraining)
    #expect(CheckpointFolder(reading: folder.path + "/b").entries.last?.iteration == 6)
  }

  @Test func everyNeedsAFolder() throws {
    let folder = try ScriptFolder()
    let session = session(in: folder, data: tinyImages())
    run("build acgan batch=4 latent=8", in: session)
    let found = error(of: "train every=2", in: session)
    #expect(found?.message == "`every` is about checkpoints, and there is no folder for them")
    #expect(session.model?.iteration == 0)
  }
}
