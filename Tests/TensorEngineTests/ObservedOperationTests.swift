import TensorEngine
import Testing

extension Tape {
  /// An operation of another program.
  fileprivate func doubled(_ x: Variable) -> Variable {
    record(2 * x.value, from: [x]) { dy, _ in [2 * dy] }
  }
}

@Suite struct ObservedOperationTests {
  private static func plan() throws -> NetworkPlan {
    try NetworkPlan(
      input: [6],
      layers: [
        Dense(outputs: 36, activation: .relu), Reshape([3, 3, 4]),
        BatchNormalization(momentum: 0.8, epsilon: 1e-3), Convolution(outputs: 2, upsamples: true),
        Reshape([72]),
      ], heads: [("score", Dense(outputs: 1))])
  }

  /// The gradients of a network's mean output, and what was observed on the way.
  private func gradients(isObserved: Bool) throws -> (Parameters, [ObservedOperation]) {
    var random = RandomStream(seed: 3, purpose: .weights)
    let network = Network(try Self.plan(), using: &random)
    var seen: [ObservedOperation] = []
    let tape = isObserved ? Tape(observer: { seen.append($0) }) : Tape()
    let pass = try network(
      Variable(constant: randomTensor([5, 6], 80)), mode: .training, tape: tape,
      differentiable: true, name: "N")
    let loss = tape.mean(tape.doubled(pass.outputs[0]))
    return (try network.gradients(of: loss, in: pass, on: tape), seen)
  }

  @Test func eachOperationIsSeenForwardAndBackward() throws {
    let (_, seen) = try gradients(isObserved: true)
    let names = [
      "dense", "reshape", "batchNormalization", "upsamplingConvolution", "reshape", "dense",
      "doubled", "mean",
    ]
    #expect(seen.map(\.name) == names + names.reversed())
    #expect(
      seen.map(\.direction)
        == names.map { _ in .forward } + names.map { _ in ObservedOperation.Direction.backward })
    // The last two are recorded after the layers and heads.
    let layers: [Int?] = [0, 1, 2, 3, 4, 5, nil, nil]
    #expect(seen.map(\.place.layer) == layers + layers.reversed())
    #expect(seen.allSatisfy { $0.place.network == "N" })
  }

  @Test func whatGoesInAndComesOutIsShown() throws {
    let (gradients, seen) = try gradients(isObserved: true)
    let dense = seen[0]
    #expect(dense.operands.map(\.shape) == [[5, 6], [6, 36], [36]])
    #expect(dense.results.map { $0?.shape } == [[5, 36]])
    #expect(dense.incoming == nil)
    let back = try #require(seen.last)
    // The input is a constant: nobody asked for its gradient.
    #expect(back.results.map { $0?.shape } == [nil, [6, 36], [36]])
    #expect(back.incoming?.shape == [5, 36])
    let weight = try #require(back.results[1])
    #expect(gradients["dense1.weight"]?.isIdentical(to: weight) == true)
  }

  @Test func whatIsComputedIsTheSame() throws {
    let (plain, observed) = (try gradients(isObserved: false).0, try gradients(isObserved: true).0)
    #expect(plain.names == observed.names)
    for (name, tensor) in plain {
      #expect(observed[name]?.isIdentical(to: tensor) == true, "\(name)")
    }
  }

  /// What is computed of constants alone is seen as well, and once.
  @Test func operationsOfConstantsAreSeen() {
    var seen: [ObservedOperation] = []
    let tape = Tape(observer: { seen.append($0) })
    let x = tape.doubled(Variable(constant: Tensor([1, 2])))
    #expect(!x.isDifferentiable)
    #expect(seen.map(\.name) == ["doubled"])
    #expect(seen.first?.results == [Tensor([2, 4])])
  }

  /// Two ways back to one operand are added up.
  @Test func sumsOfGradientsAreSeen() throws {
    var seen: [ObservedOperation] = []
    let tape = Tape { seen.append($0) }
    let x = tape.variable(Tensor([3]))
    let gradients = try tape.gradients(of: tape.add(tape.doubled(x), x))
    #expect(gradients[x]?.scalars == [3])
    let sum = try #require(seen.last)
    #expect(sum.name == "sum of gradients")
    #expect(sum.operands.map(\.scalars).sorted { $0[0] < $1[0] } == [[1], [2]])
    #expect(sum.results.map { $0?.scalars } == [[3]])
  }

  /// In inference a convolution and the normalisation after it are one operation.
  @Test func whatIsComputedTogetherIsSeenTogether() throws {
    var random = RandomStream(seed: 3, purpose: .weights)
    let plan = try NetworkPlan(
      input: [3, 3, 2],
      layers: [
        Convolution(outputs: 2, upsamples: true), BatchNormalization(momentum: 0.8, epsilon: 1e-3),
      ])
    let network = Network(plan, using: &random)
    var seen: [ObservedOperation] = []
    let pass = try network(
      Variable(constant: randomTensor([5, 3, 3, 2], 80)), mode: .inference,
      tape: Tape { seen.append($0) }, differentiable: false)
    #expect(seen.map(\.name) == ["upsamplingConvolution with batchNormalization"])
    #expect(seen[0].results[0]?.isIdentical(to: pass.outputs[0].value) == true)
    #expect(seen[0].operands.count == 7)
  }
}
