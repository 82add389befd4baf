import Datasets
import Language

/// The commands that load data, by what they take: at the prompt, and where a checkpoint tells which
/// data its run draws from.
extension CommandSignature {
  static let loads: [CommandSignature] = [loadMNIST, loadDigits, loadIDX, loadFolder]

  static let loadMNIST = CommandSignature(
    "load mnist", group: "data", summary: "Load the MNIST digits.",
    details: """
      Looks in the folder that `from` names, or $GANBOOK_DATA: what is named is used or is an error.
      Otherwise in data/mnist and the user's cache folder, and then downloads them to the cache folder.
      """,
    parameters: [
      Parameter(
        "from", .path, .named, "the folder with the four IDX files, gzip or plain",
        synonyms: ["dir", "folder", "path"]),
      Parameter(
        "missing", .word(["error", "digits"]), .named, default: "error",
        "where no folder is named and they cannot be had: stop, or take drawn digits"),
      emptyClasses,
    ],
    examples: [
      Example("load mnist missing=digits", setup: "offline")
    ], result: .dataset)

  static let loadDigits = CommandSignature(
    "load digits", group: "data", summary: "Draw digits as data: no file is needed.",
    details: "The same seed draws the same digits.",
    parameters: [
      Parameter(
        "count", .int(10...DrawnDigits.largestCount), .named, default: "6000", "training images",
        synonyms: ["size", "n", "images"]),
      Parameter("seed", .seed, .named, default: "0", "what makes them differ"),
    ],
    examples: [Example("load digits count=500"), Example("load digits count=200 seed=3")],
    result: .dataset)

  static let loadIDX = CommandSignature(
    "load idx", group: "data", summary: "Load images and labels from IDX files.",
    details: """
      Square images with a side of at most 64 that 4 divides, 2 to 1000 classes. Images are bytes, or floats
      from 0 to 1, -1 to 1 or 0 to 255, in 3 axes, in 4 with one channel, or in 2 flattened; labels are whole
      numbers of any size, or QMNIST's eight columns.
      """,
    parameters: [
      Parameter("images", .path, .named, isRequired: true, "the file of images, gzip or plain"),
      Parameter("labels", .path, .named, isRequired: true, "the file of their labels"),
      Parameter("test_images", .path, .named, "a file of images kept aside"),
      Parameter("test_labels", .path, .named, "the file of their labels"),
      Parameter("name", .name, .named, default: "idx", "what to call the data"),
      Parameter(
        "classes", .int(2...IDXDataset.largestClassCount), .named,
        "how many; otherwise the largest label and one"),
      Parameter(
        "transpose", .word(["auto", "yes", "no"]), .named, default: "auto",
        "swap rows and columns; auto: of files called emnist-…, which are stored so"),
      emptyClasses,
    ],
    examples: [
      Example(
        "load idx images=fashion/train-images-idx3-ubyte.gz labels=fashion/train-labels-idx1-ubyte.gz",
        setup: "idx")
    ], result: .dataset)

  static let loadFolder = CommandSignature(
    "load folder", group: "data", summary: "Load PNG pictures, one folder for each class.",
    details: """
      The folders of the classes may be in one called train or training and one called test, testing, val,
      valid or validation. Colour becomes grey by its luminance, transparency shows the background.
      """,
    parameters: [
      Parameter("folder", .path, .positional, isRequired: true, "the folder with the classes"),
      Parameter("name", .name, .named, default: "folder", "what to call the data"),
      Parameter(
        "background", .word(["black", "white"]), .named, default: "black",
        "what is seen through transparent places"),
      emptyClasses,
    ],
    examples: [
      Example("load folder letters", setup: "pictures"),
      Example("load folder letters background=white", setup: "pictures"),
    ], result: .dataset)

  /// Of all that loads files.
  private static let emptyClasses = Parameter(
    "empty", .word(["skip", "draw"]), .named, default: "skip",
    "labels of classes without images: training draws none, or all the same")
}
