import ModelFiles
import TensorEngine
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folder into which `scripts/interop-test` wants files for the Python packages to read.
private let interopFolder = getenv("GANBOOK_INTEROP").map { String(cString: $0) }

/// Writes files that `scripts/interop-test` gives to the original libraries.
@Suite(.enabled(if: interopFolder != nil, "only for scripts/interop-test ($GANBOOK_INTEROP)"))
struct InteropTests {
  @Test func filesForThePythonPackages() throws {
    let folder = try #require(interopFolder)
    let counting = Tensor((0..<24).map { Float($0) / 8 - 1 }, shape: [2, 3, 4])
    try SafeFile.save(NumPyFile.encoded(counting), to: "\(folder)/counting.npy")
    try SafeFile.save(NumPyFile.encoded([3, -1, 1 << 40]), to: "\(folder)/integers.npy")
    var writer = SafetensorsWriter()
    writer.metadata = ["kind": "interop", "text": "ä \"quoted\""]
    writer.hasChecksum = true
    writer.add("counting", counting)
    writer.add("label", [Int32(0), 9])
    writer.add("byte", [UInt8(255)])
    writer.add("empty", Tensor(zeros: [0, 3]))
    try writer.save(to: "\(folder)/tensors.safetensors")
  }

  @Test(arguments: ["acgan", "cgan", "dcgan"]) func randomModels(kind: String) throws {
    let folder = try #require(interopFolder)
    let model = try randomKerasModel(kind: kind)
    try model.save(to: "\(folder)/\(kind)")
    var writer = SafetensorsWriter()
    for (name, tensor) in model.generator.sorted(by: { $0.key < $1.key }) {
      writer.add("G.\(name)", tensor)
    }
    for (name, tensor) in model.discriminator.sorted(by: { $0.key < $1.key }) {
      writer.add("D.\(name)", tensor)
    }
    try writer.save(to: "\(folder)/\(kind)/parameters.safetensors")
  }

  @Test(.enabled(if: goldenIsThere, "no golden files")) func theGoldenModelAgain() throws {
    let folder = try #require(interopFolder)
    try KerasModel(folder: goldenFolder + "/keras").save(to: "\(folder)/golden")
  }
}
