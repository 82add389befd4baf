import TensorEngine

/// Images to train on, as a run sees them.
public protocol TrainingData: Sendable {
  /// The number of images.
  var imageCount: Int { get }
  /// Height and width of each image, in pixels.
  var imageSide: Int { get }
  /// The number of classes; labels are below it.
  var classCount: Int { get }
  /// The classes that labels are drawn of, not empty where there are images.
  var drawnClasses: [Int] { get }
  /// [indices, side, side, 1] in [-1, 1].
  func images(at indices: [Int]) -> Tensor
  /// The labels of images, in the order given.
  func labels(at indices: [Int]) -> [Int]
}

extension TrainingData {
  /// All of them.
  public var drawnClasses: [Int] { Array(0..<classCount) }
}

/// What one iteration works on.
public struct Batch: Sendable {
  /// Which training images.
  public var indices: [Int]
  /// [batch, side, side, 1] in [-1, 1].
  public var images: Tensor
  /// The label of each image, from 0.
  public var labels: [Int]
  /// N(0, 1), [batch, latent width].
  public var noise: Tensor
  /// What the fakes of the discriminator's step are to be; empty without labels.
  public var fakeLabels: [Int]
  /// What the fakes of the generator's step are to be; empty without labels.
  public var generatorLabels: [Int]

  /// A batch that is given instead of drawn; all parts are of one length, or empty where the kind
  /// takes no labels.
  public init(
    indices: [Int], images: Tensor, labels: [Int], noise: Tensor, fakeLabels: [Int],
    generatorLabels: [Int]
  ) {
    self.indices = indices
    self.images = images
    self.labels = labels
    self.noise = noise
    self.fakeLabels = fakeLabels
    self.generatorLabels = generatorLabels
  }

  /// Draws a batch for an iteration: images with replacement, labels uniform
  /// among the classes that the data draws.
  init(of run: Run, from data: some TrainingData) {
    func stream(_ purpose: RandomPurpose, _ stream: Int = 0) -> RandomStream {
      RandomStream(
        seed: run.seed, purpose: purpose, iteration: run.iteration, stream: stream)
    }
    let count = run.hyperparameters.batch
    var random = stream(.data)
    let indices = (0..<count).map { _ in random.index(below: data.imageCount) }
    let labels = data.labels(at: indices)
    let classes = data.drawnClasses
    func sampled(_ number: Int) -> [Int] {
      var random = stream(.labels, number)
      return (0..<count).map { _ in classes[random.index(below: classes.count)] }
    }
    let fakeLabels =
      switch run.kind.fakeLabels {
      case .sampled: sampled(0)
      case .ofTheRealBatch: labels
      case .none: [Int]()
      }
    let generatorLabels =
      switch run.kind.generatorStepLabels {
      case .ofTheFakes: fakeLabels
      case .sampled: sampled(1)
      case .none: [Int]()
      }
    var noise = stream(.noise)
    self.init(
      indices: indices, images: data.images(at: indices), labels: labels,
      noise: noise.normal(shape: [count, run.hyperparameters.latentWidth]),
      fakeLabels: fakeLabels, generatorLabels: generatorLabels)
  }
}
