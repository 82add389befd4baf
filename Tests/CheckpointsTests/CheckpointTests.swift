import Checkpoints
import FileTesting
import Files
import Formats
import TensorEngine
import Testing

@Suite struct CheckpointTests {
  let folder = TemporaryFolder()

  private static func tensor(_ stream: Int, _ shape: Shape) -> Tensor {
    var random = RandomStream(seed: 9, purpose: .user, stream: stream)
    return random.uniform(-1, 1, shape: shape)
  }

  static func sample(iteration: Int = 3121) -> Checkpoint {
    let odd = Tensor([.nan, -0.0, .infinity, .leastNonzeroMagnitude], shape: [4])
    return Checkpoint(
      kind: "acgan",
      hyperparameters: ["rate": .number(Double(Float(2e-4))), "batch": 32, "momentum": 0.8],
      iteration: iteration, phase: "d.fake.update", seed: .max - 5,
      generator: .init(
        parameters: [
          "conv1.weight": tensor(1, [3, 3, 2, 4]), "bn1.mean": odd, "conv1.bias": tensor(2, [4]),
        ],
        slots: [
          "m": ["conv1.weight": tensor(3, [3, 3, 2, 4]), "conv1.bias": tensor(4, [4])],
          "v": ["conv1.weight": tensor(5, [3, 3, 2, 4]), "conv1.bias": odd],
        ], steps: 3121),
      discriminator: .init(parameters: ["validity.weight": tensor(6, [8, 1])], steps: 6243),
      pending: [
        "batch.images": tensor(7, [2, 4, 4, 1]), "D.validity.weight.grad": tensor(8, [8, 1]),
      ],
      pendingIntegers: ["batch.labels": [3, 9], "batch.index": [59_999, 0]],
      series: [
        "loss.d": .init(values: [0.1, .nan, 0.3]),
        "acc.label": .init(firstIteration: 5, values: []),
      ],
      dataset: .init(name: "mnist", count: 60_000, digest: String(repeating: "ab", count: 32)),
      notes: ["forked": ["main", 3000]])
  }

  private func expectSame(_ a: [String: Tensor], _ b: [String: Tensor]) {
    #expect(a.keys.sorted() == b.keys.sorted())
    for (name, tensor) in a { #expect(b[name]?.isIdentical(to: tensor) == true, "\(name)") }
  }

  private func expectSame(_ a: Checkpoint, _ b: Checkpoint) {
    #expect(a.kind == b.kind && a.hyperparameters == b.hyperparameters && a.notes == b.notes)
    #expect(a.iteration == b.iteration && a.phase == b.phase && a.seed == b.seed)
    #expect(a.dataset == b.dataset && a.pendingIntegers == b.pendingIntegers)
    expectSame(a.pending, b.pending)
    for (x, y) in [(a.generator, b.generator), (a.discriminator, b.discriminator)] {
      #expect(x.steps == y.steps)
      expectSame(x.parameters, y.parameters)
      #expect(x.slots.keys == y.slots.keys)
      for (slot, tensors) in x.slots { expectSame(tensors, y.slots[slot] ?? [:]) }
    }
    #expect(a.series.keys.sorted() == b.series.keys.sorted())
    for (name, series) in a.series {
      #expect(b.series[name]?.firstIteration == series.firstIteration)
      #expect(b.series[name]?.values.map(\.bitPattern) == series.values.map(\.bitPattern))
    }
  }

  @Test func everythingSurvivesBitForBit() throws {
    let checkpoint = Self.sample()
    try checkpoint.save(to: folder.file("a"))
    let back = try Checkpoint.open(folder.file("a"))
    expectSame(checkpoint, back.value)
    #expect(back.damaged.isEmpty && back.path == folder.file("a"))
    // The same state gives the same bytes.
    try back.value.save(to: folder.file("b"))
    #expect(bytes(folder.file("a")) == bytes(folder.file("b")))
  }

  @Test func aFolderOpensAsItsNewestWholeOne() throws {
    let checkpoints = try CheckpointFolder(creating: folder.file("runs"))
    try Self.sample(iteration: 500).save(in: checkpoints)
    let newest = try Self.sample(iteration: 1000).save(in: checkpoints)
    #expect(try Checkpoint.open(folder.file("runs")).value.iteration == 1000)
    var damaged = try #require(bytes(newest))
    damaged[damaged.count - 3] ^= 1
    try SafeFile.save(damaged, to: newest)
    let opened = try Checkpoint.open(folder.file("runs"))
    #expect(opened.value.iteration == 500)
    #expect(opened.damaged.map(\.problem) == [.checkpoint(.checksum)])
  }

  @Test func everyTruncationAndManyChangesAreRefused() throws {
    let whole = Self.sample().contents.encoded()
    _ = try Checkpoint(file: try SafetensorsFile(bytes: whole, path: "t"))
    func reads(_ bytes: [UInt8]) -> Bool {
      (try? SafetensorsFile(bytes: bytes, path: "t")).map { (try? Checkpoint(file: $0)) != nil }
        ?? false
    }
    for length in whole.indices { #expect(!reads(Array(whole[..<length])), "\(length) bytes") }
    var random = RandomStream(seed: 2, purpose: .user)
    for _ in 0..<testSize {
      var changed = whole
      let place = random.index(below: whole.count)
      changed[place] ^= UInt8(1 + random.index(below: 255))
      #expect(!reads(changed), "byte \(place)")
    }
  }

  /// Files with a right checksum and wrong content: by a bug, or by hand.
  @Test func contentIsCheckedBehindTheChecksum() throws {
    func problem(_ change: (inout SafetensorsWriter) -> Void) -> String {
      var writer = Self.sample().contents
      change(&writer)
      do {
        let file = try SafetensorsFile(bytes: writer.encoded(), path: "t")
        _ = try Checkpoint(file: file)
        return "accepted"
      } catch {
        return "\(error)"
      }
    }
    func state(_ text: String, _ change: String) -> String {
      problem { $0.metadata["state"] = $0.metadata["state"]?.replacing(text, with: change) }
    }
    #expect(problem { $0.metadata["format"] = "other" }.contains("no checkpoint of Ganbook"))
    #expect(problem { $0.metadata["version"] = "3" }.contains("format 3"))
    #expect(problem { $0.metadata["state"] = nil }.contains("not JSON"))
    #expect(problem { $0.hasChecksum = false }.contains("SHA-256"))
    #expect(problem { $0.add("G.conv1.bias.x", [Int32(1)]) }.contains("does not belong"))
    #expect(problem { $0.add("x", Tensor([1])) }.contains("does not belong"))
    #expect(problem { $0.add("D.none.weight.m", Tensor([1])) }.contains("or that is missing"))
    #expect(problem { $0.add("G.conv1.weight.w", Tensor([1])) }.contains("without the rest"))
    #expect(
      problem {
        $0.add("D.validity.weight.m", Tensor([1]))
        $0.add("D.validity.weight.v", Tensor([1]))
      }.contains("another shape"))
    #expect(problem { $0.add("series.loss.g", [1.0]) }.contains("`series`"))
    #expect(state(#""iteration":3121"#, #""iteration":-1"#).contains("`iteration`"))
    #expect(state(#""kind":"acgan""#, #""kind":1"#).contains("`kind`"))
    #expect(state("18446744073709551610", "18446744073709551616").contains("`seed`"))
    #expect(state(#""steps""#, #""stops""#).contains("`steps`"))
  }

  @Test func otherFilesAreNamedAsWhatTheyAre() throws {
    let error = #expect(throws: FileError.self) {
      try Checkpoint.open(fixtures + "/python.safetensors")
    }
    #expect(error?.problem == .checkpoint(.notACheckpoint))
    #expect(throws: FileError.self) { try Checkpoint.open(fixtures + "/fixed.h5") }
    #expect(throws: FileError.self) { try Checkpoint.open(folder.file("none")) }
  }

  /// Files without recordings stay readable for programs that know none.
  @Test func theVersionIsThatOfWhatIsInside() throws {
    var checkpoint = Self.sample()
    #expect(checkpoint.contents.metadata["version"] == "1")
    checkpoint.recordings["size"] = .init(iterations: [2, 5], values: [0.5, .nan])
    #expect(checkpoint.contents.metadata["version"] == "2")
    try checkpoint.save(to: folder.file("recorded"))
    let back = try Checkpoint.open(folder.file("recorded")).value.recordings["size"]
    #expect(back?.iterations == [2, 5])
    #expect(back?.values.map(\.bitPattern) == [Float(0.5), .nan].map(\.bitPattern))
  }

  @Test func anEmptyRunSurvivesToo() throws {
    let checkpoint = Checkpoint(
      kind: "dcgan", hyperparameters: [:], iteration: 0, phase: "draw", seed: 0,
      generator: .init(parameters: [:]), discriminator: .init(parameters: [:]))
    try checkpoint.save(to: folder.file("empty"))
    expectSame(checkpoint, try Checkpoint.open(folder.file("empty")).value)
  }
}
