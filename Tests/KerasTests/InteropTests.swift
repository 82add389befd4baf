import Files
import Formats
import Platform
import TensorEngine
import Testing

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
    let generator = ReferenceNetworks(parameters: model.generator)
    let discriminator = ReferenceNetworks(parameters: model.discriminator)
    let labels = [0, 3, 9]
    var random = RandomStream(seed: 5, purpose: .noise)
    let noise = random.uniform(-2, 2, shape: [labels.count, 100])
    var images: [Float] = []
    var validity: [Float] = []
    var probabilities: [Float] = []
    for (index, label) in labels.enumerated() {
      let row = Array(noise.scalars[100 * index..<100 * (index + 1)])
      let image = generator.image(kind: kind, noise: row, label: label)
      let answer = discriminator.judge(kind: kind, image: image, label: label)
      images += image
      validity.append(answer.validity)
      probabilities += answer.labels
    }
    var writer = SafetensorsWriter()
    writer.add("noise", noise)
    writer.add("label", labels.map { Int32($0) })
    writer.add("image", Tensor(images, shape: [labels.count, 28, 28, 1]))
    writer.add("validity", Tensor(validity, shape: [labels.count, 1]))
    if kind == "acgan" {
      writer.add("label_probability", Tensor(probabilities, shape: [labels.count, 10]))
    }
    try writer.save(to: "\(folder)/\(kind)/answers.safetensors")
  }
}
