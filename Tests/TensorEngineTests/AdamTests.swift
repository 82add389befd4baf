import TensorEngine
import Testing

@Suite struct AdamTests {
  private func parameters(_ tensors: [(String, [Float])]) -> Parameters {
    var parameters = Parameters()
    for (name, values) in tensors { parameters[name] = Tensor(values) }
    return parameters
  }

  /// After one step the moments are g's own, so each element moves by rate · g / (|g| + ε').
  @Test func theFirstStepIsTheRateInTheDirectionOfTheSign() throws {
    var adam = Adam(.init(learningRate: 0.125))
    var values = parameters([("p", [1, 1, 1])])
    adam.update(&values, with: parameters([("p", [3, -0.5, 0])]))
    let p = try #require(values["p"]).scalars
    #expect(abs(p[0] - 0.875) < 1e-5 && abs(p[1] - 1.125) < 1e-5 && p[2] == 1)
    #expect(adam.step == 1)
  }

  @Test func parametersWithoutGradientStayAndUnknownGradientsAreLeftOut() {
    var adam = Adam(.init())
    var values = parameters([("p", [1]), ("mean", [2])])
    adam.update(&values, with: parameters([("p", [1]), ("other", [1])]))
    #expect(values["mean"]?.scalars == [2])
    #expect(values.names == ["p", "mean"])
    #expect(adam.state["m"].names == ["p"])
  }

  /// All parameters share the step counter, as in Keras.
  @Test func aCopyIsASnapshot() throws {
    var adam = Adam(.init(learningRate: 0.01))
    var values = parameters([("p", [1, 2])])
    adam.update(&values, with: parameters([("p", [1, 2])]))
    let (adamThen, valuesThen) = (adam, values)
    adam.update(&values, with: parameters([("p", [-1, 5])]))
    var (again, valuesAgain) = (adamThen, valuesThen)
    again.update(&valuesAgain, with: parameters([("p", [-1, 5])]))
    #expect(try #require(values["p"]).isIdentical(to: try #require(valuesAgain["p"])))
    #expect(try #require(valuesThen["p"]) != #require(values["p"]))
    #expect(adamThen.step == 1 && again.step == 2)
  }
}
