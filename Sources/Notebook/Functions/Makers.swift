import TensorEngine

extension Function {
  /// What makes tensors of random numbers, and text.
  static let makers: [Function] = [
    random("rand", "Random numbers from 0 to 1, the same for the same seed.") { $0.uniform() }
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
    ) { call in
      var extents: [Int] = []
      for index in call.arguments.indices {
        extents.append(try call.whole(index, in: 0...TensorArithmetic.mostElements))
      }
      var count = 1
      for extent in extents { count = try call.checkCount(count, extent) }
      var stream = call.session.nextRandomStream()
      let scalars = (0..<count).map { _ in draw(&stream) }
      return Evaluator.unboxed(Tensor(scalars, shape: Shape(extents)))
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
