import Language
import Notebook
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What `open` says of files and folders that are no checkpoints: what they are, and what takes them.
@Suite struct MistakenFileTests {
  private static func session(in folder: borrowing ScriptFolder) throws -> Session {
    let session = Session(folder: folder.path)
    for name in ["empty", "saved", "mnist"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
    }
    try folder.write("nothing", bytes: [])
    try folder.write("note.txt", "what I saw")
    try folder.write("run.gan.gz", bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0])
    try folder.write("images.idx", bytes: [0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    try folder.write("model.keras", bytes: [0x50, 0x4B, 3, 4] + [UInt8](repeating: 7, count: 40))
    try folder.write("page.checkpoint", "<!doctype html>")
    try folder.write("lfs.checkpoint", "version https://git-lfs.github.com/spec/v1\n")
    try folder.write("index.json", "{\"weight_map\":{}}")
    try folder.write("model.pt", bytes: [0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC])
    try folder.write("mnist/train-images-idx3-ubyte", bytes: [0, 0, 8, 3])
    try folder.write("cut", bytes: [200, 1, 0, 0, 0, 0, 0, 0, 0x7B, 0x00])
    try folder.writeData("pictures")
    run(
      """
      load digits count=40; build cgan batch=4
      grid sheet.png rows=1; export keras keras; export safetensors model.safetensors
      export tensor G.dense1.bias bias.npy; save saved/run.checkpoint
      """, in: session)
    return session
  }

  @Test(arguments: [
    ("sheet.png", "is a PNG picture, no checkpoint", "`load folder DIR` takes pictures as data"),
    ("note.txt", "is a text file, no checkpoint", "`run note.txt` runs a script"),
    (
      "model.safetensors", "is a safetensors file, no checkpoint",
      "`read(\"model.safetensors\", \"NAME\")` gets a tensor"
    ),
    ("bias.npy", "is a NumPy array, no checkpoint", "`read(\"bias.npy\")`"),
    ("images.idx", "is an IDX file of data, no checkpoint", "`load idx images=FILE labels=FILE`"),
    ("run.gan.gz", "is a gzip file, no checkpoint", "`load mnist from=DIR`"),
    ("model.keras", "is a ZIP archive, no checkpoint", "unpack it first"),
    ("page.checkpoint", "is a web page, no checkpoint", "a server sent it in place"),
    ("lfs.checkpoint", "is a Git LFS pointer, no checkpoint", "`git lfs pull` fetches"),
    (
      "index.json", "is the index of a model in several safetensors files, no checkpoint",
      "it names"
    ),
    ("model.pt", "is a PyTorch file (torch.save), no checkpoint", "save its tensors"),
    ("nothing", "is an empty file, no checkpoint", ""),
    ("keras", "is the folder of a Keras model, no checkpoint", "`import keras keras`"),
    ("keras/generator.json", "is a JSON file, no checkpoint", "`import keras DIR`"),
    ("keras/generator_weights.hdf5", "is an HDF5 file, no checkpoint", "`import keras DIR`"),
    ("letters", "is a folder of pictures, no checkpoint", "`load folder letters`"),
    ("mnist", "is a folder of data, no checkpoint", "`load mnist from=mnist`"),
    ("saved", "has no checkpoint of `train checkpoint=DIR` in it", "`open saved/run.checkpoint`"),
    ("empty", "is an empty folder", "`train checkpoint=empty` puts some there"),
  ])
  func whatItIs(name: String, what: String, advice: String) throws {
    let folder = try ScriptFolder()
    let found = error(of: "open \"\(name)\"", in: try Self.session(in: folder))
    let path = folder.path
    #expect(found?.message == "\(path)/\(name) \(what)")
    let told = found?.problem.advice ?? ""
    #expect(advice.isEmpty ? told.isEmpty : told.hasPrefix(advice), "\(told)")
    #expect(found?.exitCode == .file)
  }

  /// What cannot be known is told as before, and so is a checkpoint that is only damaged.
  @Test func whatCannotBeKnown() throws {
    let folder = try ScriptFolder()
    let session = try Self.session(in: folder)
    #expect(error(of: "open \"cut\"", in: session)?.message.contains("cut off?") == true)
    var bytes = try folder.read("saved/run.checkpoint")
    bytes[bytes.count - 1] ^= 1
    try folder.write("damaged", bytes: bytes)
    #expect(
      error(of: "open \"damaged\"", in: session)?.message.contains("a damaged checkpoint") == true)
  }
}
