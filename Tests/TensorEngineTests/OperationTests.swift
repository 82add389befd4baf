import Foundation
import TensorEngine
import Testing

/// Values and gradients of every operation, from one table.
@Suite struct OperationTests {
  @Test(arguments: operationTable)
  func theValueIsThatOfTheSlowTwin(operation: OperationCase) {
    let y = operation.fast(Tape(), operation.operands.map(Variable.init(constant:)))
    #expect(
      difference(y.value, operation.slow(operation.operands.map(SlowTensor.init)), within: 1e-5)
        == nil)
  }

  /// d sum(sin(f(x))) / dx by the tape against central differences of the slow twin, for every
  /// element of every operand. The sine makes the incoming gradient differ from element to element:
  /// a constant one hides transpositions.
  @Test(arguments: operationTable)
  func theGradientIsThatOfCentralDifferences(operation: OperationCase) throws {
    let tape = Tape()
    let variables = operation.operands.map(tape.variable)
    let y = operation.fast(tape, variables)
    let seed = Tensor(y.value.scalars.map { cos($0) }, shape: y.shape)
    let gradients = try tape.gradients(of: y, seed: seed)

    let operands = operation.operands.map(SlowTensor.init)
    let step = 1e-6
    for (number, variable) in variables.enumerated() {
      var wanted = SlowTensor(zeros: variable.shape)
      for element in wanted.values.indices {
        func moved(_ distance: Double) -> Double {
          var moved = operands
          moved[number].values[element] += distance
          return operation.slow(moved).map { sin($0) }.sum()
        }
        wanted.values[element] = (moved(step) - moved(-step)) / (2 * step)
      }
      let problem = difference(gradients[variable], wanted, within: 2e-5)
      #expect(problem == nil, "operand \(number)")
    }
  }

  /// Gradients that nobody asked for are not there, and those that are do not depend on the others.
  @Test(arguments: operationTable)
  func eachOperandCanBeDifferentiatedAlone(operation: OperationCase) throws {
    func gradients(of wanted: Set<Int>) throws -> [Tensor?] {
      let tape = Tape()
      let variables = operation.operands.enumerated().map { number, operand in
        wanted.contains(number) ? tape.variable(operand) : Variable(constant: operand)
      }
      let y = operation.fast(tape, variables)
      let seed = Tensor(y.value.scalars.map { cos($0) }, shape: y.shape)
      let gradients = try tape.gradients(of: y, seed: seed)
      return variables.map { gradients[$0] }
    }
    let all = try gradients(of: Set(operation.operands.indices))
    for number in operation.operands.indices {
      let alone = try gradients(of: [number])
      for other in operation.operands.indices where other != number {
        #expect(alone[other] == nil)
      }
      let (a, b) = (try #require(alone[number]), try #require(all[number]))
      #expect(a.isIdentical(to: b), "operand \(number)")
    }
  }

  /// The functions in extensions of `Tape`, read from the sources, are those of the table.
  @Test func theTableHasEveryOperation() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/TensorEngine").standardizedFileURL
    var operations: Set<String> = []
    let files = FileManager.default.enumerator(atPath: sources.path)
    while let name = files?.nextObject() as? String {
      guard name.hasSuffix(".swift") else { continue }
      let text = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
      operations.formUnion(tapeFunctions(in: text))
    }
    #expect(operations.count > 10)
    let table = Set(operationTable.map(\.operation))
    #expect(operations.subtracting(table) == [], "not in the table")
    #expect(table.subtracting(operations) == [], "only in the table")
  }

  /// As in `dense(_:weight:bias:activation:)`.
  private func tapeFunctions(in text: String) -> [String] {
    var functions: [String] = []
    // A first line of its own, so that what stands before the first extension is never nothing.
    for block in ("//\n" + text).split(separator: /(?m)^(?:public )?extension Tape \{/).dropFirst()
    {
      let body = block.split(separator: /(?m)^\}/).first ?? ""
      for match in body.matches(of: /public func (\w+)\(([^{]*?)\) (?:->|throws|\{)/) {
        let labels = match.2.split(separator: /,(?![^(]*\))/).map { parameter in
          parameter.split(whereSeparator: \.isWhitespace).first.map { $0.prefix { $0 != ":" } }
            ?? ""
        }
        functions.append("\(match.1)(" + labels.map { "\($0):" }.joined() + ")")
      }
    }
    return functions
  }
}
