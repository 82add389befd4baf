import FileTesting
import Formats
import Testing

@Suite(.enabled(if: goldenIsThere, "no golden files at $GANBOOK_GOLDEN or ../shared/golden"))
struct GoldenReadTests {
  @Test(arguments: ["acgan", "cgan", "dcgan", "operations", "keras/answers"])
  func everyTensorOfTheGoldenFilesIsRead(name: String) throws {
    let file = try SafetensorsFile(contentsOf: "\(goldenFolder)/\(name).safetensors")
    #expect(file.names.count >= 5)
    for name in file.names {
      let shape = try file.shape(name)
      let count = shape.reduce(1, *)
      if try file.type(name).isFloat {
        let tensor = try file.tensor(name, shape: shape)
        #expect(tensor.count == count && tensor.scalars.allSatisfy { $0.isFinite })
      } else {
        #expect(try file.integers(name).count == count)
      }
    }
  }

  @Test func labelsAndNoiseAreThoseOfTheScript() throws {
    let file = try SafetensorsFile(contentsOf: goldenFolder + "/keras/answers.safetensors")
    #expect(try file.integers("label") == Array(0..<10) + Array(0..<10))
    #expect(try file.tensor("noise").shape == [20, 100])
    #expect(try file.tensor("image").shape == [20, 28, 28, 1])
  }
}
