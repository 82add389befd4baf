import Checkpoints
import Files
import Formats
import GANs
import Language
import TensorEngine

extension Command {
  static let exports: [Command] = [
    exportKeras, exportSafetensors, exportTensor,
    exportSeries("csv", "CSV, a line for each below a line of names", SeriesFile.csv),
    exportSeries("jsonl", "JSON lines, an object for each", SeriesFile.jsonLines),
  ]

  private static let exportSafetensors = Command(
    "export safetensors", group: .files,
    summary: "Write the parameters of both networks as a safetensors file.",
    details: """
      Tensors are called `G.conv1.weight`, `D.bn2.mean` and so on. What training needs besides is not in it;
      `save` keeps everything.
      """,
    parameters: [
      Parameter("file", .path, .positional, isRequired: true, "the file; its folder is made")
    ],
    examples: [Example("export safetensors model.safetensors", setup: "build cgan")],
    needs: \.workspace
  ) { invocation, workspace in
    guard let file = invocation.string("file") else { return .none }
    let run = try workspace.builtRun("export safetensors")
    var writer = SafetensorsWriter()
    writer.metadata = [
      "format": "ganbook-parameters", "kind": run.kind.name, "iteration": "\(run.iteration)",
    ]
    for (prefix, network) in [("G", run.generator), ("D", run.discriminator)] {
      for (name, tensor) in network.parameters { writer.add("\(prefix).\(name)", tensor) }
    }
    let path = try invocation.outputPath("file", in: workspace.surroundings)
    try writer.save(to: path)
    workspace.output.emit(
      .text("\(file): \(writer.names.count) tensors of the \(run.kind.name)"))
    return .none
  }

  private static let exportTensor = Command(
    "export tensor", group: .files, summary: "Write a tensor as a NumPy file.",
    details:
      "As 32-bit floats in row-major order, a mask as truth values; `numpy.load` reads it, and so does `read`.",
    parameters: [
      Parameter(
        "value", .expression(.numeric), .positional, isRequired: true,
        "a tensor, or numbers that make one"),
      Parameter(
        "file", .path, .positional, isRequired: true,
        "the file, which ends in .npy; its folder is made"),
    ],
    examples: [
      Example("export tensor G.conv2.weight kernels.npy", setup: "build acgan"),
      Example("export tensor (loss.d) curves/loss.npy", setup: "\(smallRun)\nstep 2"),
    ], needs: \.workspace
  ) { invocation, workspace in
    guard let file = invocation.string("file"), let value = invocation.value("value") else {
      return .none
    }
    let elements: Elements
    if case .series(let series) = value {
      elements = Elements(Tensor(series.values))
    } else {
      do throws(Problem) {
        elements = try invocation.host.elements(of: value, for: "export tensor")
      } catch {
        throw invocation.fault(error, at: "value")
      }
    }
    let tensor = elements.tensor
    let path = try invocation.outputPath("file", in: workspace.surroundings, endingIn: [".npy"])
    let bytes =
      elements.areTruths ? NumPyFile.encodedTruths(tensor) : NumPyFile.encoded(tensor)
    try SafeFile.save(bytes, to: path)
    workspace.output.emit(.text("\(file): \(tensor.shape)"))
    return .none
  }

  private static func exportSeries(
    _ format: String, _ form: String,
    _ encode:
      @escaping @Sendable ([String: Checkpoint.Series], [String: Checkpoint.Recording]) -> [UInt8]
  ) -> Command {
    let names = Measurement.series.map { "`\($0.name)`" }
    let half = names.count / 2
    return Command(
      "export \(format)", group: .files, summary: "Write what each iteration measured as \(form).",
      details: "Beside `iteration` it has \(names[..<half].joined(separator: ", ")),\n"
        + "\(names[half...].joined(separator: ", ")), and what `watch` and `stats` noted.",
      parameters: [
        Parameter("file", .path, .positional, isRequired: true, "the file; its folder is made")
      ],
      examples: [Example("export \(format) series.\(format)", setup: "\(smallRun)\nstep 2")],
      needs: \.workspace
    ) { invocation, workspace in
      guard let file = invocation.string("file") else { return .none }
      let run = try workspace.builtRun("export \(format)")
      try SafeFile.save(
        encode(run.namedSeries, run.storedRecordings),
        to: try invocation.outputPath("file", in: workspace.surroundings))
      workspace.output.emit(
        .text(
          "\(file): \(run.history.count) \(run.history.count == 1 ? "iteration" : "iterations")"))
      return .none
    }
  }
}

extension Invocation {
  /// The path for the system of a file to be written, whose folder is there then.
  ///
  /// - Parameter endings: what its name must end in, in any case of letters; anything where empty.
  func outputPath(
    _ name: String, in surroundings: Surroundings, endingIn endings: [String] = []
  ) throws -> String {
    let file = string(name) ?? ""
    guard endings.isEmpty || endings.contains(where: file.lowercased().hasSuffix) else {
      throw fault(
        .failed(
          "`\(name)` must end in \(endings.joined(separator: " or ")), not as \(Problem.quoted(file))",
          advice: nil), at: name)
    }
    let path = surroundings.resolve(file)
    try OutputFolder.make(for: path)
    return path
  }
}
