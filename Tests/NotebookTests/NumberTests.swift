import Language
import Notebook
import Testing

/// Numbers as they are written and read again: nothing is lost on the way.
@Suite struct NumberTests {
  @Test func theTextOfA32BitFloatIsReadAsTheSame() {
    var random = SplitMix(state: 5)
    let session = Session()
    run("x = rand(3)", in: session)
    for index in 0..<3000 {
      let float = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
      guard float.isFinite else { continue }
      let text = "\(Number.single(float))"
      #expect(Number(text).map { Float($0.double).bitPattern } == float.bitPattern, "\(text)")
      #expect(text.count <= "\(Number.double(Double(float)))".count, "\(text)")
      guard index % 10 == 0 else { continue }
      // In all three ways to say it, out of a tensor and back into one.
      run("f = reshape([\(text)], 1)[0]", in: session)
      #expect(transcript(of: "echo f; f; \"{f}\"", in: session) == "\(text)\n\(text)\n\(text)")
      #expect(transcript(of: "f == \(text)", in: session) == "true", "\(text)")
      #expect(transcript(of: "(f + 0 * x)[0] == \(text)", in: session) == "true", "\(text)")
    }
  }

  @Test func theTextOfA64BitFloatIsReadAsTheSame() {
    var random = SplitMix(state: 6)
    for _ in 0..<10_000 {
      let double = Double(bitPattern: random.next())
      guard double.isFinite else { continue }
      let text = "\(Number.double(double))"
      #expect(Number(text)?.double.bitPattern == double.bitPattern, "\(text)")
    }
    for exponent in -1074...1023 {
      let double = Double(sign: .plus, exponent: exponent, significand: 1)
      #expect(Number("\(Number.double(double))")?.double == double)
    }
  }

  @Test(arguments: [
    ("9007199254740993", "9007199254740993"), ("-9007199254740993", "-9007199254740993"),
    ("18446744073709551615", "18446744073709551615"), ("2 ** 53 + 1", "9007199254740993"),
    ("9007199254740993 - 2 ** 53", "1"), ("9007199254740993 * 3", "27021597764222979"),
    ("9007199254740993 % 10", "3"), ("-9007199254740993 % 10", "7"),
    ("3 ** 40", "12157665459056928801"),
    ("27021597764222979 / 3", "9007199254740993"), ("9007199254740993 / 2", "4503599627370496"),
    ("9007199254740993 == 9007199254740992", "false"), ("9007199254740993 > 2 ** 53", "true"),
    ("18446744073709551615 + 1", "1.8446744073709552e+19"), ("1e19", "10000000000000000000"),
    ("1e16", "10000000000000000"),
    ("[9007199254740993][0]", "9007199254740993"),
    ("\"{9007199254740993:20}\"", "    9007199254740993"),
    ("1 / 3", "0.3333333333333333"), ("0.1 + 0.2", "0.30000000000000004"),
    ("2 ** -20", "9.5367431640625e-07"),
    ("reshape([0.1], 1)[0]", "0.1"), ("-reshape([0.1], 1)[0]", "-0.1"),
    ("max(reshape([0.1, 0], 2))", "0.1"),
    ("reshape([0.1], 1)[0] == 0.1", "true"), ("reshape([0.1], 1)[0] < 0.1", "false"),
    ("reshape([16777216], 1)[0] == 16777217", "false"), ("16777217", "16777217"),
  ])
  func wholeNumbersAreExactTo64BitsAndOthersHaveTheirDigits(text: String, shown: String) {
    #expect(transcript(of: text) == shown, "\(text)")
  }

  @Test(arguments: ["9007199254740993", "18446744073709551615", "9223372036854775809", "0", "7"])
  func aSeedIsExactWhereverItComesFrom(seed: String) throws {
    let folder = try ScriptFolder()
    let session = Session(folder: folder.path)
    run("load digits count=20 seed=\(seed); build cgan seed=\(seed) batch=2", in: session)
    #expect(session.model?.seed == UInt64(seed))
    #expect(transcript(of: "seed; \"{seed}\"", in: session) == "\(seed)\n\(seed)")
    run("s = seed; save a.ckpt; build dcgan seed=s batch=2", in: session)
    #expect(session.model?.seed == UInt64(seed))
    let opened = Session(folder: folder.path)
    // Its data, too, are drawn again from the same seed.
    #expect(transcript(of: "open a.ckpt", in: opened).hasSuffix(", seed \(seed)"))
    let script = "param s = 1\nbuild cgan seed=s\necho seed s"
    #expect(
      transcript(
        of: script, source: .file("s.gan"), in: Session(), parameters: ["s": seed]
      ).hasSuffix("\n\(seed) \(seed)"))
  }

  @Test(arguments: [
    (
      "build cgan seed=18446744073709551616",
      "`seed` is a whole number from 0 to 18446744073709551615, not 1.8446744073709552e+19"
    ),
    ("build cgan seed=-1", "`seed` is a whole number from 0 to 18446744073709551615, not -1"),
    ("repeat 1e19 { }", "10000000000000000000 is too large for the count of `repeat`"),
    ("repeat 0.5 { }", "the count of `repeat` is a whole number, not 0.5"),
    ("rand(3)[1e19]", "10000000000000000000 is too large for an index"),
    (
      "train iterations=1e19",
      "`iterations` is a whole number, at least 1, not 10000000000000000000; the largest is 9007199254740992"
    ),
    (
      "rand(1e19)",
      "`rand`: `extent` is a whole number from 0 to 268435456, not 10000000000000000000"
    ),
    ("last([1], 1e19)", "`last`: `count` is a whole number, at least 1, not 10000000000000000000"),
  ])
  func whatIsTooLargeIsNotCalledNotWhole(text: String, message: String) {
    #expect(error(of: text)?.message == message, "\(text)")
  }

  @Test(arguments: [
    ("x + 16777217", "`+`: 16777217 becomes 16777216"),
    ("x > 16777217", "`>`: 16777217 becomes 16777216"),
    (
      "reshape([1, 16777217], 2)",
      "`reshape`: 1 of 2 whole numbers are rounded, 16777217 is the first"
    ),
    ("x + (16777216...16777218)", "`+`: 1 of 3 whole numbers are rounded, 16777217 is the first"),
    (
      "x * [1, 2, 9007199254740993]",
      "`*`: 1 of 3 whole numbers are rounded, 9007199254740993 is the first"
    ),
    ("[x, 16777217]", "`[...]`: 16777217 becomes 16777216"),
    (
      "export tensor [16777217] a.npy",
      "`export tensor`: 16777217 becomes 16777216"
    ),
  ])
  func wholeNumbersThatATensorRoundsAreSaid(text: String, start: String) throws {
    let folder = try ScriptFolder()
    let session = Session(folder: folder.path)
    run("x = rand(3)", in: session)
    let warnings = session.run("repeat 3 { \(text) }").compactMap { output in
      if case .warning(let text) = output { text } else { nil }
    }
    // Once, however often it comes by.
    #expect(warnings.count == 1, "\(warnings)")
    let limit = ": the numbers of a tensor are exact to 16777216"
    #expect(
      warnings.first.map { $0.hasPrefix(start) && $0.hasSuffix(limit) } == true, "\(warnings)")
  }

  @Test func whatATensorHoldsExactlyIsNotSaid() {
    let outputs = Session().run(
      "x = rand(3); x + 16777216; x * 33554432; x + 0.1; x - 1e10; sum([16777217, 1]); 16777217 + 1"
    )
    #expect(!outputs.contains { if case .warning = $0 { true } else { false } })
  }
}
