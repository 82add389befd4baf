import Datasets
import Formats
import GANs
import Language
import Notebook
import Pictures
import TensorEngine
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What goes out of a session into files, and comes back by `read`.
@Suite struct ExportTests {
  private func session(in folder: borrowing ScriptFolder, _ text: String = "") -> Session {
    let session = Session(environment: [:], folder: folder.path)
    session.data = tinyImages()
    run(text, in: session)
    return session
  }

  private static let trained = "build acgan batch=4 latent=8; step 3\n"

  // MARK: - Tensors

  @Test func allParametersComeBackByName() throws {
    let folder = try ScriptFolder()
    let session = session(in: folder, Self.trained + "export safetensors out/model.safetensors")
    let file = try SafetensorsFile(contentsOf: folder.path + "/out/model.safetensors")
    let run = try #require(session.model)
    #expect(file.metadata["kind"] == "acgan" && file.metadata["iteration"] == "3")
    #expect(
      file.names.count == run.generator.parameters.names.count
        + run.discriminator.parameters.names.count)
    for (prefix, network) in [("G", run.generator), ("D", run.discriminator)] {
      for (name, tensor) in network.parameters {
        #expect(try file.tensor("\(prefix).\(name)").isIdentical(to: tensor), "\(prefix).\(name)")
      }
    }
    NotebookTests.run(
      """
      assert len(read("out/model.safetensors")) == \(file.names.count) else "names"
      assert read("out/model.safetensors")[0] == "G.embedding.weight" else "first"
      assert all(read("out/model.safetensors", "D.conv1.weight") == D.conv1.weight) else "values"
      """, in: session)
  }

  @Test func aTensorComesBackAsItIs() throws {
    let folder = try ScriptFolder()
    let session = session(in: folder, Self.trained)
    run(
      """
      export tensor G.conv2.weight a/kernels.npy
      assert all(read("a/kernels.npy") == G.conv2.weight) else "weights"
      export tensor loss.d a/loss.npy
      assert all(read("a/loss.npy") == reshape(loss.d, 3)) and shape(read("a/loss.npy")) == [3] else "series"
      export tensor [[1, 2], [3, 4]] list.npy
      assert shape(read("list.npy")) == [2, 2] and read("list.npy")[1, 0] == 3 else "list"
      export tensor 2.5 number.NPY
      assert read("number.NPY") == 2.5 else "number"
      """, in: session)
  }

  /// Whole numbers are numbers too: labels are stored as such.
  @Test func generatedImagesComeBackWithTheirLabels() throws {
    let folder = try ScriptFolder()
    let session = session(in: folder, Self.trained)
    run(
      """
      x = generate 2 count=5 to=twos.safetensors
      assert all(read("twos.safetensors", "images") == x) else "images"
      assert all(read("twos.safetensors", "labels") == 2) else "labels"
      assert shape(read("twos.safetensors", "labels")) == [5] else "shape"
      y = generate 1 count=12 to="ones"
      """, in: session)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/ones").sorted()
    #expect(names.count == 12 && names.first == "1-00000.png" && names.last == "1-00011.png")
    guard case .tensor(let images)? = session.variables["y"] else {
      Issue.record("no images")
      return
    }
    let expected = GrayImage.images(of: images)
    for (name, image) in zip(names, expected) {
      #expect(try PNGFile.read(path: "\(folder.path)/ones/\(name)") == image, "\(name)")
    }
  }

  /// A float has no 16777217: what is rounded is said, in both formats.
  @Test func roundedWholeNumbersAreSaid() throws {
    let folder = try ScriptFolder()
    let session = session(in: folder, "")
    var writer = SafetensorsWriter()
    writer.add("exact", [16_777_216, -16_777_216, 1 << 40])
    writer.add("rounded", [16_777_216, 16_777_217, 16_777_219])
    try folder.write("numbers.safetensors", bytes: writer.encoded())
    let header = Array("{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }".utf8)
    let padding = [UInt8](repeating: 0x20, count: 117 - header.count) + [0x0A]
    let numbers = [3, 16_777_217].flatMap {
      withUnsafeBytes(of: Int64($0).littleEndian, Array.init)
    }
    try folder.write(
      "numbers.npy",
      bytes: [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + header + padding + numbers)
    func warnings(_ text: String) -> [String] {
      session.run(text).compactMap { if case .warning(let text) = $0 { text } else { nil } }
    }
    #expect(warnings(#"a = read("numbers.safetensors", "exact")"#) == [])
    let advice = "the numbers of a tensor are exact to 16777216"
    #expect(
      warnings(#"b = read("numbers.safetensors", "rounded")"#) == [
        "\(folder.path)/numbers.safetensors: 2 of 3 whole numbers are rounded, 16777217 is the first: \(advice)"
      ])
    #expect(
      warnings(#"c = read("numbers.npy")"#) == [
        "\(folder.path)/numbers.npy: 1 of 2 whole numbers are rounded, 16777217 is the first: \(advice)"
      ])
  }

  // MARK: - Series

  @Test func seriesHaveALineForEachIteration() throws {
    let folder = try ScriptFolder()
    let session = session(in: folder, Self.trained + "export csv s.csv; export jsonl s.jsonl")
    let run = try #require(session.model)
    let lines = String(decoding: try folder.read("s.csv"), as: UTF8.self).split(separator: "\n")
    let names = lines[0].split(separator: ",").map(String.init)
    #expect(names == ["iteration"] + Measurement.series.map(\.name).sorted())
    #expect(lines.count == 4)
    let json = String(decoding: try folder.read("s.jsonl"), as: UTF8.self).split(separator: "\n")
    #expect(json.count == 3)
    for (index, measurement) in run.history.enumerated() {
      let cells = lines[index + 1].split(separator: ",").map { Double($0) }
      let object = try JSONParser.parse(Array(json[index].utf8))
      #expect(cells[0] == Double(index + 1))
      for (name, value) in Measurement.series {
        let column = try #require(names.firstIndex(of: name))
        #expect(cells[column] == Double(value(measurement)), "\(name)")
        #expect(object[name]?.number == Double(value(measurement)), "\(name)")
      }
    }
  }

  // MARK: - What cannot be

  @Test(arguments: [
    ("export tensor G.conv2.weight k.txt", "`file` must end in .npy, not as `k.txt`", 1),
    ("export tensor [[1], [1, 2]] k.npy", "`export tensor` of shapes 1 and 2, which do not fit", 1),
    (
      "export tensor G k.npy",
      "`value` is a number, bool, list, range, tensor, mask or series, not a model", 2
    ),
    ("export tensr 3 k.npy", "`export` has no `tensr`", 2),
    ("export csv", "`export csv` needs `file`, a path", 2),
    ("export csv file/s.csv", "file is a file, not a folder", 4),
    ("export csv folder", "folder: was not saved, and what was there before is unchanged", 4),
    ("export csv /dev/full", "is not a plain file", 4),
    ("export jsonl /proc/none/s.jsonl", "cannot make the folder /proc/none", 4),
    ("export safetensors /dev/null", "is not a plain file", 4),
    ("generate 1 to=ones.png", "`to` is a folder for single pictures, or a .safetensors file", 1),
    ("generate 1 to=ones.npy", "`to` is a folder for single pictures, or a .safetensors file", 1),
    ("build acgan; export tensor G.conv1.weigth w.npy", "`G.conv1` has no `weigth`", 2),
    ("generate 1 to=file", "file is a file, not a folder", 4),
    ("generate 3", "the classes are 0 to 2", 1),
    ("read(\"nowhere.npy\")", "there is no such file or folder", 4),
    ("read(\"folder\")", "is a folder, not a file", 4),
    ("read(\"/dev/null\")", "is not a plain file", 4),
    ("read(\"file\")", "is a text file, no safetensors file", 4),
    ("read(\"file.npy\")", "is a text file, no NumPy array", 4),
    ("read(\"two.safetensors\", \"image\")", "`two.safetensors` has no `image`", 1),
    ("read(\"one.npy\", \"x\")", "a .npy file has one tensor, without a name", 1),
    ("x = mean(read(\"two.safetensors\"))", "not a string", 1),
  ])
  func eachMistakeIsOneClearError(text: String, message: String, code: Int32) throws {
    let folder = try ScriptFolder()
    let session = session(
      in: folder, Self.trained + "generate 1 to=two.safetensors; export tensor 1...3 one.npy")
    try folder.write("file", "x")
    try folder.write("file.npy", "x")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/folder", withIntermediateDirectories: false)
    let found = error(of: text, in: session)
    #expect(found?.message.contains(message) == true, "\(text): \(found?.message ?? "")")
    #expect(found?.exitCode.rawValue == code, "\(text): \(found?.text ?? "")")
    #expect(try folder.read("file") == Array("x".utf8))
  }

  @Test func aNearNameIsSuggested() throws {
    let folder = try ScriptFolder()
    let session = session(in: folder, Self.trained + "export safetensors m.safetensors")
    #expect(
      error(of: "read(\"m.safetensors\", \"G.conv2.wieght\")", in: session)?.problem.advice
        == "did you mean `G.conv2.weight`?")
  }
}
