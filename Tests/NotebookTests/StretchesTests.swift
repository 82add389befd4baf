import Foundation
import GANs
import Language
import Notebook
import Synchronization
import TensorEngine
import Testing

/// Whatever takes long looks at the wish to stop, and stops within one stretch of its work.
@Suite struct StretchesTests {
  /// A wish that comes from another thread while the work runs.
  private final class Wish: Sendable {
    let flag = Mutex<InterruptFlag?>(nil)
    let isArmed = Atomic<Bool>(false)
    /// How often the work has looked since it was armed.
    let looks = Atomic<Int>(0)

    func look() {
      guard isArmed.load(ordering: .relaxed) else { return }
      guard looks.add(1, ordering: .relaxed).newValue == 1 else { return }
      let isSet = DispatchSemaphore(value: 0)
      Thread { [self] in
        flag.withLock { $0?.set() }
        isSet.signal()
      }.start()
      isSet.wait()
    }
  }

  private static let numbers = "x = rand(300, 1000); row = rand(1000); column = rand(300, 1)"
  private static let lists = "h = (0...20000)[:]"
  private static let images = "build acgan; n = randn(200, 100); i = generate(n, 3)"
  private static let data = "load digits count=40; build cgan batch=4 latent=4"

  private static let operators: [(String, String)] = [
    (numbers, "x + x"), (numbers, "x ** 0.5"), (numbers, "2 / x"), (numbers, "x - row"),
    (numbers, "x * column"), (numbers, "x % 0.3"), (numbers, "-x"), (numbers, "x > 0.5"),
    (numbers, "x[:, 0...999]"), (numbers, "x[:, :]"),
    ("a = rand(2048, 1024); b = rand(1024, 2048)", "a @ b"),
    ("", "0.5 * (0...300000)"), ("", "(0...300000)[:]"), (lists, "h[0...10000]"), (lists, "h * 2"),
    ("x = rand(5000, 2)", "0; for row in x { r = 1 }"),
  ]

  /// Every function that goes through elements, by its name.
  private static let functions: [(String, String, String)] = {
    var table: [(String, String, String)] = [
      ("rand", "", "rand(300, 1000)"), ("randn", "", "randn(300, 1000)"),
      ("transpose", numbers, "transpose(x)"),
      ("reshape", "", "reshape(0...300000, -1)"),
      ("onehot", "x = round(rand(300000))", "onehot(x, 2)"),
      ("last", "x = rand(300000)", "last(x, 200000)"), ("ema", "x = rand(300000)", "ema(x, 5)"),
      ("slope", "x = rand(300000)", "slope(x)"), ("generate", images, "generate(n, 3)"),
      ("discriminate", images, "discriminate(i)"), ("classify", images, "classify(i)"),
      ("cumsum", "x = rand(300000)", "cumsum(x)"), ("diff", "x = rand(300000)", "diff(x)"),
      ("first", "x = rand(300000) > 2", "first(x)"), ("var", numbers, "var(x)"),
      ("sort", "x = rand(300, 1000)", "sort(x)"), ("unique", "x = rand(300000)", "unique(x)"),
      ("percentile", "x = rand(300000)", "percentile(x, 50)"),
      ("histogram", "x = rand(300000)", "histogram(x)"), ("clip", numbers, "clip(x, 0, 1)"),
      ("where", "x = rand(300000)\nt = x > 0.5", "where(t, x, 0)"),
      ("cosine", "x = rand(300000)", "cosine(x, x)"),
      ("confusion", "x = round(rand(300000))", "confusion(x, x)"),
      ("nearest", "load digits count=5000; \(images)", "nearest(i)"),
      ("read", "export tensor ([1, 2]) a.npy", "read(\"a.npy\")"),
    ]
    for name in ["abs", "sqrt", "exp", "log", "round", "isnan", "isfinite", "any", "all"] {
      table.append((name, numbers, "\(name)(x)"))
    }
    for name in ["sum", "mean", "std", "min", "max", "norm", "argmax", "argmin"] {
      for arguments in ["x", "x, 0", "x, 1"] {
        table.append((name, numbers, "\(name)(\(arguments))"))
      }
    }
    return table
  }()

  /// Those that do no more than a little, however large what they are given.
  private static let short: Set<String> = [
    "shape", "count", "len", "format", "digest", "append", "concat", "stack",
  ]

  private static let commands: [(String, String)] = [
    ("", "load digits count=1000"), (data, "grid a.png rows=20 columns=20"),
    (data, "generate 3 count=200"), (data, "generate 3 count=200 to=out"), (data, "show G rows=20"),
    (
      "",
      "load idx images=fashion/train-images-idx3-ubyte.gz labels=fashion/train-labels-idx1-ubyte.gz"
    ),
    ("", "load folder letters"),
  ]

  private func stops(_ setup: String, _ text: String) throws {
    let folder = try ScriptFolder()
    try folder.writeData("idx")
    try folder.writeData("pictures")
    let wish = Wish()
    let flag = InterruptFlag { wish.look() }
    wish.flag.withLock { $0 = flag }
    let session = Session(environment: [:], folder: folder.path, interrupt: flag)
    run(setup, in: session)
    wish.isArmed.store(true, ordering: .relaxed)
    let outcome = session.run("r = 0\n\(text)") { _ in }
    #expect(outcome.exitCode == .interrupted, "\(text)")
    #expect(wish.looks.load(ordering: .relaxed) == 1, "\(text): it went on after the wish")
  }

  @Test(arguments: operators) func anOperatorStops(setup: String, text: String) throws {
    try stops(setup, "r = \(text)")
  }

  @Test(arguments: functions) func aFunctionStops(name: String, setup: String, text: String) throws
  {
    try stops(setup, "r = \(text)")
  }

  @Test(arguments: commands) func aCommandStops(setup: String, text: String) throws {
    try stops(setup, text)
  }

  @Test func noFunctionIsLeftOut() {
    let known = Set(Self.functions.map(\.0)).union(Self.short)
    #expect(Set(Registry.standard.signatures.functions.map(\.name)).subtracting(known) == [])
  }

  /// What is not asked for does not cost: short work never looks.
  @Test func shortWorkDoesNotLook() {
    let looks = Looks()
    let session = Session(interrupt: InterruptFlag { looks.count.add(1, ordering: .relaxed) })
    run("x = rand(8, 1000); y = x * 2 + mean(x); z = transpose(y)[3] @ rand(8)", in: session)
    #expect(looks.count.load(ordering: .relaxed) == 0)
  }

  private final class Looks: Sendable { let count = Atomic<Int>(0) }

  /// A result that was not finished has no name.
  @Test func whatIsInterruptedIsNotAssigned() {
    let wish = Wish()
    let flag = InterruptFlag { wish.look() }
    wish.flag.withLock { $0 = flag }
    let session = Session(interrupt: flag)
    run("r = 5; x = rand(300, 1000)", in: session)
    wish.isArmed.store(true, ordering: .relaxed)
    #expect(transcript(of: "r = mean(x)", in: session).contains("interrupted"))
    #expect(transcript(of: "r", in: session) == "5")
  }

  /// Rows of a product that is computed in stretches have the bits of the whole one.
  @Test func aProductInStretchesHasTheSameBits() throws {
    let session = Session()
    run("a = rand(1030, 1024); b = rand(1024, 1500); c = a @ b", in: session)
    func tensor(_ name: String) throws -> Tensor {
      let value = session.variables[name]
      guard case .tensor(let tensor)? = value else { return try #require(nil as Tensor?) }
      return tensor
    }
    let whole = Tape().dense(
      Variable(constant: try tensor("a")), weight: Variable(constant: try tensor("b")), bias: nil)
    #expect(whole.value.isIdentical(to: try tensor("c")))
  }
}
