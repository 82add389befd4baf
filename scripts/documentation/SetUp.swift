// What examples in documentation comments take for granted: blocks.py sets each of them below this.
import Datasets
import Formats
import GANs
import Pictures
import TensorEngine

let tape = Tape()

// Variables on the tape; what matters of a shape is said by the example.
let x = tape.variable(Tensor(zeros: [8, 28, 28, 4]))
let weight = tape.variable(Tensor(zeros: [3, 3, 4, 4]))
let bias = tape.variable(Tensor(zeros: [4]))
let (noise, label, gate, one, loss) = (x, x, x, x, x)
let (queries, keys, norms, probabilities, angles, weights) = (x, x, x, x, x, x)
let (scores, logits, real, fake, images, penalty, logVariance) = (x, x, x, x, x, x, x)
let embedding = tape.variable(Tensor(zeros: [10, 4]))
let tensor = Tensor(zeros: [2, 3])
let labels = [3, 0, 3]
let wanted: [Float] = [0.5, 1, 1.5]
let (batch, iteration) = (8, 0)

var optimizer: any Optimizer = SGD(learningRate: 0.1)
let data: any TrainingData = NoData()
let grid = GrayImage(width: 1, height: 1)

// What a program has of its own.
struct NoData: TrainingData {
  let imageCount = 0
  let imageSide = 28
  let classCount = 10
  func images(at indices: [Int]) -> Tensor { Tensor(zeros: [0, 28, 28, 1]) }
  func labels(at indices: [Int]) -> [Int] { [] }
}
enum flag { static let isSet = false }
func work() throws {}
