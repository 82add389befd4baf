import Datasets
import Language
import Notebook
import Pictures
import Testing

/// Files as other programs write them: what each is read as, or called.
@Suite struct ForeignFilesTests {
  /// A line of a session, and what it must say; an error where it begins so.
  struct Case: CustomTestStringConvertible, Sendable {
    let text: String
    let says: [String]
    var testDescription: String { text }

    init(_ text: String, _ says: String...) { self.init(text, says) }

    init(_ text: String, _ says: [String]) {
      self.text = text
      self.says = says
    }

    var isError: Bool { says.contains { $0.hasPrefix("error: ") } }
  }

  private static let counting = "tensor 3x4  min 0  mean 5.5  max 11"

  private static let arrays: [Case] =
    [
      "cnpy_u1", "cnpy_i1", "noorder_u1", "py2_long", "tabs", "tight", "v2", "big_f4",
    ].map { Case("read(\"\($0).npy\")", counting) } + [
      Case("read(\"plain.npz\")", "[\"images\", \"labels\"]"),
      Case("read(\"plain.npz\", \"images\")", counting),
      Case("read(\"plain.npz\", \"labels\")", "[0 1 2]"),
      Case("read(\"plain.npz\", \"image\")", "error: `plain.npz` has no `image`", "`images`"),
      Case("read(\"small.npz\")", counting),
      Case(
        "open plain.npz", "error: ", "is an archive of NumPy arrays (.npz), no checkpoint",
        "`read(\"plain.npz\")` lists its arrays"),
      Case(
        "read(\"two.npy\")", "error: ", "too much data", "another array begins behind the first"),
      Case("read(\"struct.npy\")", "error: ", "several fields", "numpy.save(\"x.npy\", a[\"x\"])"),
      Case("read(\"complex.npy\")", "error: ", "holds complex numbers (<c8)"),
      Case("read(\"long.npy\")", "error: ", "its header has", "a structured type of many fields"),
      Case("read(\"json.npy\")", "error: ", "is a JSON file, no NumPy array"),
    ]

  private static let tensors: [Case] = [
    Case("read(\"fp8.safetensors\")", "[\"w\", \"q\"]"),
    Case("read(\"fp8.safetensors\", \"w\")", "tensor 2x3  min 0  mean 2.5  max 5"),
    Case(
      "read(\"fp8.safetensors\", \"q\")", "error: ",
      "tensor \"q\" is of type F8_E4M3, which is not read"),
    Case("read(\"meta_null.safetensors\")", "tensor 2x3  min 0  mean 2.5  max 5"),
    Case("read(\"h5.h5\")", "error: ", "is an HDF5 file, no safetensors file", "import keras DIR"),
    Case("read(\"torch.pt\")", "error: ", "is a PyTorch file (torch.save)", "numpy.save"),
    Case("read(\"old.pt\")", "error: ", "is a PyTorch file (torch.save)"),
    Case("read(\"data.pkl\")", "error: ", "is a Python pickle", "may run any program"),
    Case("read(\"lfs.safetensors\")", "error: ", "is a Git LFS pointer", "`git lfs pull`"),
    Case(
      "read(\"model.safetensors.index.json\")", "error: ",
      "is the index of a model in several safetensors files", "it names the files"),
    Case("open lfs.safetensors", "error: ", "is a Git LFS pointer, no checkpoint"),
    Case("import keras h5.h5", "error: ", "is an HDF5 file, no folder with the four files"),
    Case(
      "load idx images=torch.pt labels=labels", "error: ",
      "is a PyTorch file (torch.save), no IDX file"),
  ]

  private static func idx(
    _ images: String = "images", labels: String = "labels", _ says: String...
  ) -> Case {
    let command = "load idx images=\(images) labels=\(labels)"
    // Without a word of its own, exactly what is right and no more.
    return says.isEmpty
      ? Case(command, "idx: 20 training and 0 test images, 8x8") : Case(command, says)
  }

  private static let labelledImages: [Case] = [
    idx(
      "emnist-letters-images", labels: "letters-labels",
      "idx: 26 training and 0 test images, 28x28, 27 classes",
      "rows and columns of the images are swapped, as EMNIST needs it",
      "warning: there are no training images of class 0; pictures leave their place blank"),
    idx(
      "sign-images", labels: "sign-labels", "28x28, 25 classes",
      "warning: there are no training images of class 9;"),
    idx(labels: "seven-labels", "8 classes", "no training images of the classes 0 to 6;"),
    idx(), idx("padded.gz"), idx("images-flat"), idx("images-channel"),
    idx(labels: "labels-int"), idx(labels: "labels-short"), idx(labels: "labels-qmnist"),
    idx(labels: "labels-column"),
    idx("images-float", "20 training and 0 test images, 8x8", "0 for black to 1 for white"),
    idx("images-colour", "error: ", "is an IDX file of 20x8x8x3; images are n x side x side"),
    idx(labels: "labels-onehot", "error: ", "is an IDX file of 20x10; labels are one number"),
    idx("html.gz", "error: ", "is a web page, no IDX file", "a server sent it"),
    idx("images.zip", "error: ", "is a ZIP archive, no IDX file", "unpack it first"),
    idx("twice.gz", "error: ", "it was compressed twice; `gzip -d` it once"),
    Case("load mnist from=dotted", "mnist: 20 training and 20 test images, 8x8"),
    Case("load mnist from=kaggle", "mnist: 20 training and 20 test images, 8x8"),
    Case("load mnist from=MNIST/raw", "mnist: 20 training and 20 test images, 8x8"),
    Case("load mnist from=.", "mnist: 20 training and 20 test images, 8x8"),
    Case(
      "load mnist from=plain missing=digits", "error: ", "plain lacks train-images-idx3-ubyte"),
  ]

  private static func folder(_ name: String, _ says: String...) -> Case {
    says.isEmpty
      ? Case("load folder \"\(name)\"", "folder: 2 training and 0 test images, 8x8, 2 classes")
      : Case("load folder \"\(name)\"", says)
  }

  private static let pictures: [Case] =
    ["plain", "thumbs", "desktopini", "macosx", "ipynb", "gray16", "with space/Über klasse"].map {
      folder($0)
    } + [
      folder(
        "blackontransparent", "warning: 2 of 2 pictures are of one grey or nearly so",
        "black ink on a transparent ground", "`background=white`"),
      Case(
        "load folder blackontransparent background=white",
        "folder: 2 training and 0 test images, 8x8, 2 classes"),
      folder("gray16low", "warning: 2 of 2 pictures are of one grey", "the low 8 of them alone"),
      folder("split", "folder: 2 training and 2 test images"),
      folder("trainval", "folder: 2 training and 2 test images"),
      folder("trailingzeros", "warning: 1 of 2 PNG files have bytes after their end"),
      folder("trailingnewline", "warning: 1 of 2 PNG files have bytes after their end"),
      folder("emptyfile", "error: ", "1.png is an empty file; get it again, or remove it"),
      folder("jpegnamed", "error: ", "9.png is a JPEG picture, no PNG picture; convert it"),
      folder("jpg", "error: ", "9.jpg is a JPEG picture, no PNG picture; convert it"),
      folder("labelstxt", "error: ", "labels.txt is a text file, no PNG picture"),
      folder("deep", "error: ", "more is a folder inside a class folder"),
      folder("emptyclass", "error: ", "C holds no pictures"),
      folder("flat", "error: ", "holds pictures and no folders of classes"),
      folder("with space", "error: ", "with space holds folders of folders; load one of them"),
    ]

  @Test(arguments: arrays + tensors + labelledImages + pictures)
  func eachHasItsRightValue(_ line: Case) throws {
    let folder = try ScriptFolder()
    try ForeignFiles.write(to: folder)
    let session = Session(environment: [:], folder: folder.path)
    let text = transcript(of: line.text, in: session)
    for part in line.says { #expect(text.contains(part), "\(text)") }
    #expect(text.contains("error:") == line.isError, "\(text)")
    let warns = line.says.contains { $0.contains("no training images") || $0.hasPrefix("warning:") }
    #expect(text.contains("warning:") == warns, "\(text)")
  }

  /// Pictures leave blank what nothing is known of, and no label of it is drawn, unless asked for.
  @Test func classesWithoutImages() throws {
    let folder = try ScriptFolder()
    try ForeignFiles.write(to: folder)
    let session = Session(environment: [:], folder: folder.path)
    func labels(_ option: String) throws -> Set<Int> {
      run("clear", in: session)
      _ = session.run("load idx images=images labels=seven-labels \(option)")
      run("build acgan batch=8 latent=4 seed=3", in: session)
      var labels: Set<Int> = []
      for _ in 0..<4 {
        run("step", in: session)
        labels.formUnion(try #require(session.model?.batch).fakeLabels)
      }
      return labels
    }
    func columns(_ command: String) throws -> [Bool] {
      for case .picture(let picture) in session.run(command) {
        return (0..<8).map { column in
          (0..<picture.image.height).contains { row in
            let first = row * picture.image.width + column * 9
            return picture.image.pixels[first..<first + 8].contains { $0 > 0 }
          }
        }
      }
      return []
    }
    let onlySeven = (0..<8).map { $0 == 7 }
    #expect(try labels("") == [7])
    #expect(try columns("show data rows=2") == onlySeven)
    #expect(try columns("show G rows=2") == onlySeven)
    #expect(try labels("empty=draw").count > 4)
    #expect(try columns("show data rows=2") == onlySeven)
    #expect(try columns("show G rows=2") == Array(repeating: true, count: 8))
  }

  /// The letters of EMNIST stand upright, and are another data set where they do not.
  @Test func emnistStandsUpright() throws {
    let folder = try ScriptFolder()
    try ForeignFiles.write(to: folder)
    let session = Session(environment: [:], folder: folder.path)
    _ = session.run("load idx images=emnist-letters-images labels=letters-labels")
    let upright = try #require(session.data)
    _ = session.run("load idx images=emnist-letters-images labels=letters-labels transpose=no")
    let lying = try #require(session.data)
    for (row, column) in [(0, 1), (3, 9), (20, 4)] {
      #expect(
        upright.training.pixels[784 + row * 28 + column]
          == lying.training.pixels[784 + column * 28 + row])
    }
    #expect(upright.identity != lying.identity)
  }
}
