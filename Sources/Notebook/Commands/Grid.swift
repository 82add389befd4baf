import GANs
import Language
import Pictures

extension Command {
  static let grid = Command(
    "grid", group: .look, summary: "Write a sheet of generated digits as a PNG file.",
    details: """
      Each column is a class, if there are labels. The generator is in inference mode; drawing changes no
      training. With labels=true the sheet is one to be read: enlarged, on white, the class over each column.
      """,
    parameters: [
      Parameter(
        "file", .file([".png"]), .positional, isRequired: true, "the picture; its folder is made"),
      Parameter("rows", .int(1...100), .named, default: "10", "how many rows"),
      Parameter(
        "columns", .int(1...100), .named, default: "10", "how many columns", synonyms: ["cols"]),
      Parameter("gap", .int(0...64), .named, default: "2", "pixels between the images"),
      Parameter(
        "labels", .bool, .named, default: "false",
        "whether the class is written over each column, and the images are enlarged"),
      Parameter(
        "by", .word(["class", "none"]), .named,
        "a class in each column, which is the default where the generator takes labels; or any in any"
      ),
      Parameter(
        "noise", .word(["fresh", "fixed"]), .named, default: "fresh",
        "new for each picture, or the same each time"),
    ],
    examples: [
      Example("grid digits.png", setup: "build cgan"),
      Example("grid digits.png rows=4 labels=true", setup: "build cgan"),
      Example("grid \"sheets/{iteration:05}.png\" rows=2 noise=fixed", setup: "build cgan"),
    ], needs: \.workspace
  ) { invocation, workspace in
    guard let file = invocation.string("file") else { return .none }
    let run = try workspace.builtRun("grid")
    let by = invocation.string("by")
    guard by != "class" || run.kind.generatorTakesLabels else {
      throw invocation.fault(
        .failed(
          "the \(run.kind.name) takes no labels, so no column is a class",
          advice: "leave it out, or by=none"), at: "by")
    }
    let hasLabels = invocation.bool("labels") ?? false
    guard !hasLabels || by != "none" && run.kind.generatorTakesLabels else {
      throw invocation.fault(
        .failed("no column is a class here, so there is nothing to write over them", advice: nil),
        at: "labels")
    }
    let (rows, columns) = (invocation.int("rows") ?? 10, invocation.int("columns") ?? 10)
    let images = try GeneratedImages.images(
      of: run, data: workspace.data, rows: rows, columns: columns,
      stream: invocation.string("noise") == "fixed" ? 0 : workspace.nextPictureStream(),
      isByClass: by != "none")
    let gap = invocation.int("gap") ?? 2
    let picture: GrayImage
    if hasLabels {
      let sheet = Sheet(
        of: images, columns: columns,
        labels: GeneratedImages.labels(of: run, data: workspace.data, columns: columns))
      picture = sheet.image(.paper(scale: sheet.readableScale, gap: gap))
    } else {
      picture = ImageGrid(rows: rows, columns: columns, gap: gap).image(of: images)
    }
    try workspace.write(
      picture, to: file, what: "\(rows)x\(columns) digits at iteration \(run.iteration)")
    return .none
  }
}
