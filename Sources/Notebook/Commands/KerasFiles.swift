import Datasets
import Files
import Formats
import GANs
import Keras
import Language
import TensorEngine

extension Command {
  static let importKeras = Command(
    "import keras", group: .files, summary: "Take over a model that Keras 2 saved.",
    details: """
      The folder holds generator.json, generator_weights.hdf5, discriminator.json and
      discriminator_weights.hdf5: what `to_json` and `save_weights` wrote of an ACGAN, CGAN or DCGAN. They
      hold no optimizer, so the run begins at iteration 0 with the rates of a new model. A DCGAN is taken to
      be for as many classes as the data has.
      """,
    parameters: [
      Parameter("folder", .path, .positional, isRequired: true, "the folder of the four files"),
      Parameter("seed", .seed, .named, default: "0", "what everything random follows from"),
    ],
    examples: [Example("import keras model", setup: "build cgan\nexport keras model")],
    effect: .replaces, needs: \.workspace
  ) { invocation, workspace in
    try workspace.checkIsNotAtStop("import")
    guard let folder = invocation.string("folder") else { return .none }
    let model = try KerasModel(
      folder: workspace.surroundings.resolve(folder), kinds: workspace.kinds)
    let run: Run
    do throws(GANError) {
      run = try Run(
        model, classes: workspace.data?.classes ?? 10, seed: invocation.seed("seed") ?? 0)
    } catch {
      throw Problem.file("\(folder): this model cannot be trained here: \(error)", advice: nil)
    }
    workspace.begin(run, by: invocation.text)
    workspace.output.emit(.text(run.title))
    if let momentum = run.statisticsMomentum, let written = model.momentum,
      abs(momentum - written) > 1e-6
    {
      workspace.output.emit(
        .warning(
          "\(folder): its moving statistics moved with momentum \(written), "
            + "training here goes on with \(momentum)"))
    }
    if let data = workspace.data,
      data.height != run.images.side || data.classes != run.images.classes
    {
      workspace.output.emit(
        .warning(
          "\(data.name) has \(data.height)x\(data.height) images of \(data.classes) classes, the "
            + "model is for \(run.images.side)x\(run.images.side) of \(run.images.classes); it "
            + "cannot be trained on them"))
    }
    return .none
  }

  static let exportKeras = Command(
    "export keras", group: .files, summary: "Write the model as four files that Keras 2 loads.",
    details: """
      generator.json and discriminator.json for `model_from_json`, generator_weights.hdf5 and
      discriminator_weights.hdf5 for `load_weights`. Optimizers and series are not in them; `save` keeps
      everything.
      """,
    parameters: [
      Parameter("folder", .path, .positional, isRequired: true, "the folder; it is made")
    ],
    examples: [Example("export keras model", setup: "build cgan")], needs: \.workspace
  ) { invocation, workspace in
    guard let folder = invocation.string("folder") else { return .none }
    let run = try workspace.builtRun("export keras")
    try KerasModel.requireHDF5(for: folder)
    let path = workspace.surroundings.resolve(folder)
    let model: KerasModel
    do throws(KerasProblem) {
      model = try KerasModel(of: run)
    } catch {
      throw FileError(path: folder, problem: .keras(error))
    }
    try OutputFolder.make(for: path + "/")
    try model.save(to: path)
    workspace.output.emit(
      .text("\(folder): \(run.kind.name) at iteration \(run.iteration), four files for Keras 2"))
    return .none
  }
}
