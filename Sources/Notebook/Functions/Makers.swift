import Language
import Platform
import TensorEngine

extension Function {
  /// What makes tensors of random numbers, and text.
  static let makers: [Function] = [
    random("rand", "Random numbers from 0 to 1, the same for the same seed.") { $0.uniform() },
    random("randn", "Random numbers of the standard normal distribution.") { random in
      // Box and Muller's transform, https://doi.org/10.1214/aoms/1177706645; 1 - u is never 0.
      let radius = (-2 * log(1 - Double(random.uniform()))).squareRoot()
      return Float(radius * cos(2 * Double.pi * Double(random.uniform())))
    },
  ]

  static let texts: [Function] = [format]

  private static func random(
    _ name: String, _ summary: String,
    _ draw: @escaping @Sendable (inout RandomStream) -> Float
  ) -> Function {
    Function(
      name, [Parameter("extent", .number, isRequired: false)], isVariadic: true,
      gives: [.number, .tensor], summary,
      examples: [Example("\(name)(2, 3)"), Example("\(name)()", "one number")]
    ) { call, workspace in
      try call.checkAxes(call.arguments.count)
      var extents: [Int] = []
      for index in call.arguments.indices {
        extents.append(try call.whole(index, in: 0...TensorArithmetic.mostElements))
      }
      var count = 1
      for extent in extents { count = try call.checkCount(count, extent) }
      var stream = workspace.nextRandomStream()
      var tensor = Tensor(zeros: Shape(extents))
      try Stretches.forEach(of: count, cost: 8) { range in
        tensor.withUnsafeMutableBuffer { for index in range { $0[index] = draw(&stream) } }
      }
      return Elements(tensor).value
    }
  }

  private static let format = Function(
    "format", [Parameter("x", .any), Parameter("format", .string)], gives: .string,
    "A value as text, in a format as inside of a string.",
    examples: [Example("format(3.14159, \".3\")")]
  ) { call in
    guard case .string(let text) = call.arguments[1] else { return .none }
    guard let format = ValueFormat(text) else { throw Problem.malformedFormat(text) }
    return .string(try ValueText.text(of: call.arguments[0], format))
  }
}
