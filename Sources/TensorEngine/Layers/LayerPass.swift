/// What a layer is given besides its input, for one pass through it.
public struct LayerPass {
  /// What the layer's operations are recorded on.
  public let tape: Tape
  /// Whether the network is trained in this pass.
  public let mode: Mode
  /// One label for each of the batch, from 0, where the network was given labels.
  public let labels: [Int]?
  /// How much of each class goes into each of the batch, [batch, classes], in place of labels: one that
  /// lies between two classes has a share of both. Nil where the network was given none.
  public let labelShares: Tensor?
  /// The layer at work, by its name in the network; empty where it has none.
  public private(set) var layer = ""
  /// Where the random numbers of the n-th draw begin; nil where the network was given none.
  private let random: ((_ stream: Int) -> RandomStream)?
  private let variables: [String: Variable]
  private var drawCount = 0
  /// New moving statistics, by parameter.
  private(set) var movedStatistics = Parameters()

  /// - Parameter variables: all parameters of the network, by name.
  init(
    tape: Tape, mode: Mode, labels: [Int]?, labelShares: Tensor? = nil,
    random: ((_ stream: Int) -> RandomStream)?,
    variables: [String: Variable]
  ) {
    self.tape = tape
    self.mode = mode
    self.labels = labels
    self.labelShares = labelShares
    self.random = random
    self.variables = variables
  }

  /// The pass as another layer sees it.
  func seen(by layer: String) -> LayerPass {
    var pass = self
    pass.layer = layer
    return pass
  }

  /// Does something with the pass as a layer sees it.
  mutating func at<Result>(
    _ layer: String, _ body: (inout LayerPass) throws -> Result
  ) rethrows -> Result {
    self.layer = layer
    return try body(&self)
  }

  /// A parameter of the layer at work, by the name in its ``ParameterSpecification``. The program
  /// stops where the layer has none of that name.
  public func parameter(_ name: String) -> Variable {
    guard let variable = variables["\(layer).\(name)"] else {
      stopProcess(because: "LayerPass.parameter: \(layer) has no parameter \(name)")
    }
    return variable
  }

  /// A parameter as plain numbers, where no gradient of it is wanted; nil otherwise.
  func constant(_ name: String) -> Tensor? {
    let variable = parameter(name)
    return variable.isDifferentiable ? nil : variable.value
  }

  /// Random numbers for one use, other ones at each call. The program stops where the network was
  /// given none: the same ones in each pass would be a silent error.
  public mutating func nextRandomStream() -> RandomStream {
    guard let random else {
      stopProcess(
        because:
          "LayerPass.nextRandomStream: \(layer) draws random numbers in \(mode), but the network was "
          + "given no `random`")
    }
    drawCount += 1
    return random(drawCount)
  }

  /// Gives a parameter that is not trained its value from this pass on; it is in
  /// ``Network/Pass/movedStatistics``, and the network's only when that is assigned.
  ///
  /// The program stops where the layer has no such parameter, or it has another shape.
  public mutating func move(_ name: String, to value: Tensor) {
    require(
      parameter(name).shape == value.shape,
      "LayerPass.move: \(layer).\(name) \(parameter(name).shape), \(value.shape)")
    movedStatistics["\(layer).\(name)"] = value
  }
}
