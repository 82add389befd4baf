/// What an optimizer keeps from step to step: how many there were, and for each parameter one tensor
/// of its shape in each slot.
///
/// Who saves or shows a state needs to know no optimizer: slots go by name, as `m` and `v` of
/// ``Adam``.
public struct OptimizerState: Sendable {
  /// How many steps were taken.
  public var step = 0
  /// The names of the slots, in their order.
  public let slotNames: [String]
  /// What is in each slot, in words.
  public let slotSummaries: [String]
  private var slots: [Parameters]

  /// The state before the first step: every slot is empty.
  ///
  /// - Parameter slots: their names (letters and digits, all different), and what is in them.
  public init(slots: KeyValuePairs<String, String>) {
    slotNames = slots.map(\.key)
    slotSummaries = slots.map(\.value)
    self.slots = slots.map { _ in Parameters() }
  }

  /// A slot: tensors by the names of their parameters. Empty for a name that is no slot's, which
  /// cannot be assigned to.
  public subscript(slot: String) -> Parameters {
    get { slotNames.firstIndex(of: slot).map { slots[$0] } ?? Parameters() }
    set {
      guard let index = slotNames.firstIndex(of: slot) else {
        stopProcess(because: "OptimizerState: there is no slot \(slot), but \(slotNames)")
      }
      slots[index] = newValue
    }
  }

  /// Counts a step, and does it on each parameter that has a gradient.
  ///
  /// - Parameters:
  ///   - parameters: what to move; those without a gradient stay.
  ///   - gradients: by the names of the parameters; those of no parameter are left out. The program
  ///     stops where one has another shape than its parameter.
  ///   - rule: moves one parameter; it is given the gradient and the slots in their order, which are
  ///     zeros in the parameter's first step.
  public mutating func step(
    _ parameters: inout Parameters, with gradients: Parameters,
    rule: (_ parameter: inout Tensor, _ gradient: Tensor, _ slots: inout [Tensor]) -> Void
  ) {
    step += 1
    for (name, gradient) in gradients {
      guard let parameter = parameters[name] else { continue }
      require(
        parameter.shape == gradient.shape,
        "Optimizer: \(name) \(parameter.shape), gradient \(gradient.shape)")
      for index in slots.indices where slots[index][name] == nil {
        slots[index][name] = Tensor(zeros: gradient.shape)
      }
    }
    for (name, gradient) in gradients {
      parameters.update(name) { parameter in
        // Taken out and put back, so that nobody else holds them and they change in place.
        var own = slots.indices.compactMap { slots[$0].take(name) }
        rule(&parameter, gradient, &own)
        for (index, tensor) in own.enumerated() { slots[index].put(tensor, back: name) }
      }
    }
  }
}
